// What the export of a trace says of each thing that was reached; what does not apply is empty.
import type {
  Residue,
  TracedBatch,
  TracedLot,
  TracedShipment,
  TracedUnit,
} from "../../../projections/genealogy/answer.ts";
import type { Column } from "../../model/table.ts";

export const exportColumns: readonly Column[] = [
  ...[
    ["kind", "Kind"],
    ["id", "Id"],
    ["name", "Name"],
    ["material", "Product or material"],
    ["supplier", "Supplier"],
    ["quantity", "Quantity of the lot"],
    ["unitOfMeasure", "Unit (UCUM)"],
    ["left", "Left by the records"],
    ["leftUnitOfMeasure", "Unit of what is left (UCUM)"],
  ].map(([key = "", title = ""]) => ({ key, title, weight: 1, blank: "" })),
];

type Cells = readonly string[];
const blanks = ["", "", "", "", "", ""] as const;

export const batchCells = ({ batchId, batchNumber, product }: TracedBatch): Cells => [
  ...["batch", batchId, batchNumber, product],
  ...["", "", "", "", ""],
];

/** `left`: nothing, or not known, where it is absent. */
export const lotCells = (
  { lot, lotId, material, supplier, quantity }: TracedLot,
  left: Residue | undefined,
): Cells => [
  ...["lot", lotId, lot, material, supplier ?? ""],
  ...[quantity?.value ?? "", quantity?.unitOfMeasure ?? ""],
  ...[left?.value ?? "", left?.unitOfMeasure ?? ""],
];

export const shipmentCells = ({ shipmentId, name }: TracedShipment): Cells => [
  ...["shipment", shipmentId, name],
  ...blanks,
];

export const unitCells = ({ logisticUnitId, name }: TracedUnit): Cells => [
  ...["logistic unit", logisticUnitId, name],
  ...blanks,
];
