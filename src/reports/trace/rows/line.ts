// One thing that a trace reached as a line of CSV, and what the answer counts of it.
import type { NodeRow } from "../../../projections/genealogy/reach/row.ts";
import { csvLine } from "../../render/csv/csv.ts";
import { batchCells, lotCells, shipmentCells, unitCells } from "./cells.ts";

/** One bit each. */
export const counted = {
  lot: 1,
  balanced: 2,
  received: 4,
  withOrigin: 8,
  quantityUnknown: 16,
  twice: 32,
  shipment: 64,
} as const;

export interface Line {
  readonly text: string;
  /** See `counted`. */
  readonly marks: number;
}

/** Marks of cells have their column also where there are none. */
const noMarks = "";

export const lineOf = (row: NodeRow): Line => ({
  text: csvLine([...cellsOf(row), noMarks]),
  marks: marksOf(row),
});

function cellsOf(row: NodeRow): readonly string[] {
  switch (row.kind) {
    case "materialLot":
      return lotCells(row.traced, row.residue);
    case "batch":
      return batchCells(row.traced);
    case "shipment":
      return shipmentCells(row.traced);
    case "logisticUnit":
      return unitCells({ logisticUnitId: row.key, name: row.name });
    default:
      return row satisfies never;
  }
}

export function marksOf(row: NodeRow): number {
  if (row.kind === "shipment") return counted.shipment;
  if (row.kind !== "materialLot") return 0;
  const isReceived = row.origin === "received";
  return (
    counted.lot |
    (row.balance.isWhole ? counted.balanced : 0) |
    (isReceived ? counted.received : 0) |
    (isReceived && row.supplier !== null ? counted.withOrigin : 0) |
    (row.balance.came ? 0 : counted.quantityUnknown) |
    (row.isTwice ? counted.twice : 0)
  );
}

/** How many rows had each set of marks. */
export class Counts {
  readonly #rows = new Uint32Array(128);

  add(marks: number): void {
    this.#rows[marks & 127] = (this.#rows[marks & 127] ?? 0) + 1;
  }

  of(mark: keyof typeof counted): number {
    return this.#rows.reduce((sum, n, marks) => ((marks & counted[mark]) === 0 ? sum : sum + n), 0);
  }
}
