// The tables of a trace, in the order in which the answer itself is sorted.
import type { Trace } from "../../projections/genealogy/answer.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import type { Row, Table } from "../model/table.ts";
import { batchCells, exportColumns, lotCells, shipmentCells, unitCells } from "./rows/cells.ts";

const table = (
  id: string,
  title: string,
  columns: readonly (readonly [key: string, title: string, weight: number])[],
  rows: readonly Row[],
  empty: string,
): Table => ({
  kind: "table",
  id,
  title,
  columns: columns.map(([key, heading, weight]) => ({ key, title: heading, weight })),
  rows: () => rows,
  empty,
});

/** A document that holds several traces tells their tables apart. */
const idOf = (prefix: string, id: string): string => (prefix === "" ? id : `${prefix}-${id}`);

export const batchTable = ({ batches }: Trace, prefix = ""): Table =>
  table(
    idOf(prefix, "batches"),
    "Batches",
    [
      ["batch", "Batch", 1],
      ["product", "Product", 3],
    ],
    batches.map(({ batchNumber, formerNumber, product }) => [
      formerNumber === undefined
        ? batchNumber
        : { text: batchNumber, note: `provisionally ${formerNumber}` },
      product,
    ]),
    "No batch.",
  );

export const lotTable = ({ lots }: Trace, prefix = ""): Table =>
  table(
    idOf(prefix, "lots"),
    "Lots of material",
    [
      ["lot", "Lot", 2],
      ["material", "Material", 3],
      ["supplier", "Supplier", 2],
      ["quantity", "Quantity of the lot", 2],
    ],
    lots.map(({ lot, material, supplier, quantity }) => [
      lot,
      material,
      supplier ?? "",
      quantity ? quantityText(quantity) : { text: "not known", flag: "unknown" },
    ]),
    "No lot.",
  );

export const shipmentTable = ({ shipments }: Trace, prefix = ""): Table =>
  table(
    idOf(prefix, "shipments"),
    "Shipments",
    [["shipment", "Shipment", 1]],
    shipments.map(({ name }) => [name]),
    "No shipment.",
  );

export const unitTable = ({ logisticUnits }: Trace, prefix = ""): Table =>
  table(
    idOf(prefix, "logistic-units"),
    "Logistic units",
    [["unit", "Logistic unit", 1]],
    logisticUnits.map(({ name }) => [name]),
    "No logistic unit.",
  );

export const unknownTable = ({ unknown }: Trace, prefix = ""): Table =>
  table(
    idOf(prefix, "unknown"),
    "Not known",
    [
      ["subject", "Of", 2],
      ["detail", "What is not known", 4],
      ["code", "Code", 2],
    ],
    unknown.map(({ code, subject, detail }) => [subject, detail, code]),
    "Nothing is missing that a trace asks for.",
  );

export const residueTable = ({ residue }: Trace, unit: (unitOfMeasure: string) => string): Table =>
  table(
    "residue",
    "Left of each lot by the records: what came less what went",
    [
      ["lot", "Lot", 3],
      ["left", "Left", 2],
      ["unit", "Unit", 1],
    ],
    residue.map(({ lot, value, unitOfMeasure }) => [lot, value, unit(unitOfMeasure)]),
    "Nothing is left over, as far as quantities are known.",
  );

/** Everything that was reached in one table, for a spreadsheet; what does not apply is empty. */
export const traceExport = ({
  lots,
  batches,
  shipments,
  logisticUnits,
  residue,
}: Trace): Table => ({
  kind: "table",
  id: "trace",
  columns: exportColumns,
  rows: () => {
    const left = new Map(residue.map((one) => [one.lotId, one]));
    return [
      ...batches.map(batchCells),
      ...lots.map((lot) => lotCells(lot, left.get(lot.lotId))),
      ...shipments.map(shipmentCells),
      ...logisticUnits.map(unitCells),
    ];
  },
});
