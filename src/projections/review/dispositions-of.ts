// Which dispositions a lot has: their decisions stand in the log.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { type Answered, answered } from "../as-of.ts";

/** Their ids, in the order in which each was begun. */
export const dispositionsOf = (
  kysely: Kysely<DB>,
  materialLotId: string,
): Promise<Answered<readonly string[]>> =>
  answered(kysely, "batch_record", async (at) => {
    const { rows } = await sql<{ id: string }>`
      select disposition_id as id from batch_record.disposition
      where material_lot_id = ${materialLotId}
      group by 1 order by min(position)`.execute(at);
    return rows.map(({ id }) => id);
  });
