// How far a read model has come. The row is written in the transaction of the rows it speaks for.
import type { ClientBase, Pool } from "pg";
import type { StorePosition } from "../../eventstore/stored-event.ts";
import { ProjectionFault } from "./fault.ts";
import { arrayLiteral } from "./write/array-literal.ts";

/** The last event that is in the read model, with what is needed to find it again in the store. */
export interface Place {
  /** Log index; the read model's asOf is one more. */
  readonly index: number;
  readonly stream: string;
  readonly revision: number;
  readonly eventId: string;
  readonly storePosition: StorePosition;
}

export interface Progress {
  readonly version: number;
  /**
   * The names of the log as far as it has come, with spaces between them: the id of its first
   * event, and of each that says that it was brought back from a backup. Empty while there is
   * no event.
   */
  readonly logId: string;
  /** Undefined: nothing yet. */
  readonly place: Place | undefined;
}

/** Of the log and of the making, in SQL over the line of its progress: a rebuilt one is another. */
export const modelInSql = "log_id || ' ' || made_id";

export const nothingYet = -1;

/** -1 for nothing yet. */
export const indexOf = (place: Place | undefined): number => place?.index ?? nothingYet;

export async function readProgress(
  client: ClientBase,
  name: string,
): Promise<Progress | undefined> {
  const { rows } = await client.query<Line>(
    "select * from batchproof.projection_progress where name = $1",
    [name],
  );
  const [line] = rows;
  if (!line) return undefined;
  const { version, log_id: logId, index, stream, revision } = line;
  const { event_id: eventId, store_position: storePosition } = line;
  const known = stream !== null && revision !== null && eventId !== null && storePosition !== null;
  return {
    version,
    logId,
    place: known ? { index, stream, revision, eventId, storePosition } : undefined,
  };
}

interface Line {
  readonly version: number;
  readonly log_id: string;
  readonly index: number;
  readonly stream: string | null;
  readonly revision: number | null;
  readonly event_id: string | null;
  readonly store_position: StorePosition | null;
}

/** How far any of them has come; undefined: none has begun. */
export async function furthest(
  client: Pick<ClientBase, "query">,
): Promise<Pick<Place, "index" | "storePosition"> | undefined> {
  const { rows } = await client.query<Pick<Place, "index" | "storePosition">>(
    `select index, store_position as "storePosition" from batchproof.projection_progress
     where store_position is not null order by index desc limit 1`,
  );
  return rows[0];
}

export async function createProgress(
  client: ClientBase,
  name: string,
  version: number,
): Promise<void> {
  await client.query(
    `insert into batchproof.projection_progress (name, version, log_id, index)
     values ($1, $2, '', $3)`,
    [name, version, nothingYet],
  );
}

/** For whoever would answer from it, until it goes on. */
export async function stop(pool: Pool, name: string): Promise<void> {
  await pool.query("update batchproof.projection_progress set is_stopped = true where name = $1", [
    name,
  ]);
}

/** From where a read model was believed to be to where it is. */
export interface Move {
  readonly name: string;
  readonly from: number;
  readonly logId: string;
  readonly place: Place;
}

/**
 * Moves the row on from exactly where it was believed to be; throws PROGRESS_MOVED when it is
 * elsewhere.
 */
export async function advance(client: ClientBase, move: Move): Promise<void> {
  if ((await moved(client, [move])).has(move.name)) return;
  throw elsewhere(move);
}

/**
 * Advances of read models that had nothing to write, in one statement where they come together:
 * most events concern few of them, and a statement for each costs more than all that is in it.
 */
export class Advances {
  readonly #waiting: (Move & { readonly done: PromiseWithResolvers<void> })[] = [];

  /** As `advance`, over the connection of whichever asked first. */
  async together(client: ClientBase, move: Move): Promise<void> {
    const done = Promise.withResolvers<void>();
    this.#waiting.push({ ...move, done });
    if (this.#waiting.length === 1) setImmediate(() => void this.#write(client));
    await done.promise;
  }

  async #write(client: ClientBase): Promise<void> {
    const moves = this.#waiting.splice(0);
    try {
      const names = await moved(client, moves);
      for (const move of moves) {
        if (names.has(move.name)) move.done.resolve();
        else move.done.reject(elsewhere(move));
      }
    } catch (error) {
      for (const { done } of moves) done.reject(error);
    }
  }
}

async function moved(client: ClientBase, moves: readonly Move[]): Promise<ReadonlySet<string>> {
  const column = (of: (move: Move) => string | number) => arrayLiteral(moves.map(of), "plain");
  const { rows } = await client.query<{ name: string }>({
    name: "advance",
    text: `update batchproof.projection_progress as progress
           set log_id = given.log_id, index = given.index, stream = given.stream,
               revision = given.revision, event_id = given.event_id,
               store_position = given.store_position, is_stopped = false
           from unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::text[],
                       $6::bigint[], $7::uuid[], $8::text[])
             as given(name, at, log_id, index, stream, revision, event_id, store_position)
           where progress.name = given.name and progress.index = given.at
           returning progress.name`,
    values: [
      column(({ name }) => name),
      column(({ from }) => from),
      column(({ logId }) => logId),
      column(({ place }) => place.index),
      column(({ place }) => place.stream),
      column(({ place }) => place.revision),
      column(({ place }) => place.eventId),
      column(({ place }) => place.storePosition),
    ],
  });
  return new Set(rows.map(({ name }) => name));
}

const elsewhere = ({ name, from }: Move): ProjectionFault =>
  new ProjectionFault(
    "PROGRESS_MOVED",
    `The progress of ${name} is not at ${from}, so somebody else writes this read model too.`,
  );
