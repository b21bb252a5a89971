// One read model on its way along the log: opens, resumes, applies chunk after chunk, waits while
// PostgreSQL is away, and stops for good at an event that it cannot take in.
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { openSession, type Session } from "../../database/connection.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import { Applier, type Target } from "./apply.ts";
import { isPassing, ProjectionFault } from "./fault.ts";
import type { Feeds, Reading } from "./feed/feeds.ts";
import { type Advances, indexOf, nothingYet, stop } from "./progress.ts";
import { quoteId } from "./read-model.ts";
import { type ResumeParts, resume } from "./resume.ts";
import { BackOff, Wakeup } from "./wakeup.ts";
import { readTables } from "./write/tables.ts";

export interface LaneParts<Event extends AnyEvent> extends ResumeParts {
  readonly pool: pg.Pool;
  readonly feeds: Feeds<Event>;
  readonly advances: Advances;
  /** Woken at every change: a commit, another state. */
  readonly changes: Wakeup;
}

/** waiting: PostgreSQL or the store is away. stopped: at an event that is at fault. */
export type LaneState = "starting" | "catchingUp" | "live" | "waiting" | "stopped" | "ended";

export class Lane<Event extends AnyEvent> {
  readonly target: Target<Event>;
  readonly #parts: LaneParts<Event>;
  readonly #ending = new AbortController();
  readonly #limits = new Wakeup();
  #running: Promise<void> | undefined;
  #state: LaneState = "starting";
  #reading: Reading<Event> | undefined;
  #fault: ProjectionFault | undefined;
  #index = nothingYet;
  #limit = Number.POSITIVE_INFINITY;
  #remaining = Number.POSITIVE_INFINITY;
  #isApplying = false;

  constructor(target: Target<Event>, parts: LaneParts<Event>) {
    this.target = target;
    this.#parts = parts;
  }

  /** Log index of the last event that is in; -1 for none. */
  get index(): number {
    return this.#index;
  }

  get state(): LaneState {
    if (!this.#isOpen || !this.#reading) return this.#state;
    if (this.#reading.isAway) return "waiting";
    return this.#reading.remaining === 0 ? "live" : "catchingUp";
  }

  get fault(): ProjectionFault | undefined {
    return this.#fault;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends after the chunk at hand. */
  async end(): Promise<void> {
    this.#ending.abort();
    await this.#running;
    this.#to("ended");
  }

  /**
   * Takes in nothing beyond an index, until told otherwise; what is at hand may already be beyond.
   */
  limitTo(index: number): void {
    this.#limit = index;
    this.#limits.wake();
  }

  /**
   * Resolves when it rests at its limit or beyond, or can go no further; then `index` stays as it
   * is.
   */
  async rest(): Promise<void> {
    while (!this.#isOver && !this.#isResting) await this.#parts.changes.next();
  }

  /** Stops where it is, at the end of a chunk, until told otherwise. */
  async halt(): Promise<number> {
    this.limitTo(Number.NEGATIVE_INFINITY);
    await this.rest();
    return this.#index;
  }

  /**
   * Resolves when next to everything that the log has is in, and no less than up to an index where
   * the log is that long; or when it can go no further. Under load the very end would be a matter
   * of luck.
   */
  async near(index: number): Promise<void> {
    while (!this.#isOver && (this.#remaining > nearCount || this.#index < index)) {
      if (this.#remaining === 0) return;
      await this.#parts.changes.next();
    }
  }

  get #isResting(): boolean {
    return this.#isOpen && !this.#isApplying && this.#index >= this.#limit;
  }

  get #isOpen(): boolean {
    return this.#state === "catchingUp" || this.#state === "live";
  }

  get #isOver(): boolean {
    return this.#state === "stopped" || this.#state === "ended";
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    const backOff = new BackOff();
    while (!signal.aborted && !this.#isOver) {
      try {
        await this.#open(backOff);
      } catch (error) {
        await this.#failed(error);
      }
      if (!this.#isOver) await backOff.wait(signal);
    }
  }

  async #open(backOff: BackOff): Promise<void> {
    const { pool } = this.#parts;
    const session = await openSession(pool, `projection ${this.target.schema}`, {
      pipeline: true,
    });
    try {
      await this.#follow(session, backOff);
      session.lost.throwIfAborted();
    } catch (error) {
      throw session.lost.aborted ? session.lost.reason : error;
    } finally {
      await session.close();
    }
  }

  async #follow(session: Session, backOff: BackOff): Promise<void> {
    const { client, lost } = session;
    const { schema } = this.target;
    const progress = await resume(client, this.target, this.#parts);
    const tables = await readTables(client, schema);
    await client.query(`set search_path to ${quoteId(schema)}`);
    const applier = new Applier(this.target, session, tables, this.#parts.advances, progress);
    this.#index = indexOf(progress.place);
    this.#to("catchingUp");
    const reading = this.#parts.feeds.join(progress.place);
    this.#reading = reading;
    const signal = AbortSignal.any([this.#ending.signal, lost]);
    try {
      while (!signal.aborted) {
        await this.#step(reading, applier, signal);
        backOff.succeeded();
      }
    } finally {
      this.#isApplying = false;
      this.#reading = undefined;
      reading.leave();
    }
  }

  async #step(
    reading: Reading<Event>,
    applier: Applier<Event>,
    signal: AbortSignal,
  ): Promise<void> {
    if (this.#index >= this.#limit) return this.#limits.next({ signal });
    const taken = await reading.take(chunkCountMax, signal);
    const began_ms = performance.now();
    const entries = taken.slice(0, Math.max(0, this.#limit - this.#index));
    if (signal.aborted) return;
    try {
      this.#isApplying = true;
      await applier.apply(entries);
    } finally {
      this.#isApplying = false;
      this.#index = indexOf(applier.place);
      reading.done(this.#index + 1);
    }
    this.#remaining = reading.remaining;
    this.#to(this.#remaining === 0 ? "live" : "catchingUp");
    if (entries.length < chunkCountSmall) await gathering(began_ms, signal);
  }

  async #failed(error: unknown): Promise<void> {
    const { logger, pool } = this.#parts;
    const readModel = this.target.schema;
    if (isPassing(error) && !this.#ending.signal.aborted) {
      logger.warn({ readModel, err: error }, "Waits; goes on from where it was.");
      this.#to("waiting");
    } else if (!this.#ending.signal.aborted) {
      this.#fault = error instanceof ProjectionFault ? error : unexpected(readModel, error);
      logger.error({ readModel, err: this.#fault }, "Stopped; the others go on.");
      await stop(pool, readModel).catch((err: unknown) =>
        logger.warn({ readModel, err }, "That it stopped could not be kept for its readers."),
      );
      this.#to("stopped");
    }
  }

  #to(state: LaneState): void {
    this.#state = state;
    this.#parts.changes.wake();
  }
}

/** Large enough to make the cost of a transaction small, small enough to be seen soon. */
const chunkCountMax = 5_000;
const nearCount = 2_000;

/**
 * An event that comes alone is taken in at once. Where they keep coming a few at a time, they are
 * gathered, since a transaction for each costs more than all that is in it.
 */
const chunkCountSmall = 100;
const gatherFor_ms = 20;

async function gathering(since_ms: number, signal: AbortSignal): Promise<void> {
  const left_ms = since_ms + gatherFor_ms - performance.now();
  if (left_ms > 0) await sleep(left_ms, undefined, { signal }).catch(() => {});
}

const unexpected = (readModel: string, cause: unknown): ProjectionFault =>
  new ProjectionFault("HANDLER_FAILED", `The read model ${readModel} stopped: ${cause}`, { cause });
