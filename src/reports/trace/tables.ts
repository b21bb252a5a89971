// The tables of a trace, in the order in which the answer itself is sorted.
import type { Trace } from "../../projections/genealogy/answer.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import type { Row, Table } from "../model/table.ts";

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

export const batchTable = ({ batches }: Trace): Table =>
  table(
    "batches",
    "Batches",
    [
      ["batch", "Batch", 1],
      ["product", "Product", 3],
    ],
    batches.map(({ batchNumber, product }) => [batchNumber, product]),
    "No batch.",
  );

export const lotTable = ({ lots }: Trace): Table =>
  table(
    "lots",
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

export const shipmentTable = ({ shipments }: Trace): Table =>
  table(
    "shipments",
    "Shipments",
    [["shipment", "Shipment", 1]],
    shipments.map(({ name }) => [name]),
    "No shipment.",
  );

export const unitTable = ({ logisticUnits }: Trace): Table =>
  table(
    "logistic-units",
    "Logistic units",
    [["unit", "Logistic unit", 1]],
    logisticUnits.map((name) => [name]),
    "No logistic unit.",
  );

export const unknownTable = ({ unknown }: Trace): Table =>
  table(
    "unknown",
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
