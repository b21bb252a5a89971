// The nodes of an answer, each kind in the order of its natural key, and that order.
import type { BatchRow, LotRow, NodeRow, ShipmentRow, UnitRow } from "./row.ts";

export interface Nodes {
  readonly lots: readonly LotRow[];
  readonly batches: readonly BatchRow[];
  readonly shipments: readonly ShipmentRow[];
  readonly logisticUnits: readonly UnitRow[];
}

/** Of rows in the order of `byName`. */
export function byKind(rows: readonly NodeRow[]): Nodes {
  const [lots, batches, shipments, units]: [LotRow[], BatchRow[], ShipmentRow[], UnitRow[]] = [
    [],
    [],
    [],
    [],
  ];
  for (const row of rows) {
    if (row.kind === "materialLot") lots.push(row);
    else if (row.kind === "batch") batches.push(row);
    else if (row.kind === "shipment") shipments.push(row);
    else units.push(row);
  }
  return { lots, batches, shipments, logisticUnits: units };
}

/** Kind by kind, each by its natural key. */
export const byName = (one: NodeRow, other: NodeRow): number =>
  by(one.kind, other.kind) || by(nameOf(one), nameOf(other)) || by(idOf(one), idOf(other));

function nameOf(row: NodeRow): string {
  if (row.kind === "materialLot") return row.lot;
  return row.kind === "batch" ? row.traced.batchNumber : idOf(row);
}

function idOf(row: NodeRow): string {
  switch (row.kind) {
    case "materialLot":
      return row.lotId;
    case "batch":
      return row.traced.batchId;
    case "shipment":
      return row.traced.shipmentId;
    case "logisticUnit":
      return row.key;
    default:
      return row satisfies never;
  }
}

/** Without those it began at, in the same order. */
export function without(
  { lots, batches, shipments, logisticUnits }: Nodes,
  begun: ReadonlySet<number>,
): Nodes {
  const isOther = ({ nodeId }: NodeRow) => !begun.has(nodeId);
  return {
    lots: lots.filter(isOther),
    batches: batches.filter(isOther),
    shipments: shipments.filter(isOther),
    logisticUnits: logisticUnits.filter(isOther),
  };
}

/** By UTF-16 code units: the same on every machine, whatever a database's collation is. */
export const by = (one: string, other: string): number =>
  one === other ? 0 : one < other ? -1 : 1;
