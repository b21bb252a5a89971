// Rows that reach beyond the batch's own: its lots as they were, deviations and dispositions that
// concern them.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import type {
  DeviationRow,
  DeviationStepRow,
  DispositionRow,
  FoundRow,
  MaterialUseRow,
  OutputRow,
  PartRow,
} from "./rows.ts";

export async function materialUses(
  kysely: Kysely<DB>,
  batchId: string,
  asOf: number,
): Promise<readonly MaterialUseRow[]> {
  const { rows } = await sql<MaterialUseRow>`
    select used.position, used.event_id, used.batch_id, used.material_lot_id,
           used.material_definition_id, used.material, used.container_id, used.quantity,
           used.kind, used.basis, used.charged, used.path, used.drawn_event_id,
           used.override_ids, used.flags,
           lot.supplier, lot.manufacturer, lot.receipt_number, dated.expires_on,
           dated.retest_on, called.identifiers, quality.status, held.holds
    from batch_record.material_use as used
    left join batch_record.lot as lot
      on lot.material_lot_id = used.material_lot_id and lot.position < used.position
    left join lateral (
      select expires_on, retest_on from batch_record.lot_dates as one
      where one.material_lot_id = used.material_lot_id and one.position < used.position
      order by one.position desc limit 1
    ) as dated on true
    left join lateral (
      select identifiers from batch_record.lot_identifiers as one
      where one.material_lot_id = used.material_lot_id and one.position < used.position
      order by one.position desc limit 1
    ) as called on true
    left join lateral (
      select status from batch_record.lot_status as one
      where one.material_lot_id = used.material_lot_id and one.position < used.position
      order by one.position desc limit 1
    ) as quality on true
    left join lateral (
      select array_agg(code order by hold_id) as holds from (
        select distinct on (hold_id) hold_id, code, is_lifted,
               first_value(container_id) over (partition by hold_id order by position) as held
        from batch_record.lot_hold as one
        where one.material_lot_id = used.material_lot_id and one.position < used.position
        order by hold_id, position desc
      ) as latest
      where not is_lifted and (latest.held is null or latest.held = used.container_id)
    ) as held on true
    where used.batch_id = ${batchId} and used.position < ${asOf}
    order by used.position`.execute(kysely);
  return rows;
}

/** With the dates that each lot has by now: a release gives some their own. */
export async function outputRows(
  kysely: Kysely<DB>,
  batchId: string,
  asOf: number,
): Promise<readonly OutputRow[]> {
  const { rows } = await sql<OutputRow>`
    select output.*, coalesce(dated.expires_on, output.expires_on) as expires_on,
           coalesce(dated.retest_on, output.retest_on) as retest_on
    from batch_record.output as output
    left join lateral (
      select expires_on, retest_on from batch_record.lot_dates as one
      where one.material_lot_id = output.material_lot_id and one.position < ${asOf}
      order by one.position desc limit 1
    ) as dated on true
    where output.batch_id = ${batchId} and output.position < ${asOf}
    order by output.position`.execute(kysely);
  return rows;
}

/** What was split off from the lots that the batch made, however often. */
export async function partRows(
  kysely: Kysely<DB>,
  batchId: string,
  asOf: number,
): Promise<readonly PartRow[]> {
  const { rows } = await sql<PartRow>`
    with recursive part as (
      select material_lot_id, position, split_off from batch_record.lot
      where position < ${asOf} and split_off ->> 'from' in (
        select material_lot_id from batch_record.output
        where batch_id = ${batchId} and position < ${asOf}
      )
      union
      select one.material_lot_id, one.position, one.split_off
      from batch_record.lot as one join part on one.split_off ->> 'from' = part.material_lot_id
      where one.position < ${asOf}
    )
    select * from part order by position`.execute(kysely);
  return rows;
}

/** Of these lots. */
export async function foundRows(
  kysely: Kysely<DB>,
  materialLotIds: readonly string[],
  asOf: number,
): Promise<readonly FoundRow[]> {
  const { rows } = await sql<FoundRow>`
    select position, material_lot_id, container_id, quantity from batch_record.lot_found
    where position < ${asOf} and material_lot_id = any(${materialLotIds}::text[])
    order by position`.execute(kysely);
  return rows;
}

/** Of the batch, assessed for it, or of a lot that it used or made. */
export async function deviationRows(
  kysely: Kysely<DB>,
  batchId: string,
  asOf: number,
): Promise<readonly DeviationRow[]> {
  const { rows } = await sql<DeviationRow>`
    select deviation_id, position, batch_id, title, description, detected_at, classification,
           material_lot_ids, deviation.batch_id is not distinct from ${batchId}
           or deviation.deviation_id in (${linkedTo(batchId, asOf)}) as is_of_batch
    from batch_record.deviation as deviation
    where deviation.position < ${asOf} and deviation.deviation_id = any(array(
      select deviation_id from batch_record.deviation where batch_id = ${batchId}
      union all
      select deviation_id from batch_record.deviation
      where material_lot_ids && (${lotsOf(batchId, asOf)})
      union all (${linkedTo(batchId, asOf)})
      union all
      select deviation_id from batch_record.lot_deviation as linked
      where linked.material_lot_id = any((${lotsOf(batchId, asOf)})::text[])
        and linked.position < ${asOf}
    ))
    order by deviation.position`.execute(kysely);
  return rows;
}

const linkedTo = (batchId: string, asOf: number) => sql`
  select data ->> 'deviationId' from batch_record.entry
  where batch_id = ${batchId} and position < ${asOf} and type = 'BatchDeviationLinked'
  union
  select deviation_id from batch_record.deviation_step
  where position < ${asOf} and type = 'DeviationImpactAssessed'
    and data ->> 'batchId' = ${batchId}`;

export async function deviationSteps(
  kysely: Kysely<DB>,
  deviations: readonly DeviationRow[],
  asOf: number,
): Promise<readonly DeviationStepRow[]> {
  const { rows } = await sql<DeviationStepRow>`
    select position, deviation_id, type, data from batch_record.deviation_step
    where deviation_id = any(${deviations.map(({ deviation_id }) => deviation_id)}::text[])
      and position < ${asOf}
    order by position`.execute(kysely);
  return rows;
}

/** Of the lots that the batch made. */
export async function dispositionRows(
  kysely: Kysely<DB>,
  batchId: string,
  asOf: number,
): Promise<readonly DispositionRow[]> {
  const { rows } = await sql<DispositionRow>`
    select position, disposition_id, material_lot_id, batch_id, decision, former, quantity,
           market, conditions, signature, qualified_as
    from batch_record.disposition
    where position < ${asOf} and (batch_id = ${batchId} or material_lot_id in (
      select material_lot_id from batch_record.output
      where batch_id = ${batchId} and position < ${asOf}
    ))
    order by position`.execute(kysely);
  return rows;
}

const lotsOf = (batchId: string, asOf: number) => sql`
  select coalesce(array_agg(material_lot_id), '{}') from (
    select material_lot_id from batch_record.material_use
    where batch_id = ${batchId} and position < ${asOf}
    union
    select material_lot_id from batch_record.output
    where batch_id = ${batchId} and position < ${asOf}
  ) as lot`;
