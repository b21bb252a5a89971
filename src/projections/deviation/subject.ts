// What a deviation is about, and when that was.
import { sql, type Transaction } from "kysely";
import type { DB } from "../../database/schema.ts";
import { sqlInstant } from "../unknown.ts";

export interface Named {
  readonly batchId: string;
  /** Its number. */
  readonly batch: string | null;
}

export interface About {
  /** The one that it was raised about, those assessed, and those found to be affected. */
  readonly batchIds: readonly string[];
  readonly lotIds: readonly string[];
  readonly equipmentIds: readonly string[];
}

export async function deviationAt(
  at: Transaction<DB>,
  deviationId: string,
  asOf: number,
): Promise<About | undefined> {
  const { rows } = await sql<About>`
    select d.material_lot_ids as "lotIds",
           array(select s.id from audit_trail.audit_subject s
                 where s.position = d.position and s.kind = 'equipment' order by s.id)
             as "equipmentIds",
           array(select id from (
                   select d.batch_id as id
                   union select step.data ->> 'batchId' from batch_record.deviation_step step
                   where step.deviation_id = d.deviation_id and step.position < ${asOf}
                     and step.type = 'DeviationImpactAssessed'
                   union select one ->> 'batchId' from (
                     select data from batch_record.deviation_step
                     where deviation_id = d.deviation_id and position < ${asOf}
                       and type = 'DeviationInvestigated'
                     order by position desc limit 1) last,
                     jsonb_array_elements(last.data -> 'considered') one
                   where (one ->> 'affected')::boolean) named
                 where id is not null order by id) as "batchIds"
    from batch_record.deviation d
    where d.deviation_id = ${deviationId} and d.position < ${asOf}`.execute(at);
  return rows[0];
}

export interface Window {
  /** UTC. */
  readonly from: string | null;
  readonly to: string | null;
}

/** From the first event of the batches to the last; which of them state a time without its zone. */
export async function windowOf(
  at: Transaction<DB>,
  batchIds: readonly string[],
  asOf: number,
): Promise<Window & { readonly unstated: readonly string[] }> {
  const { rows } = await sql<Window & { unstated: readonly string[] }>`
    select ${sqlInstant(sql`min(e.occurred_at)`)} as "from",
           ${sqlInstant(sql`max(e.occurred_at)`)} as "to",
           coalesce(array_agg(distinct e.record_id) filter (where e.gap_ms is null), '{}')
             as unstated
    from audit_trail.audit_subject s join audit_trail.audit_entry e using (position)
    where s.kind = 'batch' and s.id = any(${batchIds}::text[]) and s.position < ${asOf}
      and e.record_kind = 'batch' and e.record_id = s.id
      and e.origin = 'ours' and e.action <> 'refused'`.execute(at);
  return rows[0] ?? { from: null, to: null, unstated: [] };
}

/** The number of each, as it was called then. */
export async function batchesNamed(
  at: Transaction<DB>,
  batchIds: readonly string[],
  asOf: number,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; number: string }>`
    select b.batch_id as id, coalesce(given.detail ->> 'batchNumber', b.batch_number) as number
    from batch_record.batch b
    left join batch_record.batch_state given
      on given.batch_id = b.batch_id and given.state = 'numbered' and given.position < ${asOf}
    where b.batch_id = any(${batchIds}::text[]) and b.position < ${asOf}`.execute(at);
  return new Map(rows.map(({ id, number }) => [id, number]));
}
