// The nodes of which something else is to be said than at an earlier tree size.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";

/**
 * Lots to which something came or from which something went or that are called otherwise, and
 * batches with another number, since the log had so many events. What was first named since, or was
 * named before it was said what it is, is not among them.
 */
export async function changedSince(kysely: Kysely<DB>, since: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    with lot as (
      select lot_id as key from genealogy.genealogy_flow where position >= ${since}
      union select lot_id from genealogy.genealogy_flow where void_position >= ${since}
      union select lot_id from genealogy.genealogy_count where position >= ${since}
      union select lot_id from genealogy.genealogy_identifier where position >= ${since}
    )
    select n.id from lot join genealogy.genealogy_node n using (key) where n.kind = 'materialLot'
    union all
    select n.id from genealogy.genealogy_batch b
         join genealogy.genealogy_node n on n.kind = 'batch' and n.key = b.batch_id
    where b.renamed_position >= ${since}`.execute(kysely);
  return rows.map(({ id }) => id);
}
