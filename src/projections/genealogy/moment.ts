// Which making of the read model a transaction sees, and how much of the log is in it.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { Seen } from "../as-of.ts";
import type { ReadAt } from "./reach/known-rows.ts";

export async function momentAt(
  at: Kysely<DB>,
  { model, asOf: reached }: Seen,
  happenedBy?: string,
): Promise<ReadAt> {
  if (happenedBy === undefined) return { model, reached, until: null };
  const { rows } = await sql<Pick<ReadAt, "until">>`
    select (extract(epoch from ${happenedBy}::timestamptz) * 1000)::float8 as until`.execute(at);
  return { model, reached, until: rows[0]?.until ?? null };
}
