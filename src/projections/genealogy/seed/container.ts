// A container as a seed: forward what was taken from it, otherwise the lot that it is of. What was
// taken of the lot without saying from which container may have been from this one.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { knownAt } from "../../known-at.ts";
import type { Direction } from "../reach/walk.ts";
import type { Meant } from "../seed.ts";

/** What was dispensed is in a container too: it went into the batch that it was weighed for. */
export async function ofContainer(
  at: Kysely<DB>,
  id: string,
  asOf: number,
  direction: Direction,
): Promise<Meant> {
  await knownAt(at, "audit_trail", asOf);
  const { rows } = await sql<{ id: number; part: "home" | "stated" | "unstated" }>`
    with named as (
      select e.position, e.event_type, e.record_kind, e.record_id
      from audit_trail.audit_subject c join audit_trail.audit_entry e using (position)
      where c.kind = 'container' and c.id = ${id} and e.position < ${asOf} and e.trail = 'record'
        and e.origin = 'ours' and e.action <> 'refused'
    ), home as (
      select record_id as lot_id from named
      where event_type in ('MaterialLotReceived', 'MaterialLotSplitOff', 'MaterialLotsMerged')
      union select s.id from named n join audit_trail.audit_subject s using (position)
      where n.event_type = 'OutputProduced' and s.kind = 'materialLot'
    ), dispensed as (
      select n.record_id as batch_id, s.id as lot_id
      from named n join audit_trail.audit_subject s using (position)
      where n.event_type = 'MaterialDispensed' and s.kind = 'materialLot'
    ), taken as (
      select e.target, coalesce(e.container_id = ${id}, s.is_it) as is_stated
      from genealogy.genealogy_edge e
      join genealogy.genealogy_node l on l.id = e.source and l.kind = 'materialLot'
      left join lateral (
        select bool_or(c.id = ${id}) as is_it from audit_trail.audit_subject c
        where c.position = e.position and c.kind = 'container'
      ) s on true
      where e.position < ${asOf}
        and (e.container_id = ${id} or l.key in (select lot_id from home))
        and not exists (
          select from genealogy.genealogy_edge_void v
          where v.position = e.position and v.ord = e.ord and v.void_position < ${asOf})
    )
    select n.id, 'home' as part from genealogy.genealogy_node n
    where n.kind = 'materialLot' and n.position < ${asOf}
      and n.key in (select lot_id from home union select lot_id from dispensed)
    union select n.id, 'stated' from genealogy.genealogy_node n
    where n.kind = 'batch' and n.position < ${asOf}
      and n.key in (select batch_id from dispensed)
    union select target, 'stated' from taken where is_stated
    union select target, 'unstated' from taken where is_stated is null
    order by 1`.execute(at);
  const part = (wanted: (typeof rows)[number]["part"]) =>
    rows.flatMap((row) => (row.part === wanted ? [row.id] : []));
  if (direction !== "forward") return { nodeIds: part("home"), gaps: [] };
  const stated = part("stated");
  const unstated = part("unstated").filter((node) => !stated.includes(node));
  const gaps = unstated.map((nodeId) => ({ code: "CONTAINER_UNSTATED" as const, nodeId }));
  const nodeIds = [...stated, ...unstated].sort((one, other) => one - other);
  return { nodeIds, gaps, isKnown: part("home").length > 0 };
}
