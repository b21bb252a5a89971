// A node of an answer as people know it.
import type { NodeRow } from "../reach/row.ts";
import { type NodeKind, nodeWords } from "../seed.ts";

export interface Thing {
  readonly kind: NodeKind;
  readonly id: string;
  readonly name: string;
}

export function thingOf(row: NodeRow): Thing {
  const { kind } = row;
  switch (kind) {
    case "materialLot":
      return { kind, id: row.lotId, name: row.lot };
    case "batch":
      return { kind, id: row.traced.batchId, name: row.traced.batchNumber };
    case "shipment":
      return { kind, id: row.traced.shipmentId, name: row.traced.name };
    case "logisticUnit":
      return { kind, id: row.key, name: row.name };
    default:
      return row satisfies never;
  }
}

/** `lot starch:5`, `batch 171`: how a sentence names it. */
export const spoken = ({ kind, name }: Thing): string => `${nodeWords[kind]} ${name}`;
