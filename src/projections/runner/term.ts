// What the holder of the projector's lock does: every read model on its lane, and rebuilds beside
// them, one at a time.
import type { ClientBase, Pool } from "pg";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import type { Projection } from "../projection.ts";
import {
  discard,
  type RebuildReport,
  rebuildAndCompare,
  renew,
  replace,
} from "../rebuild/rebuild.ts";
import { isPassing, ProjectionFault } from "./fault.ts";
import { Feeds } from "./feed/feeds.ts";
import type { Decode, Log } from "./feed/log.ts";
import { Lane, type LaneParts } from "./lane.ts";
import type { Logger } from "./logger.ts";
import { Advances, indexOf, nothingYet, readProgress } from "./progress.ts";
import { type Found, formerOf, look, nextOf, remove } from "./read-model.ts";
import { BackOff, type Wakeup } from "./wakeup.ts";

export interface TermParts<Event extends AnyEvent> {
  readonly pool: Pool;
  readonly log: Log;
  readonly decode: Decode<Event>;
  readonly canWait: (type: string) => boolean;
  readonly logger: Logger;
  readonly changes: Wakeup;
}

/**
 * One read model. `live` is absent while what stands under its name was made by another version.
 */
export interface Standing<Event extends AnyEvent> {
  readonly projection: Projection<Event>;
  /** Where what stands under the name was found. */
  readonly foundAt: number;
  live?: Lane<Event>;
  next?: Lane<Event>;
}

export class Term<Event extends AnyEvent> {
  readonly #parts: TermParts<Event>;
  readonly #laneParts: LaneParts<Event>;
  readonly #closed = new AbortController();
  readonly standings: readonly Standing<Event>[];
  #rebuilds: Promise<unknown> = Promise.resolve();

  constructor(parts: TermParts<Event>, standings: readonly Standing<Event>[]) {
    this.#parts = parts;
    this.#laneParts = { ...parts, feeds: new Feeds(parts), advances: new Advances() };
    this.standings = standings;
  }

  /** Looks at what is there and sets everything going. Throws what is passing. */
  static async open<Event extends AnyEvent>(
    client: ClientBase,
    projections: readonly Projection<Event>[],
    parts: TermParts<Event>,
  ): Promise<Term<Event>> {
    const looked = [];
    for (const projection of projections) looked.push(await lookAt(client, projection));
    // The furthest first: it opens the shared feed that the others join.
    looked.sort((left, right) => right.standing.foundAt - left.standing.foundAt);
    const term = new Term(
      parts,
      looked.map(({ standing }) => standing),
    );
    for (const { standing, found } of looked) {
      if (found !== "other") term.#startLive(standing);
      else term.#queue(() => term.#renew(standing));
    }
    return term;
  }

  /** Somebody waits for everything up to this index. */
  want(index: number): void {
    this.#laneParts.feeds.want(index);
  }

  rebuild(projection: string, verify: boolean): Promise<RebuildReport> {
    const standing = this.standings.find(({ projection: { name } }) => name === projection);
    if (!standing) {
      const message = `There is no read model ${projection}.`;
      return Promise.reject(new ProjectionFault("PROJECTION_UNKNOWN", message));
    }
    return this.#queue(() => this.#rebuild(standing, verify));
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await Promise.all(this.standings.flatMap(({ live, next }) => [live?.end(), next?.end()]));
    await this.#rebuilds.catch(() => {});
    await this.#laneParts.feeds.close();
  }

  #startLive(standing: Standing<Event>): void {
    const { projection } = standing;
    standing.live = new Lane({ projection, schema: projection.name }, this.#laneParts);
    standing.live.start();
  }

  #newNext(standing: Standing<Event>): Lane<Event> {
    const { projection } = standing;
    const next = new Lane({ projection, schema: nextOf(projection.name) }, this.#laneParts);
    standing.next = next;
    if (this.#closed.signal.aborted) void next.end();
    return next;
  }

  async #rebuild(standing: Standing<Event>, verify: boolean): Promise<RebuildReport> {
    const { live, projection } = standing;
    if (!live) throw new ProjectionFault("NOT_THE_PROJECTOR", `${projection.name} is being made.`);
    const next = this.#newNext(standing);
    try {
      const report = await rebuildAndCompare(this.#parts.pool, { live, next });
      if (!verify) await replace(this.#parts.pool, { live, next });
      return report;
    } finally {
      await discard(this.#parts.pool, next).catch((err) => this.#sayDiscard(err));
      delete standing.next;
      // It has ended where its successor took the name, or was about to.
      if (live.state === "ended" && !this.#closed.signal.aborted) this.#startLive(standing);
    }
  }

  /** After a change of version: the successor takes the name as soon as it has caught up. */
  async #renew(standing: Standing<Event>): Promise<void> {
    const backOff = new BackOff();
    const { signal } = this.#closed;
    const { name: readModel, version } = standing.projection;
    this.#parts.logger.info({ readModel, version }, "Another version; made anew beside the old.");
    while (!signal.aborted) {
      const next = this.#newNext(standing);
      next.start();
      try {
        await renew(this.#parts.pool, next, standing.foundAt);
        delete standing.next;
        this.#startLive(standing);
        this.#parts.logger.info({ readModel, version }, "The new version is in place.");
        return;
      } catch (err) {
        if (next.fault || signal.aborted) return;
        if (!isPassing(err)) this.#parts.logger.error({ readModel, err }, "Not made; tried again.");
        await next.end();
        await backOff.wait(signal);
      }
    }
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#rebuilds.then(() => {
      if (!this.#closed.signal.aborted) return work();
      throw new ProjectionFault("NOT_THE_PROJECTOR", "The projector has ended here.");
    });
    this.#rebuilds = result.catch(() => {});
    return result;
  }

  #sayDiscard(err: unknown): void {
    this.#parts.logger.warn({ err }, "A successor could not be dropped; the next start does it.");
  }
}

async function lookAt<Event extends AnyEvent>(
  client: ClientBase,
  projection: Projection<Event>,
): Promise<{ standing: Standing<Event>; found: Found }> {
  const { name } = projection;
  await remove(client, formerOf(name));
  const found = await look(client, name, projection).catch((error: unknown): Found => {
    // Such as a schema.sql that is not there: its own lane will say so, and the others go on.
    if (isPassing(error)) throw error;
    return "absent";
  });
  // What a rebuild of the same version left unfinished; that of a new version goes on.
  if (found !== "other") await remove(client, nextOf(name));
  const progress = await readProgress(client, name);
  const foundAt = progress ? indexOf(progress.place) : nothingYet;
  return { standing: { projection, foundAt }, found };
}
