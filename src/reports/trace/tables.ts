// The tables of a trace, in the order in which the answer itself is sorted.
import type { RolledUp, Trace } from "../../projections/genealogy/answer.ts";
import { type Contact, contactReasons } from "../../projections/genealogy/contact/contact.ts";
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
    lots.map(({ lot, material, supplier, quantity, rolledUp }) => [
      rolledUp && rolledUp.sublots.length > 0 ? { text: lot, note: under(rolledUp) } : lot,
      material,
      supplier ?? "",
      quantity ? quantityText(quantity) : { text: "not known", flag: "unknown" },
    ]),
    "No lot.",
  );

const under = ({ isReached, sublots }: RolledUp): string =>
  `${isReached ? "itself, and" : "only"} ${sublots.map(({ name }) => name).join(", ")}`;

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

export const classTable = ({ classes = [] }: Trace): Table =>
  table(
    "classes",
    "Which were looked for",
    [
      ["class", "Class", 2],
      ["places", "Equipment or places of the scope", 2],
      ["things", "Listed", 1],
      ["claimed", "Left out by cleanings of a claimed time", 2],
    ],
    classes.map(({ class: name, places, things, outByClaimedCleaning }) => [
      name,
      places === undefined ? "not looked up" : String(places),
      things === undefined ? "not asked for" : String(things),
      String(outByClaimedCleaning ?? ""),
    ]),
    "None.",
  );

export const contactTable = ({ contacts = [] }: Trace): Table =>
  table(
    "contacts",
    "What was in contact with the scope",
    [
      ["class", "Class", 2],
      ["what", "What", 2],
      ["lots", "Lots of it", 2],
      ["suspect", "With", 2],
      ["where", "Where", 2],
      ["time", "When, and by which times", 3],
      ["reason", "Why", 3],
      ["cleaning", "Cleaning", 3],
    ],
    contacts.map((one) => [
      one.class,
      one.thing.name,
      one.lots.map(({ name }) => name).join(", "),
      one.suspect.name,
      one.where.name,
      `${one.time.from} to ${one.time.to ?? "open"}, ${one.time.basis}`,
      contactReasons[one.reason],
      cleaningText(one),
    ]),
    "None that was asked for.",
  );

const cleaningText = ({ cleaning }: Contact): string =>
  cleaning
    ? `${cleaning.procedure}${cleaning.level ? `, ${cleaning.level}` : ""}, ${cleaning.at} ` +
      `(${cleaning.basis})`
    : "";

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

/**
 * Everything that was reached in one table, for a spreadsheet; what does not apply is empty. With
 * contacts each line says its class: `material` is the scope.
 */
export const traceExport = (trace: Trace): Table => {
  const scope = scopeExport(trace);
  const { contacts = [] } = trace;
  if (contacts.length === 0) return scope;
  const more = contactColumns.map(([key, title]) => ({ key, title, weight: 1, blank: "" }));
  const empty = contactColumns.slice(1).map(() => "");
  return {
    ...scope,
    columns: [...scope.columns, ...more],
    rows: () => [
      ...scopeRows(trace).map((row) => [...row, "material", ...empty]),
      ...contacts.flatMap(contactLines),
    ],
  };
};

const contactColumns = [
  ["class", "Class"],
  ["suspect", "In contact with"],
  ["where", "Where"],
  ["from", "From"],
  ["to", "To"],
  ["basis", "Times"],
  ["reason", "Why"],
  ["cleaning", "Cleaning"],
] as const;

/** One for the thing, and one for each lot that came out of it. */
const contactLines = (one: Contact): readonly Row[] =>
  [one.thing, ...one.lots].map(({ kind, id, name }) => [
    ...[kind === "materialLot" ? "lot" : kind, id, name, ...blanks],
    ...[one.class, one.suspect.name, one.where.name, one.time.from, one.time.to ?? ""],
    ...[one.time.basis, one.reason, cleaningText(one)],
  ]);

const scopeExport = (trace: Trace): Table => ({
  kind: "table",
  id: "trace",
  columns: exportColumns,
  rows: () => scopeRows(trace),
});

const scopeRows = ({ batches, lots, shipments, logisticUnits, residue }: Trace): readonly Row[] => {
  const left = new Map(residue.map((one) => [one.lotId, one]));
  return [
    ...batches.map(batchCells),
    ...lots.map((lot) => lotCells(lot, left.get(lot.lotId))),
    ...shipments.map(shipmentCells),
    ...logisticUnits.map(unitCells),
  ];
};

/** Between the name of a contact and its class. */
const blanks: readonly string[] = exportColumns.slice(3).map(() => "");
