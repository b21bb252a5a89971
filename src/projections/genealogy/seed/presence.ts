// What the record trail names with a piece of equipment, a person, a place, an order or a party,
// and from when to when. What was there throughout a time stands for it, though nothing was written
// down within it: an entry before and an entry behind are enough.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { toUtc } from "../../../domain/kernel/instant.ts";
import { knownAt } from "../../known-at.ts";

export const presentKinds = ["equipment", "person", "location", "order", "party"] as const;
export type PresentKind = (typeof presentKinds)[number];

/**
 * `id` or `id@from..to`, either end may be missing. A thing counts from the first to the last entry
 * that names both; a batch as long as its use of the equipment goes on; a lot in a place, or in
 * what lies in it, until it was moved on or nothing is left of it. What has no time counts always.
 */
export async function presentWith(
  at: Kysely<DB>,
  kind: PresentKind,
  written: string,
  asOf: number,
): Promise<readonly number[]> {
  await knownAt(at, "audit_trail", asOf);
  if (kind === "location") await knownAt(at, "whereabouts", asOf);
  const asked = during(written);
  if (!asked) return [];
  const { id, since, until } = asked;
  const { rows } = await sql<{ id: number }>`
    with recursive ${kind === "location" ? placesIn(id, asOf) : sql`thing as (select ${id} as id)`},
    about as (
      select a.position from thing t
      join audit_trail.audit_subject a on a.kind = ${kind} and a.id = t.id
      union select position from audit_trail.audit_entry
      where actor_kind = ${kind} and actor_id = ${id}
    ), present as (
      select s.kind, s.id, min(e.occurred_at) as since, max(e.occurred_at) as until
      from about join audit_trail.audit_entry e using (position)
           join audit_trail.audit_subject s using (position)
      where e.position < ${asOf} and e.trail = 'record'
      group by s.kind, s.id
      ${kind === "equipment" ? sql`union all ${usesOf(id, asOf)}` : sql``}
      ${kind === "location" ? sql`union all ${staysIn(asOf)}` : sql``}
    )
    select distinct n.id
    from present p join genealogy.genealogy_node n on n.kind = p.kind and n.key = p.id
    where n.position < ${asOf}
      and (${since}::timestamptz is null or p.until is null or p.until >= ${since}::timestamptz)
      and (${until}::timestamptz is null or p.since is null or p.since <= ${until}::timestamptz)
    order by 1`.execute(at);
  return rows.map((row) => row.id);
}

interface During {
  readonly id: string;
  /** UTC; null: from the beginning, or without an end. */
  readonly since: string | null;
  readonly until: string | null;
}

/** `id` or `id@from..to`. Undefined: one of the ends is no time. */
export function during(written: string): During | undefined {
  const [, id = written, from, to] = /^(.+)@([^@]*)\.\.([^@]*)$/.exec(written) ?? [];
  const [since, until] = [instant(from, "T00:00:00"), instant(to, "T23:59:59.999")];
  return since === undefined || until === undefined ? undefined : { id, since, until };
}

/** Kind, id, since, until: the batches that used it, each until another used it, or nobody. */
export const usesOf = (equipmentId: string, asOf: number) => sql`(
  with own as (
    select position, occurred_at as at, event_type from audit_trail.audit_entry
    where record_kind = 'equipment' and record_id = ${equipmentId} and position < ${asOf}
      and origin = 'ours' and event_type in ('EquipmentUseStarted', 'EquipmentUseEnded')
  )
  select 'batch', s.id, o.at, coalesce((
    select min(n.at) from own n where (n.at, n.position) > (o.at, o.position)), 'infinity')
  from own o join audit_trail.audit_subject s on s.position = o.position and s.kind = 'batch'
  where o.event_type = 'EquipmentUseStarted')`;

/** `thing`: a place, and all that lies in it. */
const placesIn = (locationId: string, asOf: number) => sql`thing as (
  select ${locationId} as id
  union select l.location_id
  from thing t join whereabouts.whereabouts_location l on l.parent_location_id = t.id
  where l.position < ${asOf})`;

/** The lots that lay in a `thing`, each until it was moved on, or nothing was left of it. */
const staysIn = (asOf: number) => sql`(
  with lain as (
    select w.lot_id, w.container_id, w.position, w.location_id, e.occurred_at as at
    from whereabouts.whereabouts_place w join audit_trail.audit_entry e using (position)
    where w.position < ${asOf} and w.lot_id in (
      select lot_id from thing t join whereabouts.whereabouts_place on location_id = t.id)
  ), emptied as (
    select m.lot_id, max(e.occurred_at) as at
    from whereabouts.whereabouts_movement m join audit_trail.audit_entry e using (position)
    where m.lot_id in (select lot_id from lain) and m.position < ${asOf}
      and (m.void_position is null or m.void_position >= ${asOf})
    group by m.lot_id
    having count(distinct m.unit_of_measure) = 1 and bool_and(m.quantity is not null)
       and sum(case m.direction when 'in' then m.quantity else -m.quantity end) <= 0
  )
  select 'materialLot', l.lot_id, l.at, coalesce((
    select min(n.at) from lain n
    where n.lot_id = l.lot_id and (n.at, n.position) > (l.at, l.position)
      and (n.container_id is null or n.container_id = l.container_id)), m.at, 'infinity')
  from lain l join thing t on t.id = l.location_id left join emptied m on m.lot_id = l.lot_id)`;

/** A day is the whole of it, in UTC; so is a time without a zone. Undefined: it is no time. */
function instant(text: string | undefined, time: string): string | null | undefined {
  if (text === undefined || text === "") return null;
  const whole = text.length === "2026-01-31".length ? `${text}${time}` : text;
  try {
    return toUtc(whole);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
