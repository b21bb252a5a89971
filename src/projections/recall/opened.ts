// Which recalls there are, by the entries that opened them.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";

/** Ids, sorted. */
export async function openedRecalls(kysely: Kysely<DB>): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly id: string }>`
    select distinct record_id as id from audit_trail.audit_entry
    where event_type = 'RecallOpened' order by id`.execute(kysely);
  return rows.map(({ id }) => id);
}
