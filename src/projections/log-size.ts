// How large the log is, beside what an answer knows of it: counted on from the read model that is
// furthest, since no server numbers its log.
import { type Kysely, sql } from "kysely";
import type { DB } from "../database/schema.ts";
import type { LoggedEvent, StorePosition } from "../eventstore/stored-event.ts";

interface Log {
  readAll(options: {
    readonly after?: StorePosition;
    readonly limit: number;
  }): AsyncIterable<LoggedEvent>;
}

/** Further behind, nobody waits for the count. */
const aheadMax = 10_000;

/** A tree size. Undefined: more than `aheadMax` events are in no read model, or the log is away. */
export async function logSize(log: Log, database: Kysely<DB>): Promise<number | undefined> {
  const { rows } = await sql<{ size: number; after: StorePosition }>`
    select index + 1 as size, store_position as after from batchproof.projection_progress
    order by index desc limit 1`.execute(database);
  const { size = 0, after } = rows[0] ?? {};
  let ahead = 0;
  try {
    for await (const _ of log.readAll({ ...(after && { after }), limit: aheadMax + 1 })) ahead += 1;
  } catch {
    return undefined;
  }
  return ahead > aheadMax ? undefined : size + ahead;
}
