// On what batches ran, where that stands, and when.
import { sql, type Transaction } from "kysely";
import type { DB } from "../../database/schema.ts";
import { sqlInstant } from "../unknown.ts";
import type { Window } from "./subject.ts";

export interface Use {
  readonly batchId: string;
  readonly equipmentId: string;
  readonly name: string;
  /** UTC: the first and the last event that names both. */
  readonly from: string;
  readonly to: string;
  /** Not: another piece, at the same place. */
  readonly isSame: boolean;
  readonly isInTime: boolean;
  readonly zoneStated: boolean;
}

const counted = (asOf: number) =>
  sql`e.origin = 'ours' and e.action <> 'refused' and e.trail = 'record' and e.position < ${asOf}`;

export async function equipmentOf(
  at: Transaction<DB>,
  batchIds: readonly string[],
  asOf: number,
): Promise<readonly { readonly batchId: string; readonly id: string }[]> {
  const { rows } = await sql<{ batchId: string; id: string }>`
    select distinct b.id as "batchId", q.id
    from audit_trail.audit_subject b join audit_trail.audit_entry e using (position)
         join audit_trail.audit_subject q using (position)
    where b.kind = 'batch' and b.id = any(${batchIds}::text[]) and q.kind = 'equipment'
      and ${counted(asOf)}`.execute(at);
  return rows;
}

interface Others extends Window {
  /** Left out. */
  readonly batchIds: readonly string[];
  readonly asOf: number;
}

/** Of other batches, on this equipment and on what stands at its places. */
export async function usesOf(
  at: Transaction<DB>,
  equipmentIds: readonly string[],
  { batchIds, asOf, from, to }: Others,
): Promise<readonly Use[]> {
  const { rows } = await sql<Use>`
    with standing as (
      select e.record_id as id, l.id as place
      from audit_trail.audit_subject l join audit_trail.audit_entry e using (position)
      where l.kind = 'location' and l.event_type = 'EquipmentRegistered' and ${counted(asOf)}
    ), chosen as (
      select unnest(${equipmentIds}::text[]) as id
      union select near.id from standing near join standing own on own.place = near.place
      where own.id = any(${equipmentIds}::text[])
    ), used as (
      select b.id as batch_id, q.id as equipment_id, max(coalesce(q.name, q.id)) as name,
             min(e.occurred_at) as first, max(e.occurred_at) as last,
             bool_and(e.gap_ms is not null) as stated
      from chosen join audit_trail.audit_subject q on q.kind = 'equipment' and q.id = chosen.id
      join audit_trail.audit_entry e on e.position = q.position
      join audit_trail.audit_subject b on b.position = q.position and b.kind = 'batch'
      where ${counted(asOf)} and not b.id = any(${batchIds}::text[])
      group by b.id, q.id
    )
    select batch_id as "batchId", equipment_id as "equipmentId", name,
           ${sqlInstant(sql`first`)} as "from", ${sqlInstant(sql`last`)} as "to",
           equipment_id = any(${equipmentIds}::text[]) as "isSame", stated as "zoneStated",
           coalesce(first <= ${to}::timestamptz and last >= ${from}::timestamptz, false)
             as "isInTime"
    from used order by batch_id, equipment_id`.execute(at);
  return rows;
}

/** Other batches that ran in that time, and do not say on what. */
export async function withoutEquipment(
  at: Transaction<DB>,
  batchIds: readonly string[],
  { asOf, from, to }: Omit<Others, "batchIds">,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select e.record_id as id from audit_trail.audit_entry e
    where e.record_kind = 'batch' and ${counted(asOf)}
      and e.occurred_at between ${from}::timestamptz and ${to}::timestamptz
      and not e.record_id = any(${batchIds}::text[])
      and not exists (
        select from audit_trail.audit_subject b
        join audit_trail.audit_entry of_it on of_it.position = b.position
        join audit_trail.audit_subject q on q.position = b.position and q.kind = 'equipment'
        where b.kind = 'batch' and b.id = e.record_id and b.position < ${asOf}
          and of_it.action <> 'refused')
    group by e.record_id order by e.record_id`.execute(at);
  return rows.map(({ id }) => id);
}
