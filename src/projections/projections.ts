// The projector: keeps every read model at the end of the log, in whichever process holds the lock
// of the database.
import type { Pool } from "pg";
import type { Session } from "../database/connection.ts";
import type { AnyEvent } from "../domain/kernel/event-type.ts";
import type { Projection } from "./projection.ts";
import type { RebuildReport } from "./rebuild/rebuild.ts";
import { isPassing, ProjectionFault } from "./runner/fault.ts";
import type { Decode, Log } from "./runner/feed/log.ts";
import { takeLock, tryLock } from "./runner/lock.ts";
import type { Logger } from "./runner/logger.ts";
import { type ProjectionStatus, statusOf } from "./runner/status.ts";
import { Term } from "./runner/term.ts";
import { BackOff, Wakeup } from "./runner/wakeup.ts";

export interface ProjectionsParts<Event extends AnyEvent> {
  readonly database: { readonly pool: Pool };
  readonly log: Log;
  readonly codec: { readonly decode: Decode<Event> };
  readonly projections: readonly Projection<Event>[];
  /**
   * Whether events of this type may be gathered for a while, unless somebody waits for them: what
   * comes in great numbers, and is never looked for by whoever caused it.
   */
  readonly canWait: (type: string) => boolean;
  readonly logger: Logger;
  /** Woken whenever `status` may say something else. */
  readonly changes?: Wakeup;
}

export interface WaitOptions {
  /** Only this read model; all of them when not said. */
  readonly name?: string;
  readonly timeout_ms: number;
}

export interface Projections {
  status(): readonly ProjectionStatus[];
  /** Tree size of a read model; throws PROJECTION_UNKNOWN where there is none yet. */
  asOf(name: string): Promise<number>;
  /**
   * True as soon as the event with this index can be read; false when time is up or a read model
   * has stopped.
   */
  waitFor(index: number, options: WaitOptions): Promise<boolean>;
  /**
   * Makes every read model a second time, up to the same position, and compares. To verify leaves
   * the live ones in place; otherwise the new ones take their place. This process becomes the
   * projector for it. Throws ProjectionFault, such as NOT_THE_PROJECTOR when it is broken off.
   */
  rebuildAll(options?: RebuildOptions): Promise<readonly RebuildReport[]>;
  /**
   * Takes in no more until the answer is called, for whoever writes much at once: what has waited
   * goes in by large chunks.
   */
  pause(): () => void;
  stop(): Promise<void>;
}

export interface RebuildOptions {
  readonly verify?: boolean;
  /** After each of them. */
  readonly onRebuilt?: () => void;
}

/** Answers at once; what is away at present is waited for, and `status` says so. */
export function startProjections<Event extends AnyEvent>(
  parts: ProjectionsParts<Event>,
): Projections {
  refuseSameNames(parts.projections);
  const projector = new Projector(parts);
  projector.start();
  return projector;
}

/** As `Projections` says it; any process can look. */
export async function asOfIn(pool: Pool, name: string): Promise<number> {
  const { rows } = await pool.query<{ asOf: number }>(
    `select index + 1 as "asOf" from batchproof.projection_progress where name = $1`,
    [name],
  );
  if (rows[0]) return rows[0].asOf;
  throw new ProjectionFault("PROJECTION_UNKNOWN", `There is no read model ${name} here yet.`);
}

class Projector<Event extends AnyEvent> implements Projections {
  readonly #parts: ProjectionsParts<Event>;
  readonly #stopping = new AbortController();
  readonly #changes: Wakeup;
  #term: Term<Event> | undefined;
  /**
   * Another process holds the lock, so what the table says is what it has checked against the log.
   */
  #standsBy = false;
  /** Something is asked of this process that only the projector can do. */
  #isWanted = false;
  /** Beyond this index nothing is taken in. */
  #limit = Number.POSITIVE_INFINITY;
  #running: Promise<void> | undefined;

  constructor(parts: ProjectionsParts<Event>) {
    this.#parts = parts;
    this.#changes = parts.changes ?? new Wakeup();
  }

  start(): void {
    this.#running ??= this.#run();
  }

  status(): readonly ProjectionStatus[] {
    const { projections } = this.#parts;
    const standings = this.#term?.standings;
    return projections.map((projection): ProjectionStatus => {
      const standing = standings?.find((each) => each.projection === projection);
      if (standing) return statusOf(standing);
      const state = this.#standsBy ? "standby" : "starting";
      return { name: projection.name, state, asOf: undefined };
    });
  }

  asOf(name: string): Promise<number> {
    return asOfIn(this.#parts.database.pool, name);
  }

  async waitFor(index: number, { name, timeout_ms }: WaitOptions): Promise<boolean> {
    const until = performance.now() + timeout_ms;
    for (;;) {
      this.#term?.want(index);
      const status = await this.#known();
      const asked = status.filter((each) => name === undefined || each.name === name);
      if (asked.length > 0 && asked.every(({ asOf }) => (asOf ?? 0) > index)) return true;
      const left = until - performance.now();
      if (left <= 0 || asked.some(({ state }) => state === "stopped")) {
        return false;
      }
      // Commits made here wake us. What another process commits has to be looked for.
      const timeout_ms = this.#standsBy ? Math.min(left, pollEvery_ms) : left;
      await this.#changes.next({ timeout_ms });
    }
  }

  async rebuildAll({ verify = false, onRebuilt }: RebuildOptions = {}) {
    const term = await this.#ownTerm();
    const reports: RebuildReport[] = [];
    for (const { name } of this.#parts.projections) {
      reports.push(await term.rebuild(name, verify));
      onRebuilt?.();
    }
    return reports;
  }

  pause(): () => void {
    this.#limitTo(Number.NEGATIVE_INFINITY);
    return () => this.#limitTo(Number.POSITIVE_INFINITY);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Also of the lanes of a term that is still to begin. */
  #limitTo(index: number): void {
    this.#limit = index;
    for (const { live } of this.#term?.standings ?? []) live?.limitTo(index);
  }

  /** Becomes the projector, for what only the projector can do. */
  async #ownTerm(): Promise<Term<Event>> {
    const { signal } = this.#stopping;
    while (!this.#term) {
      if (signal.aborted) {
        throw new ProjectionFault("NOT_THE_PROJECTOR", "The projector has been stopped.");
      }
      if (!this.#isWanted) {
        this.#isWanted = true;
        this.#changes.wake();
      }
      await this.#changes.next({ signal });
    }
    return this.#term;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const backOff = new BackOff();
    while (!signal.aborted) {
      try {
        const lock = await (this.#isWanted ? takeLock : tryLock)(this.#parts.database.pool);
        this.#standsBy = lock === undefined;
        this.#changes.wake();
        if (lock) await this.#hold(lock, backOff);
        else await this.#changes.next({ signal, timeout_ms: retryEvery_ms });
      } catch (err) {
        this.#standsBy = false;
        const how = isPassing(err) ? "warn" : "error";
        this.#parts.logger[how]({ err }, "The projector waits, and tries again.");
        await backOff.wait(signal);
      }
    }
  }

  /** Until the lock is lost with its connection, or until we stop. */
  async #hold(lock: Session, backOff: BackOff): Promise<void> {
    const { database, projections, log, codec, canWait, logger } = this.#parts;
    const ended = AbortSignal.any([this.#stopping.signal, lock.lost]);
    const parts = { pool: database.pool, log, canWait, logger, changes: this.#changes };
    try {
      const term = await Term.open(lock.client, projections, {
        ...parts,
        decode: (stored) => codec.decode(stored),
      });
      try {
        this.#term = term;
        if (this.#limit !== Number.POSITIVE_INFINITY) this.#limitTo(this.#limit);
        this.#isWanted = false;
        this.#changes.wake();
        backOff.succeeded();
        while (!ended.aborted) await this.#changes.next({ signal: ended });
      } finally {
        this.#term = undefined;
        await term.close();
        this.#changes.wake();
      }
    } finally {
      await lock.close();
    }
  }

  async #known(): Promise<readonly Pick<ProjectionStatus, "name" | "state" | "asOf">[]> {
    if (!this.#standsBy) return this.status();
    try {
      const { rows } = await this.#parts.database.pool.query<{ name: string; asOf: number }>(
        `select name, index + 1 as "asOf" from batchproof.projection_progress`,
      );
      const asOf = new Map(rows.map((row) => [row.name, row.asOf]));
      return this.status().map((each) => ({ ...each, asOf: asOf.get(each.name) }));
    } catch (error) {
      if (isPassing(error)) return this.status();
      throw error;
    }
  }
}

const retryEvery_ms = 1_000;
const pollEvery_ms = 25;

function refuseSameNames<Event extends AnyEvent>(projections: readonly Projection<Event>[]): void {
  const names = projections.map(({ name }) => name);
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined) throw new RangeError(`Two read models are called ${twice}.`);
  const unfit = names.find((name) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name));
  if (unfit !== undefined) throw new RangeError(`${unfit} is no name for a Postgres schema.`);
}
