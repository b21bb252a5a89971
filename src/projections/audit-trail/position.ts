// Where an event stands in the log, by its id: how a writer learns the log index of what was just
// appended.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";

/** Undefined while the audit trail does not have it. */
export async function positionOf(kysely: Kysely<DB>, eventId: string): Promise<number | undefined> {
  const row = await kysely
    .selectFrom("audit_trail.audit_entry")
    .select("position")
    .where("event_id", "=", eventId)
    .executeTakeFirst();
  return row?.position;
}
