// What the reached nodes are, by the names that people know.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import type { TracedBatch, TracedShipment } from "../answer.ts";

export interface LotNode {
  readonly nodeId: number;
  readonly lotId: string;
  readonly lot: string;
  readonly material: string;
  readonly origin: string;
  readonly supplier: string | null;
}

export interface Nodes {
  readonly lots: readonly LotNode[];
  readonly batches: readonly (TracedBatch & { readonly nodeId: number })[];
  readonly shipments: readonly (TracedShipment & { readonly nodeId: number })[];
  readonly logisticUnits: readonly { readonly nodeId: number; readonly name: string }[];
}

export async function nodesOf(at: Kysely<DB>, nodeIds: readonly number[]): Promise<Nodes> {
  const ids = `{${nodeIds}}`;
  const [lots, batches, others] = await Promise.all([
    sql<LotNode>`
      select n.id as "nodeId", l.lot_id as "lotId", l.name as lot, l.material_name as material,
              l.origin, l.supplier_name as supplier
       from genealogy.genealogy_node n join genealogy.genealogy_lot l on l.lot_id = n.key
       where n.id = any(${ids}::bigint[]) and n.kind = 'materialLot'
       order by l.name, l.lot_id`.execute(at),
    sql<TracedBatch & { nodeId: number }>`
      select n.id as "nodeId", b.batch_id as "batchId", b.batch_number as "batchNumber",
              b.product_name as product
       from genealogy.genealogy_node n join genealogy.genealogy_batch b on b.batch_id = n.key
       where n.id = any(${ids}::bigint[]) and n.kind = 'batch'
       order by b.batch_number, b.batch_id`.execute(at),
    sql<{ nodeId: number; kind: string; key: string; name: string | null }>`
      select id as "nodeId", kind, key, name from genealogy.genealogy_node
       where id = any(${ids}::bigint[]) and kind in ('shipment', 'logisticUnit')
       order by key`.execute(at),
  ]);
  const named = others.rows.map((row) => ({ ...row, name: row.name ?? row.key }));
  return {
    lots: lots.rows,
    batches: batches.rows,
    shipments: named
      .filter(({ kind }) => kind === "shipment")
      .map(({ nodeId, key, name }) => ({ nodeId, shipmentId: key, name })),
    logisticUnits: named
      .filter(({ kind }) => kind === "logisticUnit")
      .map(({ nodeId, name }) => ({ nodeId, name })),
  };
}
