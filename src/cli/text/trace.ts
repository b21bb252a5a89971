// A trace for the terminal: what was reached, and what is not known.
import type { RolledUp, Trace } from "../../projections/genealogy/answer.ts";
import {
  contactReasons,
  type RecordedCleaning,
} from "../../projections/genealogy/contact/contact.ts";
import { spoken } from "../../projections/genealogy/question/thing.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { type Look, styleIn, type TextTable, textTable } from "../terminal/table.ts";

export function traceText(trace: Trace, look: Look): string {
  const style = styleIn(look);
  const way = `${ways[trace.direction]} trace of`;
  const { happenedBy, strict } = trace;
  const bound = [
    ...(happenedBy === undefined ? [] : [`, as it had happened by ${happenedBy}`]),
    ...(strict ? [", without what observed times exclude"] : []),
  ].join("");
  const { batches, lots, shipments, logisticUnits } = trace;
  const counts = [
    counted(batches.length, "batch", "batches"),
    counted(lots.length, "lot", "lots"),
    ...(shipments.length > 0 ? [counted(shipments.length, "shipment", "shipments")] : []),
    ...(logisticUnits.length > 0 ? [counted(logisticUnits.length, "logistic unit", "units")] : []),
  ].join(", ");
  const head = `${style("bold", `${way} ${trace.from}`)}: ${counts}
${style("dim", `Complete over the ${trace.asOf} events recorded${bound}. Digest ${trace.digest}`)}
${depthText(trace)}${rolledUpText(trace)}`;
  return [head, ...tablesOf(trace).map((table) => textTable(table, look))].join("\n");
}

const ways = { forward: "Forward", backward: "Backward", mixed: "Mixed" } as const;

function depthText({ depth, isCut }: Trace): string {
  if (depth === undefined) return "";
  const steps = counted(depth, "step", "steps");
  return isCut ? `CUT after ${steps}: there is more beyond.\n` : `Nothing lies beyond ${steps}.\n`;
}

const rolledUpText = ({ rolledUp, lots }: Trace): string =>
  rolledUp
    ? `Rolled up: ${counted(rolledUp.lots, "lot or sublot", "lots and sublots")} stand as ` +
      `${counted(lots.length, "lot", "lots")}.\n`
    : "";

const counted = (count: number, one: string, several: string): string =>
  `${count} ${count === 1 ? one : several}`;

const tablesOf = (trace: Trace): readonly TextTable[] => [
  ...seedTables(trace),
  batchTable(trace),
  lotTable(trace),
  ...named("Shipments", trace.shipments.map(nameOf)),
  ...named(
    "Logistic units",
    trace.logisticUnits.length > 0 ? [trace.logisticUnits.map(({ name }) => name).join(", ")] : [],
  ),
  ...contactTables(trace),
  unknownTable(trace),
  coverageTable(trace),
  ...(trace.residue.length > 0 ? [residueTable(trace)] : []),
];

/** Where a name stands for other than itself. */
const seedTables = ({ seeds }: Trace): readonly TextTable[] => {
  const groups = seeds.filter(({ kind, things }) => things.some((thing) => thing.kind !== kind));
  const rows = groups.map(({ asked, things }) => [asked, things.map(spoken).join(", ")]);
  const columns = [{ title: "Name" }, { title: "Stands for" }];
  return rows.length === 0 ? [] : [{ title: "Asked of", columns, rows, empty: "" }];
};

const nameOf = ({ name }: { readonly name: string }): string => name;

const named = (title: string, names: readonly string[]): readonly TextTable[] =>
  names.length === 0
    ? []
    : [{ title, columns: [{ title: "" }], rows: names.map((name) => [name]), empty: "none" }];

/** Beside the scope: what is listed, and of what is not, that there can be some. */
const contactTables = ({ classes = [], contacts = [] }: Trace): readonly TextTable[] => [
  ...classes
    .filter(({ isListed }) => isListed)
    .map((stated) => ({
      title: `${stated.class}, not in the scope (${stated.things})`,
      columns: [
        { title: "What" },
        { title: "Lots of it" },
        { title: "With" },
        { title: "Where" },
        { title: "From" },
        { title: "To" },
        { title: "Times" },
        { title: "Why" },
        { title: "Cleaning" },
      ],
      rows: contacts
        .filter((one) => one.class === stated.class)
        .map(({ thing, lots, suspect, where, time, reason, cleaning }) => [
          spoken(thing),
          lots.map(({ name }) => name).join(", "),
          spoken(suspect),
          where.name,
          ...[time.from, time.to ?? "open", time.basis, contactReasons[reason]],
          cleaning ? cleaningText(cleaning) : "",
        ]),
      empty: "none",
    })),
  ...(classes.length === 0 ? [] : [classTable(classes)]),
];

const cleaningText = ({ procedure, level, at, basis }: RecordedCleaning): string =>
  `${procedure}${level === undefined ? "" : `, ${level}`}, ${at} (${basis})`;

const classTable = (classes: NonNullable<Trace["classes"]>): TextTable => ({
  title: "Contact beside the flow of material",
  columns: [{ title: "Class" }, { title: "Possible at" }, { title: "Listed" }, { title: "" }],
  rows: classes.map(({ class: name, places, things, ask, outByClaimedCleaning = 0 }) => [
    name,
    places === undefined ? "not looked up" : counted(places, "place", "places"),
    things === undefined ? `no; ask by --${ask?.replace("=", " ")}` : String(things),
    outByClaimedCleaning > 0
      ? `${outByClaimedCleaning} left out by cleanings whose time was only claimed`
      : "",
  ]),
  empty: "",
});

const batchTable = ({ batches }: Trace): TextTable => ({
  title: "Batches",
  columns: [{ title: "Batch" }, { title: "Product" }],
  rows: batches.map(({ batchNumber, formerNumber, product }) => [
    formerNumber === undefined ? batchNumber : `${batchNumber} (provisionally ${formerNumber})`,
    product,
  ]),
  empty: "none",
});

const underText = ({ isReached, sublots }: RolledUp): string => {
  const names = sublots.map(({ name }) => name).join(", ");
  if (isReached) return names === "" ? "" : ` and of it ${names}`;
  return `, only of it ${names}`;
};

const lotTable = ({ lots }: Trace): TextTable => ({
  title: "Lots of material",
  columns: [
    { title: "Lot" },
    { title: "Material" },
    { title: "Supplier" },
    { title: "Quantity of the lot", align: "right" },
  ],
  rows: lots.map(({ lot, material, supplier, quantity, rolledUp }) => [
    rolledUp ? `${lot}${underText(rolledUp)}` : lot,
    material,
    supplier ?? "",
    quantity ? quantityText(quantity) : "not known",
  ]),
  empty: "none",
});

interface Lacking {
  readonly subject: string;
  readonly detail: string;
}

/** One line for each thing that is missing, with all that lack it. */
export const unknownTable = ({ unknown }: { unknown: readonly Lacking[] }): TextTable => ({
  title: `Not known (${unknown.length})`,
  columns: [{ title: "What is not known" }, { title: "Of" }],
  rows: [...Map.groupBy(unknown, ({ detail }) => detail)].map(([detail, all]) => [
    detail,
    all.map(({ subject }) => subject).join(", "),
  ]),
  empty: "nothing that was asked for",
});

const coverageTable = ({ coverage }: Trace): TextTable => ({
  title: "How complete the records are",
  columns: [{ title: "" }, { title: "" }],
  rows: [
    ["Lots whose quantities add up", `${coverage.lotsBalanced} of ${coverage.lots}`],
    ["Inputs with a quantity", `${coverage.inputsWithQuantity} of ${coverage.inputs}`],
    ["Receipts with an origin", `${coverage.receiptsWithOrigin} of ${coverage.receipts}`],
  ],
  empty: "",
});

const residueTable = ({ residue }: Trace): TextTable => ({
  title: "Left by the records: what came less what went",
  columns: [{ title: "Lot" }, { title: "Left", align: "right" }],
  rows: residue.map(({ lot, ...quantity }) => [lot, quantityText(quantity)]),
  empty: "",
});
