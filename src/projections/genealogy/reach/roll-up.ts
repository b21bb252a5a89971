// Sublots under the lots that they are parts of, on request: the answer says that it was done, and
// what stands under each.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import type { RolledUp, TracedLot } from "../answer.ts";
import { by } from "./nodes.ts";
import type { LotRow, NodeRow } from "./row.ts";

/** Lots in the order of their names; `rowsOf`: what these nodes are. */
export async function rolledUp(
  at: Kysely<DB>,
  lots: readonly LotRow[],
  asOf: number,
  rowsOf: (nodeIds: readonly number[]) => Promise<readonly NodeRow[]>,
): Promise<readonly TracedLot[]> {
  const wholes = await wholesOf(at, lots, asOf);
  const known = new Map(lots.map((row) => [row.nodeId, row]));
  const missing = [...new Set(wholes.values())].filter((nodeId) => !known.has(nodeId));
  for (const row of await rowsOf(missing)) {
    if (row.kind === "materialLot") known.set(row.nodeId, row);
  }
  const groups = Map.groupBy(lots, ({ nodeId }) => wholes.get(nodeId) ?? nodeId);
  const found = [...groups].flatMap(([nodeId, parts]): TracedLot[] => {
    const whole = known.get(nodeId);
    return whole ? [{ ...whole.traced, rolledUp: underneath(nodeId, parts) }] : [];
  });
  return found.sort((one, other) => by(one.lot, other.lot) || by(one.lotId, other.lotId));
}

const underneath = (whole: number, parts: readonly LotRow[]): RolledUp => ({
  isReached: parts.some(({ nodeId }) => nodeId === whole),
  sublots: parts
    .filter(({ nodeId }) => nodeId !== whole)
    .map(({ lotId: id, lot: name }) => ({ kind: "materialLot", id, name })),
});

/** By node: the lot that is part of no other. In a ring, which nothing forbids, each is its own. */
async function wholesOf(
  at: Kysely<DB>,
  lots: readonly LotRow[],
  asOf: number,
): Promise<ReadonlyMap<number, number>> {
  const ids = lots.map(({ lotId }) => lotId);
  const { rows } = await sql<{ part: number; whole: number }>`
    with recursive up as (
      select lot_id as part, lot_id, sublot_of from genealogy.genealogy_lot
      where lot_id = any(${ids}::text[]) and position < ${asOf}
      union
      select up.part, l.lot_id, l.sublot_of
      from up join genealogy.genealogy_lot l on l.lot_id = up.sublot_of and l.position < ${asOf}
    )
    select p.id as part, w.id as whole
    from up join genealogy.genealogy_node p on p.kind = 'materialLot' and p.key = up.part
            join genealogy.genealogy_node w on w.kind = 'materialLot' and w.key = up.lot_id
    where not exists (
      select from genealogy.genealogy_lot l where l.lot_id = up.sublot_of and l.position < ${asOf})
    order by 1, 2`.execute(at);
  return new Map(rows.map(({ part, whole }) => [part, whole]));
}
