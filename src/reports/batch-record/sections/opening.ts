// Sections 1 to 6: what the record says in short, which batch, by which master, by whom.
import type { ControlRecipe } from "../../../projections/batch-record/record/executed-part.ts";
import type { BatchRecord } from "../../../projections/batch-record/record/record.ts";
import type { Inspection } from "../../../projections/batch-record/record/record-part.ts";
import { quantityText, unitText } from "../../../projections/wording/quantity.ts";
import type { Figure } from "../../model/block.ts";
import type { Section } from "../../model/document.ts";
import type { Cell, Fact } from "../../model/fact.ts";
import type { Row } from "../../model/table.ts";
import {
  amountCell,
  byCell,
  codeText,
  grouped,
  marked,
  pathText,
  utcText,
  whenCell,
} from "../cells.ts";
import { sectionOf, tableOf } from "../section.ts";
import { adjustmentTables, masterActTable } from "./master.ts";

export function openingSections(record: BatchRecord): readonly Section[] {
  return [
    sectionOf(1, record, [
      { kind: "figures", figures: keyFigures(record) },
      { kind: "facts", facts: summaryFacts(record) },
      missingTable(record),
      ...notRecorded(record),
    ]),
    sectionOf(2, record, [{ kind: "facts", facts: identityFacts(record) }]),
    sectionOf(3, record, [
      { kind: "facts", facts: recipeFacts(record) },
      masterActTable(record),
      ...adjustmentTables(record),
    ]),
    sectionOf(4, record, [{ kind: "facts", facts: siteFacts(record) }, peopleTable(record)]),
    sectionOf(5, record, [
      inspectionTable("before-start", record, (one) => one.phaseOfBatch === "before"),
    ]),
    sectionOf(6, record, [...formulaTables(record)]),
  ];
}

function keyFigures({ identity, yields, counts, completeness }: BatchRecord): readonly Figure[] {
  const attention = (count: number) => (count > 0 ? ({ tone: "attention" } as const) : {});
  const standing = yields.filter(({ superseded }) => !superseded).slice(0, 2);
  return [
    ...(identity.plannedQuantity
      ? [{ label: "Batch size", ...large(identity.plannedQuantity) }]
      : []),
    ...standing.map(({ stage, percent, outside }) => ({
      label: `Yield, ${stage}`,
      ...large(percent),
      ...(outside === true && ({ tone: "bad" } as const)),
    })),
    { label: "Deviations", value: String(counts.deviations), ...attention(counts.deviations) },
    {
      label: "Out of limits",
      value: String(counts.outsideLimits),
      ...(counts.outsideLimits > 0 && ({ tone: "bad" } as const)),
    },
    { label: "Corrections", value: String(counts.changes), ...attention(counts.changes) },
    { label: "Anomalies", value: String(counts.anomalies), ...attention(counts.anomalies) },
    { label: "Sections lacking", value: String(completeness.missing.length) },
  ];
}

const large = ({ value, unitOfMeasure }: { value: string; unitOfMeasure: string }) => ({
  value: grouped(value),
  unit: unitText(unitOfMeasure),
});

function summaryFacts({ identity, counts, dispositions, auditTrail }: BatchRecord): Fact[] {
  const last = dispositions.at(-1);
  return [
    { label: "Status", value: codeText(identity.status) },
    { label: "Started", value: whenCell(identity.started) },
    { label: "Completed", value: whenCell(identity.completed) },
    {
      label: "Disposition",
      value: last ? `${last.lot}: ${codeText(last.decision)}` : "none decided",
    },
    {
      label: "Holds on the batch",
      value: identity.holds.map(({ code }) => code).join(", ") || "none",
    },
    { label: "Voids", value: String(counts.voids) },
    { label: "Late entries", value: String(counts.lateEntries) },
    { label: "Refused attempts", value: String(counts.refusedAttempts) },
    { label: "Tests listed and not tested", value: String(counts.notTested) },
    { label: "Inputs of unknown quantity", value: String(counts.quantitiesUnknown) },
    { label: "Entries of the audit trail", value: String(auditTrail.entries) },
  ];
}

const missingTable = ({ completeness, kind }: BatchRecord) =>
  tableOf(
    "missing-sections",
    kind === "importedBatchDataSummary"
      ? "Missing sections: what a batch production record has and this source has not"
      : "Missing for a complete record",
    [
      ["section", "Section", 1],
      ["title", "Title", 4],
      ["lacks", "Lacks", 6],
      ["stage", "Asked for at", 3],
      ["requiredBy", "Required by", 5],
    ],
    completeness.missing.map(({ number, title, lacks, stage, requiredBy }) => [
      String(number),
      title,
      lacks.join("; "),
      stage,
      requiredBy,
    ]),
    "Nothing that is asked for so far.",
  );

function notRecorded({ completeness }: BatchRecord) {
  const { notRecorded: sections } = completeness;
  if (sections.length === 0) return [];
  const list = sections.map(({ number, title }) => `${number} ${title}`).join("; ");
  return [
    {
      kind: "paragraph",
      text: `None recorded, and asked for only where a master record says so: ${list}.`,
    } as const,
  ];
}

function numberCell({ batchNumber, formerNumber, numberIsProvisional }: Identity): Cell {
  if (numberIsProvisional) return { text: batchNumber, note: "provisional" };
  const former = formerNumber !== null && formerNumber !== batchNumber;
  return former ? { text: batchNumber, note: `provisionally ${formerNumber}` } : batchNumber;
}
type Identity = BatchRecord["identity"];

const identityFacts = ({ identity }: BatchRecord): Fact[] => [
  { label: "Product", value: identity.product.name },
  { label: "Strength", value: identity.strength ?? "" },
  { label: "Batch number", value: numberCell(identity) },
  { label: "Batch size", value: amountCell(identity.plannedQuantity) },
  { label: "Order", value: identity.order ?? "none named" },
  { label: "Campaign", value: identity.campaign ?? "none named" },
  { label: "Issued", value: whenCell(identity.issued) },
  { label: "Issued by", value: byCell(identity.issued) },
];

function recipeFacts({ recipe, controlRecipe }: BatchRecord): Fact[] {
  if (controlRecipe) {
    const { name, number, version, masterRecipeId, digest, batchSize, phases, by } = controlRecipe;
    return [
      { label: "Master record", value: `${number}, ${name}` },
      { label: "Id of the master", value: masterRecipeId },
      { label: "Version", value: String(version) },
      { label: "Digest of master and copy, SHA-256", value: digest },
      { label: "Reference batch size", value: amountCell(batchSize) },
      { label: "Phases", value: String(phases) },
      { label: "Copied by", value: byCell(by) },
      { label: "Copied", value: whenCell(by) },
    ];
  }
  if (!recipe) return [{ label: "Master record", value: "" }];
  return [
    { label: "Master record", value: recipe.name },
    { label: "Version", value: recipe.recipeVersion },
    { label: "Digest, SHA-256", value: recipe.digest },
    { label: "Phases", value: String(recipe.phases.length) },
  ];
}

const siteFacts = ({ identity }: BatchRecord): Fact[] => [
  { label: "Site", value: identity.site },
  { label: "Legal entity", value: identity.legalEntity },
  { label: "Zone of the site", value: identity.zone },
];

const peopleTable = ({ people }: BatchRecord) =>
  tableOf(
    "people",
    "Everyone who acted, by name and role of then",
    [
      ["name", "Name", 5],
      ["username", "Username", 3],
      ["role", "Role", 3],
      ["entries", "Entries", 2, "end"],
      ["first", "First, UTC", 5],
      ["last", "Last, UTC", 5],
    ],
    people.map(({ kind, name, username, role, entries, first, last }) => [
      marked(kind === "person" ? name : `${name} (${kind})`, undefined, []),
      username ?? "no person",
      role ?? "no person",
      String(entries),
      utcText(first),
      utcText(last),
    ]),
  );

export const inspectionTable = (
  id: string,
  { inspections }: BatchRecord,
  among: (inspection: Inspection) => boolean,
) =>
  tableOf(
    id,
    "Checks and line clearances",
    [
      ["what", "What", 5],
      ["result", "Result", 2],
      ["step", "Step", 4],
      ["equipment", "Equipment", 3],
      ["findings", "Findings", 4],
      ["by", "By", 4],
      ["when", "When", 5],
    ],
    inspections.filter(among).map(inspectionRow),
  );

const inspectionRow = (one: Inspection): Row => [
  one.ofEntry === null ? one.name : { text: one.name, note: `of entry ${one.ofEntry}` },
  one.result === "fail" || one.result === "notClear"
    ? { text: codeText(one.result), flag: "out-of-limit" }
    : codeText(one.result),
  one.step ? pathText(one.step) : "batch as a whole",
  one.equipment ?? "none named",
  one.findings ?? "none",
  byCell(one.by),
  whenCell(one.by),
];

/** What this batch requires; and, of one made by a master, what that was worked out from. */
const formulaTables = ({ recipe, controlRecipe }: BatchRecord) => [
  requiredTable(recipe),
  ...(controlRecipe ? [billTable(controlRecipe)] : []),
];

/** 21 CFR 211.186(b)(3)-(5): with any calculated excess and potency as formulas. */
const billTable = ({ inputs, batchSize }: ControlRecipe) =>
  tableOf(
    "master-formula",
    `Quantities of the master, for ${quantityText(batchSize)}`,
    [
      ["material", "Material", 4],
      ["kind", "Kind", 2],
      ["quantity", "Quantity", 2, "end"],
      ["excess", "Excess, %", 4],
      ["potency", "Amount to be charged", 5],
      ["tolerance", "Tolerance", 3],
    ],
    inputs.map(({ material, kind, quantity, scaling, excess, potency, tolerance }) => [
      material.name,
      codeText(kind),
      marked(quantityText(quantity), undefined, scaling === "fixed" ? ["whatever the size"] : []),
      excess ? marked(excess.formula, undefined, [excess.justification]) : "none",
      potency?.formula ?? "the quantity",
      tolerance ? `-${tolerance.below}% to +${tolerance.above}%` : "none given",
    ]),
  );

const requiredTable = (recipe: BatchRecord["recipe"]) =>
  tableOf(
    "formula",
    "Required quantities of this batch",
    [
      ["material", "Material", 3],
      ["quantity", "Quantity", 1, "end"],
    ],
    (recipe?.formula ?? []).map(({ material, quantity }) => [
      material.name,
      amountCell(quantity ?? null),
    ]),
  );
