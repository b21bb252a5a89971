// Lots that batches have in common: what went into one and came out of another too, and parts of
// what was once one lot, or was merged into one.
import { sql, type Transaction } from "kysely";
import type { DB } from "../../database/schema.ts";
import { lotNameAt } from "../genealogy/reach/known-rows.ts";

export interface LotShared {
  readonly batchId: string;
  readonly lotId: string;
  /** As people write it. */
  readonly lot: string;
  readonly is: "input" | "output";
}

/** What went in and was not taken back as an error, and what came out. */
const touched = (asOf: number) => sql`
  select u.batch_id, u.material_lot_id as lot_id, 'input' as kind
  from batch_record.material_use u
  where u.position < ${asOf} and not exists (
    select from batch_record.material_correction c
    where c.batch_id = u.batch_id and c.corrects_event_id = u.event_id
      and c.quantity is null and c.position < ${asOf})
  union all
  select o.batch_id, o.material_lot_id, 'output' from batch_record.output o
  where o.position < ${asOf}`;

export async function lotsOf(
  at: Transaction<DB>,
  batchIds: readonly string[],
  asOf: number,
): Promise<readonly { readonly batchId: string; readonly lotId: string }[]> {
  const { rows } = await sql<{ batchId: string; lotId: string }>`
    select distinct t.batch_id as "batchId", t.lot_id as "lotId" from (${touched(asOf)}) t
    where t.batch_id = any(${batchIds}::text[])`.execute(at);
  return rows;
}

const divides = (asOf: number) => sql`
  e.kind in ('split', 'merge', 'heel') and e.position < ${asOf} and not exists (
    select from genealogy.genealogy_edge_void v
    where v.position = e.position and v.ord = e.ord and v.void_position < ${asOf})`;

/** From each lot to those that it was split off or merged from, and to all parts of these. */
export async function sharingLots(
  at: Transaction<DB>,
  lotIds: readonly string[],
  { batchIds, asOf }: { readonly batchIds: readonly string[]; readonly asOf: number },
): Promise<readonly LotShared[]> {
  const { rows } = await sql<LotShared>`
    with recursive up as (
      select n.id from genealogy.genealogy_node n
      where n.kind = 'materialLot' and n.key = any(${lotIds}::text[])
      union select e.source from up join genealogy.genealogy_edge e on e.target = up.id
      join genealogy.genealogy_node n on n.id = e.source and n.kind = 'materialLot'
      where ${divides(asOf)}
    ), down as (
      select id from up
      union select e.target from down join genealogy.genealogy_edge e on e.source = down.id
      join genealogy.genealogy_node n on n.id = e.target and n.kind = 'materialLot'
      where ${divides(asOf)}
    ), family as (
      select n.key as lot_id from down join genealogy.genealogy_node n on n.id = down.id
      union select unnest(${lotIds}::text[])
    )
    select distinct t.batch_id as "batchId", t.lot_id as "lotId", t.kind as "is",
           coalesce(${lotNameAt(asOf)}, t.lot_id) as lot
    from (${touched(asOf)}) t join family using (lot_id)
    left join genealogy.genealogy_lot l on l.lot_id = t.lot_id
    where not t.batch_id = any(${batchIds}::text[])
    order by "batchId", "lotId", "is"`.execute(at);
  return rows;
}
