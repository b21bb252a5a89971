// Which lots stood where, and for how long, from the movements of material.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import type { ContactTime } from "./contact.ts";
import type { Stay } from "./exposure.ts";
import { milliseconds, timeOf } from "./read-uses.ts";

export interface InPlace {
  readonly nodeId: number;
  readonly locationId: string;
  readonly time: ContactTime;
}

/** The places in which these lots stood. */
export async function placesOf(
  at: Kysely<DB>,
  nodeIds: readonly number[],
  asOf: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct w.location_id as id
    from genealogy.genealogy_node n
    join whereabouts.whereabouts_place w on w.lot_id = n.key and w.position < ${asOf}
    where n.id = any(${`{${nodeIds}}`}::bigint[]) and n.kind = 'materialLot'
    order by 1`.execute(at);
  return rows.map(({ id }) => id);
}

interface StayRow {
  readonly nodeId: number;
  readonly locationId: string;
  readonly room: string;
  readonly fromAt: string;
  readonly toAt: string | null;
  readonly isObserved: boolean;
}

/**
 * Of all lots that stood in the rooms of these places, each until it was moved on or nothing was
 * left of it. At most `limit`.
 */
export async function staysAround(
  at: Kysely<DB>,
  locationIds: readonly string[],
  asOf: number,
  limit: number,
): Promise<readonly Stay<InPlace>[]> {
  const { rows } = await sql<StayRow>`
    with recursive location as (
      select distinct on (l.location_id) l.location_id, l.parent_location_id as parent,
             exists (
               select from audit_trail.audit_entry e
               where e.position = l.position
                 and e.fields @> '[{"field": "kind", "new": "room"}]'::jsonb) as is_room
      from whereabouts.whereabouts_location l where l.position < ${asOf}
      order by l.location_id, l.position desc
    ), around as (
      select location_id, location_id as outer_id, parent, is_room, 0 as steps from location
      union all
      select a.location_id, o.location_id, o.parent, o.is_room, a.steps + 1
      from around a join location o on o.location_id = a.parent
      where not a.is_room and a.steps < 100
    ), roomed as (
      select distinct w.location_id, coalesce((
        select min(a.outer_id) from around a where a.location_id = w.location_id and a.is_room
      ), w.location_id) as room
      from whereabouts.whereabouts_place w where w.position < ${asOf}
    ), near as (
      select location_id, room from roomed
      where room in (
        select room from roomed where location_id = any(${[...locationIds]}::text[]))
    ), lain as (
      select w.lot_id, w.container_id, w.location_id, w.position, w.ord, e.occurred_at as at,
             e.occurred_at = e.recorded_at as is_observed
      from whereabouts.whereabouts_place w join audit_trail.audit_entry e using (position)
      where w.position < ${asOf} and w.lot_id in (
        select p.lot_id from near join whereabouts.whereabouts_place p using (location_id))
    ), emptied as (
      select m.lot_id, max(e.occurred_at) as at,
             bool_and(e.occurred_at = e.recorded_at) as is_observed
      from whereabouts.whereabouts_movement m join audit_trail.audit_entry e using (position)
      where m.lot_id in (select lot_id from lain) and m.position < ${asOf}
        and (m.void_position is null or m.void_position >= ${asOf})
      group by m.lot_id
      having count(distinct m.unit_of_measure) = 1 and bool_and(m.quantity is not null)
         and sum(case m.direction when 'in' then m.quantity else -m.quantity end) <= 0
    )
    select g.id as "nodeId", l.location_id as "locationId", n.room, l.at as "fromAt",
           coalesce(moved.at, m.at) as "toAt",
           l.is_observed and coalesce(moved.is_observed, m.is_observed, true) as "isObserved"
    from lain l join near n using (location_id)
    join genealogy.genealogy_node g on g.kind = 'materialLot' and g.key = l.lot_id
    left join emptied m on m.lot_id = l.lot_id
    left join lateral (
      select o.at, o.is_observed from lain o
      where o.lot_id = l.lot_id and (o.at, o.position, o.ord) > (l.at, l.position, l.ord)
        and (o.container_id is null or o.container_id = l.container_id)
      order by o.at, o.position, o.ord limit 1
    ) moved on true
    where g.position < ${asOf}
    order by 4, 1, 2 limit ${limit + 1}`.execute(at);
  return rows.map((row) => ({
    of: { nodeId: row.nodeId, locationId: row.locationId, time: timeOf(row) },
    room: row.room,
    from: milliseconds(row.fromAt),
    to: row.toAt === null ? Number.POSITIVE_INFINITY : milliseconds(row.toAt),
  }));
}
