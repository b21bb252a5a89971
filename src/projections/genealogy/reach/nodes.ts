// The nodes of an answer, each kind in the order of its natural key.
import type { BatchRow, LotRow, NodeRow, ShipmentRow, UnitRow } from "./row.ts";

export interface Nodes {
  readonly lots: readonly LotRow[];
  readonly batches: readonly BatchRow[];
  readonly shipments: readonly ShipmentRow[];
  readonly logisticUnits: readonly UnitRow[];
}

export function inOrder(rows: readonly NodeRow[]): Nodes {
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
  return {
    lots: lots.sort((one, other) => by(one.lot, other.lot) || by(one.lotId, other.lotId)),
    batches: batches.sort(
      ({ traced: one }, { traced: other }) =>
        by(one.batchNumber, other.batchNumber) || by(one.batchId, other.batchId),
    ),
    shipments: shipments.sort((one, other) => by(one.traced.shipmentId, other.traced.shipmentId)),
    logisticUnits: units.sort((one, other) => by(one.key, other.key)),
  };
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
