// Which batches there are, and which of them somebody means.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { knownAt } from "../../known-at.ts";
import type { BatchStatus } from "../record/record.ts";

export interface ListedBatch {
  readonly batchId: string;
  readonly batchNumber: string;
  /** The provisional one, once it has its final number. */
  readonly formerNumber: string | null;
  readonly product: string;
  readonly dataOrigin: "live" | "import";
  readonly status: BatchStatus;
  readonly site: string;
}

export interface BatchListQuery {
  /** Only this id or this number: several batches may carry one number. */
  readonly called?: string;
  /** Goes on after this batch id, with those that were there before it. */
  readonly after?: string;
  readonly limit?: number;
  readonly asOf?: number;
}

/** The newest first. */
export async function batchList(
  kysely: Kysely<DB>,
  { called, after, limit, asOf: wanted }: BatchListQuery = {},
): Promise<{ readonly asOf: number; readonly batches: readonly ListedBatch[] }> {
  const asOf = await knownAt(kysely, "batch_record", wanted);
  const { rows } = await sql<ListedBatch>`
    select batch.batch_id as "batchId", coalesce(given.number, batch_number) as "batchNumber",
           case when given.number is not null then batch_number end as "formerNumber", product,
           data_origin as "dataOrigin", coalesce(latest.state, 'issued') as status, site
    from batch_record.batch as batch
    left join lateral (
      select state from batch_record.batch_state as one
      where one.batch_id = batch.batch_id and one.position < ${asOf}
        and state in ('started', 'completed', 'approved', 'notApproved')
      order by one.position desc limit 1
    ) as latest on true
    left join lateral (
      select detail ->> 'batchNumber' as number from batch_record.batch_state as one
      where one.batch_id = batch.batch_id and one.position < ${asOf} and state = 'numbered'
    ) as given on true
    where batch.position < ${asOf} ${called === undefined ? sql`` : isCalled(called, asOf)}
      and (${after ?? null}::text is null or batch.position < (
        select position from batch_record.batch where batch_id = ${after ?? null}))
    order by batch.position desc
    limit ${limit ?? null}`.execute(kysely);
  return { asOf, batches: rows };
}

/** Each of its names by an index of its own: there may be a hundred thousand batches. */
const isCalled = (called: string, asOf: number) => sql`
  and batch.batch_id = any(array(
    select batch_id from batch_record.batch where batch_id = ${called}
    union all select batch_id from batch_record.batch where batch_number = ${called}
    union all select batch_id from batch_record.batch_state
    where state = 'numbered' and detail ->> 'batchNumber' = ${called} and position < ${asOf}))`;
