// What was on which equipment and when it was cleaned, from the record trail.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import type { ContactTime, RecordedCleaning } from "./contact.ts";
import type { Moment, Use } from "./cross-contact.ts";

export interface OnEquipment {
  readonly equipmentId: string;
  readonly nodeId: number;
  readonly time: ContactTime;
}

export interface CleaningOf extends Moment {
  readonly equipmentId: string;
  readonly cleaning: RecordedCleaning;
}

/** The pieces of equipment that these batches and lots were on, as far as entries name both. */
export async function equipmentOf(
  at: Kysely<DB>,
  nodeIds: readonly number[],
  asOf: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct q.id
    from genealogy.genealogy_node n
    join audit_trail.audit_subject s on s.kind = n.kind and s.id = n.key
    join audit_trail.audit_subject q on q.position = s.position and q.kind = 'equipment'
    join audit_trail.audit_entry e on e.position = s.position and ${isUse}
    where n.id = any(${`{${nodeIds}}`}::bigint[]) and n.kind in ('batch', 'materialLot')
      and s.position < ${asOf}
    order by 1`.execute(at);
  return rows.map(({ id }) => id);
}

/** Who was issued for a piece of equipment has not been on it yet. */
const isUse = sql`e.trail = 'record' and e.origin = 'ours' and e.action <> 'refused'
      and e.event_type <> 'BatchIssued'`;

interface UseRow {
  readonly equipmentId: string;
  readonly nodeId: number;
  readonly fromAt: string;
  readonly toAt: string | null;
  readonly fromPosition: number;
  readonly toPosition: number | null;
  readonly isObserved: boolean;
}

/**
 * Each time from where a use began to where another use did, or it ended; besides, whatever else
 * names both, from the first to the last entry between two cleanings. At most `limit`.
 */
export async function usesOn(
  at: Kysely<DB>,
  equipmentIds: readonly string[],
  asOf: number,
  limit: number,
): Promise<readonly Use<OnEquipment>[]> {
  const { rows } = await sql<UseRow>`
    with entry as (
      select q.id as equipment, e.position, e.occurred_at as at, e.event_type, e.event_id,
             e.occurred_at = e.recorded_at as is_observed, e.record_kind = 'equipment' as is_own
      from audit_trail.audit_subject q join audit_trail.audit_entry e using (position)
      where q.kind = 'equipment' and q.id = any(${[...equipmentIds]}::text[])
        and q.position < ${asOf} and ${isUse}
    ), own as (
      select *, lead(at) over w as until, lead(position) over w as until_position,
             lead(is_observed) over w as is_until_observed
      from entry where is_own and event_type in ('EquipmentUseStarted', 'EquipmentUseEnded')
      window w as (partition by equipment order by at, position)
    ), part as (
      select *, count(*) filter (where is_own and event_type = 'EquipmentCleaned')
                  over (partition by equipment order by at, position) as cleanings
      from entry
    ), used as (
      select equipment, s.kind, s.id, at as from_at, o.position as from_position,
             until as to_at, until_position as to_position,
             is_observed and coalesce(is_until_observed, true) as is_observed
      from own o join audit_trail.audit_subject s on s.position = o.position and s.kind = 'batch'
      where o.event_type = 'EquipmentUseStarted'
      union all
      select equipment, s.kind, s.id, min(at), min(p.position), max(at), max(p.position),
             bool_and(is_observed)
      from part p join audit_trail.audit_subject s on s.position = p.position
      where s.kind in ('batch', 'materialLot')
      group by equipment, s.kind, s.id, p.cleanings
    )
    select u.equipment as "equipmentId", n.id as "nodeId", u.from_at as "fromAt",
           u.to_at as "toAt", u.from_position as "fromPosition", u.to_position as "toPosition",
           u.is_observed as "isObserved"
    from used u join genealogy.genealogy_node n on n.kind = u.kind and n.key = u.id
    where n.position < ${asOf}
    order by 1, 3, 5, 2, 4 limit ${limit + 1}`.execute(at);
  return rows.map((row) => ({
    of: { equipmentId: row.equipmentId, nodeId: row.nodeId, time: timeOf(row) },
    from: { at: milliseconds(row.fromAt), position: row.fromPosition },
    to: {
      at: row.toAt === null ? Number.POSITIVE_INFINITY : milliseconds(row.toAt),
      position: row.toPosition ?? Number.POSITIVE_INFINITY,
    },
  }));
}

export async function cleaningsOf(
  at: Kysely<DB>,
  equipmentIds: readonly string[],
  asOf: number,
): Promise<readonly CleaningOf[]> {
  const { rows } = await sql<CleaningRow>`
    select record_id as "equipmentId", event_id as "eventId", position, occurred_at as at,
           occurred_at = recorded_at as "isObserved",
           (select f ->> 'new' from jsonb_array_elements(fields) f
            where f ->> 'field' = 'procedure') as procedure,
           (select f ->> 'new' from jsonb_array_elements(fields) f
            where f ->> 'field' = 'level') as level
    from audit_trail.audit_entry
    where event_type = 'EquipmentCleaned' and record_kind = 'equipment'
      and record_id = any(${[...equipmentIds]}::text[]) and position < ${asOf}
      and origin = 'ours' and action <> 'refused'
    order by position`.execute(at);
  return rows.map(({ equipmentId, isObserved, level, procedure, ...row }) => ({
    equipmentId,
    at: milliseconds(row.at),
    position: row.position,
    cleaning: {
      ...row,
      basis: isObserved ? "observed" : "claimed",
      procedure: procedure ?? "",
      ...(level !== null && { level }),
    },
  }));
}

interface CleaningRow extends Omit<RecordedCleaning, "basis" | "procedure" | "level"> {
  readonly equipmentId: string;
  readonly isObserved: boolean;
  readonly procedure: string | null;
  readonly level: string | null;
}

export const timeOf = (row: {
  readonly fromAt: string;
  readonly toAt: string | null;
  readonly isObserved: boolean;
}): ContactTime => ({
  from: row.fromAt,
  ...(row.toAt !== null && { to: row.toAt }),
  basis: row.isObserved ? "observed" : "claimed",
});

export const milliseconds = (time: string): number => Date.parse(time);
