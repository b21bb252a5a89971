// Takes a chunk of entries into a read model: rows and progress in one transaction, and when one
// entry is at fault, everything before it and not a row more.
import { type ClientBase, DatabaseError } from "pg";
import type { Session } from "../../database/connection.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import { LogRestored } from "../../domain/log/events.ts";
import type { Ask, Occurred, Pass, Projection } from "../projection.ts";
import { isPassing, ProjectionFault, type ProjectionFaultCode } from "./fault.ts";
import type { Entry } from "./feed/entry.ts";
import { type Advances, advance, indexOf, type Move, type Place } from "./progress.ts";
import { inOneGo } from "./read-model.ts";
import { Chunk } from "./write/chunk.ts";
import { Flush } from "./write/flush.ts";
import type { Table } from "./write/tables.ts";

export interface Target<Event extends AnyEvent> {
  readonly projection: Projection<Event>;
  /** The name of its schema and of its progress: the projection's own, or that of its successor. */
  readonly schema: string;
}

/**
 * One connection's work on one read model. After a failure with `isPassing`, begin anew with
 * another.
 */
export class Applier<Event extends AnyEvent> {
  readonly #target: Target<Event>;
  readonly #session: Session;
  readonly #tables: readonly Table[];
  readonly #flush: Flush;
  readonly #advances: Advances;
  #pass: Pass<Event>;
  #place: Place | undefined;
  #logId: string;

  constructor(
    target: Target<Event>,
    session: Session,
    tables: readonly Table[],
    advances: Advances,
    from: { readonly place: Place | undefined; readonly logId: string },
  ) {
    this.#target = target;
    this.#session = session;
    this.#tables = tables;
    this.#flush = new Flush(tables);
    this.#advances = advances;
    this.#pass = target.projection.start();
    this.#place = from.place;
    this.#logId = from.logId;
  }

  get place(): Place | undefined {
    return this.#place;
  }

  /**
   * Throws a ProjectionFault with its place, after everything before that place is in; or what is
   * passing.
   */
  async apply(entries: readonly Entry<Event>[]): Promise<void> {
    try {
      await this.#commit(entries);
    } catch (cause) {
      // What the handlers remember may speak of rows that were never committed.
      this.#pass = this.#target.projection.start();
      const [first] = entries;
      if (!first || isPassing(cause) || this.#session.lost.aborted) throw cause;
      if (entries.length === 1) throw faultAt(first, cause, this.#target.projection.name);
      const middle = cause instanceof AtEntry ? Math.max(1, cause.n) : entries.length >> 1;
      await this.apply(entries.slice(0, middle));
      await this.apply(entries.slice(middle));
    }
  }

  async #commit(entries: readonly Entry<Event>[]): Promise<void> {
    const last = entries.at(-1)?.place;
    if (!last) return;
    if (entries.some((entry) => this.#concerns(entry))) {
      const concerned = entries.filter((entry) => this.#concerns(entry));
      await this.#pass.prefetch(readable(concerned), this.#ask);
      const { client } = this.#session;
      await inOneGo(client, () => this.#sent(client, entries, this.#move(entries, last)));
    } else {
      await this.#advances.together(this.#session.client, this.#move(entries, last));
    }
    this.#place = last;
  }

  #concerns(entry: Entry<Event>): boolean {
    return this.#target.projection.followsEach || this.#isFollowed(entry);
  }

  #isFollowed(entry: Entry<Event>): boolean {
    const { projection } = this.#target;
    return entry.kind === "foreign" ? projection.followsForeign : projection.follows(entry.type);
  }

  /** Part by part: PostgreSQL is at the rows of one while the next is being handled. */
  *#sent(
    client: ClientBase,
    entries: readonly Entry<Event>[],
    move: Move,
  ): Generator<Promise<unknown> | undefined> {
    for (let from = 0; from < entries.length; from += partCount) {
      yield* this.#flush.write(client, this.#handled(entries, from));
      yield undefined;
    }
    yield advance(client, move);
  }

  #handled(entries: readonly Entry<Event>[], from: number): Chunk {
    const chunk = new Chunk(this.#tables);
    const end = Math.min(entries.length, from + partCount);
    for (const [n, entry] of entries.slice(from, end).entries()) {
      try {
        const { entry: hash, place } = entry;
        this.#pass.enter({ position: place.index, entry: hash });
        if (this.#isFollowed(entry)) handle(this.#pass, chunk, entry);
      } catch (cause) {
        throw new AtEntry(from + n, cause);
      }
    }
    if (end === entries.length) this.#pass.finish(chunk);
    return chunk;
  }

  #move(entries: readonly Entry<Event>[], place: Place): Move {
    for (const { kind, type, place: at } of entries) {
      if (at.index === 0) this.#logId = at.eventId;
      else if (kind === "ours" && type === LogRestored.name) this.#logId += ` ${at.eventId}`;
    }
    return { name: this.#target.schema, from: indexOf(this.#place), logId: this.#logId, place };
  }

  readonly #ask: Ask = async <Row extends object>(sql: string, values: readonly unknown[] = []) => {
    const { rows } = await this.#session.client.query<Row>(sql, [...values]);
    return rows;
  };
}

/** Rows of so many entries are worth a statement for each table. */
const partCount = 1_000;

function readable<Event extends AnyEvent>(entries: readonly Entry<Event>[]): Occurred<Event>[] {
  return entries.flatMap((entry) => (entry.kind === "ours" ? [entry.event] : []));
}

function handle<Event extends AnyEvent>(
  pass: Pass<Event>,
  chunk: Chunk,
  entry: Entry<Event>,
): void {
  if (entry.kind === "unreadable") throw new Unreadable(entry.cause);
  if (entry.kind === "ours") pass.handle(chunk, entry.event);
  else pass.handleForeign(chunk, entry.foreign);
}

class AtEntry extends Error {
  readonly n: number;
  constructor(n: number, cause: unknown) {
    super(`entry ${n} of the chunk`, { cause });
    this.n = n;
  }
}

class Unreadable extends Error {
  constructor(cause: unknown) {
    super("unreadable", { cause });
  }
}

function faultAt<Event extends AnyEvent>(
  { place, type }: Entry<Event>,
  thrown: unknown,
  name: string,
): ProjectionFault {
  const inner = thrown instanceof AtEntry ? thrown.cause : thrown;
  const cause = inner instanceof Unreadable ? inner.cause : inner;
  const { index: position, stream, revision } = place;
  const where = `${type}, revision ${revision} of ${stream}, position ${position}`;
  const message = `The read model ${name} stopped at ${where}: ${cause}`;
  return new ProjectionFault(codeOf(inner), message, {
    place: { position, stream, revision, type },
    cause,
  });
}

function codeOf(cause: unknown): ProjectionFaultCode {
  if (cause instanceof Unreadable) return "EVENT_UNREADABLE";
  if (cause instanceof ProjectionFault) return cause.code;
  return cause instanceof DatabaseError ? "ROWS_REFUSED" : "HANDLER_FAILED";
}
