// Which making of the read model a transaction sees, and how much of the log is in it.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { ProjectionFault } from "../runner/fault.ts";
import { modelInSql } from "./graph/moment.ts";
import type { ReadAt } from "./reach/known-rows.ts";

/** Throws ProjectionFault PROJECTION_UNKNOWN where there is no read model yet. */
export async function momentAt(at: Kysely<DB>, happenedBy?: string): Promise<ReadAt> {
  const { rows } = await sql<ReadAt>`
    select ${sql.raw(modelInSql)} as model, index + 1 as reached,
           (extract(epoch from ${happenedBy ?? null}::timestamptz) * 1000)::float8 as until
    from batchproof.projection_progress where name = 'genealogy'`.execute(at);
  if (rows[0]) return rows[0];
  throw new ProjectionFault("PROJECTION_UNKNOWN", "There is no read model genealogy here yet.");
}
