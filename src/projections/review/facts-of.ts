// The facts of a batch's record at a tree size, its own and those of other streams.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { Fact } from "../../domain/kernel/exception/fact.ts";

export interface FactRow {
  readonly position: number;
  readonly isOwn: boolean;
  readonly fact: Fact;
}

/** In the order of the log. */
export async function factsOf(
  kysely: Kysely<DB>,
  batchId: string,
  asOf: number,
): Promise<readonly FactRow[]> {
  const { rows } = await sql<FactRow>`
    with own as materialized (
      select position, is_own, fact from review.fact
      where batch_id = ${batchId} and position < ${asOf}
    )
    select position, is_own as "isOwn", fact from own
    union all
    select position, is_own, fact from review.fact as closing
    where batch_id = '' and position < ${asOf}
      and matter in (select fact ->> 'opens' from own)
    order by position`.execute(kysely);
  return rows;
}
