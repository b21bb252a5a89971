// How far a read model has come. The row is written in the transaction of the rows it speaks for.
import type { ClientBase } from "pg";
import type { StorePosition } from "../../eventstore/stored-event.ts";
import { ProjectionFault } from "./fault.ts";

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
  /** The id of the log's first event tells one log from another; empty while there is no event. */
  readonly logId: string;
  /** Undefined: nothing yet. */
  readonly place: Place | undefined;
}

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

/**
 * Moves the row on from exactly where it was believed to be; throws PROGRESS_MOVED when it is
 * elsewhere.
 */
export async function advance(
  client: ClientBase,
  name: string,
  from: number,
  logId: string,
  { index, stream, revision, eventId, storePosition }: Place,
): Promise<void> {
  const { rowCount } = await client.query({
    name: "advance",
    text: `update batchproof.projection_progress
           set log_id = $3, index = $4, stream = $5, revision = $6, event_id = $7,
               store_position = $8
           where name = $1 and index = $2`,
    values: [name, from, logId, index, stream, revision, eventId, storePosition],
  });
  if (rowCount === 1) return;
  throw new ProjectionFault(
    "PROGRESS_MOVED",
    `The progress of ${name} is not at ${from}, so somebody else writes this read model too.`,
  );
}
