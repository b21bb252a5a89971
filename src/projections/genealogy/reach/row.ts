// What one node of an answer is, by the names that people know: all that an answer says of it,
// made once, so that answers can share it.
import type { Residue, TracedBatch, TracedLot, TracedShipment } from "../answer.ts";
import type { Balance } from "./balance.ts";

export interface LotRow {
  readonly kind: "materialLot";
  readonly nodeId: number;
  readonly lotId: string;
  readonly lot: string;
  readonly origin: string;
  readonly supplier: string | null;
  /** By the tree size of the answer. */
  readonly isTwice: boolean;
  /** Other events name it, and what it is has not been said. */
  readonly isUnrecorded: boolean;
  readonly balance: Balance;
  readonly traced: TracedLot;
  /** Its member of the digest (RFC 8785), written once. */
  readonly digested: string;
  /** What is left of it by the records; absent: nothing, or it is not known. */
  readonly residue?: Residue;
}

export interface BatchRow {
  readonly kind: "batch";
  readonly nodeId: number;
  /** Nothing but what it took, or gave, is recorded. */
  readonly isUnrecorded: boolean;
  readonly traced: TracedBatch;
}

export interface ShipmentRow {
  readonly kind: "shipment";
  readonly nodeId: number;
  readonly traced: TracedShipment;
}

export interface UnitRow {
  readonly kind: "logisticUnit";
  readonly nodeId: number;
  readonly key: string;
  readonly name: string;
}

export type NodeRow = LotRow | BatchRow | ShipmentRow | UnitRow;

/** As PostgreSQL has it. */
export interface NodeLine {
  readonly nodeId: number;
  readonly kind: NodeRow["kind"];
  readonly key: string;
  readonly name: string | null;
  readonly lot: string | null;
  readonly material: string | null;
  readonly origin: string | null;
  readonly supplier: string | null;
  readonly isTwice: boolean;
  readonly batchNumber: string | null;
  readonly formerNumber: string | null;
  readonly product: string | null;
}

const nothingKnown: Balance = {
  came: undefined,
  left: undefined,
  isWhole: false,
  countedMore: false,
};

/** Where what it is has not been said, as of a batch of which only a charge is recorded. */
const notRecorded = "not recorded";

export function rowOf(line: NodeLine, balance = nothingKnown): NodeRow {
  const { nodeId, kind, key, name } = line;
  switch (kind) {
    case "materialLot":
      return lotRow(line, balance);
    case "batch": {
      const { batchNumber, formerNumber, product } = line;
      const former = formerNumber !== null && { formerNumber };
      const known = { batchNumber: batchNumber ?? key, product: product ?? notRecorded };
      const isUnrecorded = batchNumber === null;
      return { kind, nodeId, isUnrecorded, traced: { batchId: key, ...former, ...known } };
    }
    case "shipment":
      return { kind, nodeId, traced: { shipmentId: key, name: name ?? key } };
    case "logisticUnit":
      return { kind, nodeId, key, name: name ?? key };
    default:
      return kind satisfies never;
  }
}

function lotRow(line: NodeLine, balance: Balance): LotRow {
  const { nodeId, key: lotId, supplier, isTwice } = line;
  const isUnrecorded = line.lot === null;
  const { lot, material, origin } = {
    lot: line.lot ?? `lot:${lotId}`,
    material: line.material ?? notRecorded,
    origin: line.origin ?? notRecorded,
  };
  const { came, left } = balance;
  const traced: TracedLot = {
    lot,
    lotId,
    material,
    ...(supplier !== null && { supplier }),
    ...(came && { quantity: came }),
  };
  const isLeft = left && Number(left.value) !== 0;
  const kept = isLeft ? { residue: { lot, lotId, ...left } } : {};
  const digested = canonical(traced);
  const known = { nodeId, lotId, lot, origin, supplier, isTwice, isUnrecorded };
  return { kind: "materialLot", ...known, balance, traced, digested, ...kept };
}

/** Members are written in the order of RFC 8785, and PostgreSQL's texts are well-formed. */
const canonical = ({ lotId, quantity }: TracedLot): string =>
  JSON.stringify({
    lotId,
    ...(quantity && {
      quantity: { unitOfMeasure: quantity.unitOfMeasure, value: quantity.value },
    }),
  });
