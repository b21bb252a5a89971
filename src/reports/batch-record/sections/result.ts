// Sections 14 to 24: yields, what came out, laboratory results, what departed from the plan and
// what was changed.
import type { BatchRecord } from "../../../projections/batch-record/record/record.ts";
import type {
  Change,
  Intermediate,
  MaterialUse,
  Output,
  Said,
  SampleTest,
  Yield,
} from "../../../projections/batch-record/record/record-part.ts";
import { limitsText } from "../../../projections/wording/limits.ts";
import { quantityText } from "../../../projections/wording/quantity.ts";
import type { Section } from "../../model/document.ts";
import type { Cell, Flag } from "../../model/fact.ts";
import type { Row, Table } from "../../model/table.ts";
import { amountCell, byCell, codeText, marked, whenCell } from "../cells.ts";
import { readingTable } from "../reading-table.ts";
import { sectionOf, tableOf } from "../section.ts";
import { departureTable, deviationTable, followedTable, overrideTable } from "./deviation.ts";
import { inspectionTable } from "./opening.ts";
import { examinationSection } from "./packaging/examination.ts";
import { labelSection } from "./packaging/label.ts";
import { serialSection } from "./packaging/serial.ts";
import { timeTable } from "./time.ts";

export function resultSections(record: BatchRecord): readonly Section[] {
  const { kind, release, incoming, deviations, anomalies, refusedAttempts, lateEntries } = record;
  const { sampleTests } = record;
  const rework = record.materials.filter((used) => used.kind !== "charge");
  return [
    sectionOf(13, record, [timeTable(record.times)]),
    sectionOf(14, record, [
      yieldTable(record.yields),
      outputTable("outputs", record.outputs),
      ...intermediateTables(record.intermediates),
    ]),
    ...(rework.length > 0 ? [reworkSection(record, rework)] : []),
    labelSection(record),
    serialSection(record),
    examinationSection(20, record),
    sectionOf(21, record, [
      readingTable("release-tests", "Release tests", release),
      ...(sampleTests.length > 0
        ? [saidTable("sample-tests", "Found in samples of what was made", sampleTests.map(asFound))]
        : []),
      readingTable("incoming-tests", "Incoming control of the materials used", incoming),
    ]),
    examinationSection(22, record),
    sectionOf(23, record, [
      deviationTable(deviations),
      followedTable(deviations),
      departureTable(record),
      overrideTable(record),
      ...(kind === "importedBatchDataSummary" || anomalies.length > 0
        ? [saidTable("anomalies", "What the import found amiss", anomalies)]
        : []),
      saidTable("refused", "Refused attempts", refusedAttempts, "refused"),
      inspectionTable("checks", record, ({ phaseOfBatch }) => phaseOfBatch !== "before"),
    ]),
    sectionOf(24, record, [
      changeTable(record.changes),
      saidTable("late-entries", "Late entries", lateEntries, "late"),
    ]),
  ];
}

const asFound = ({ sentence, isValid, ...said }: SampleTest): Said => ({
  ...said,
  sentence: isValid ? sentence : `${sentence}; an error of the laboratory`,
});

function reworkSection(record: BatchRecord, rework: readonly MaterialUse[]): Section {
  const lots = rework.map(({ lot }) => lot).join(", ");
  const text = `Rework or heel charged, see section 7: ${lots}.`;
  return sectionOf(15, record, [{ kind: "paragraph", text }]);
}

const yieldTable = (yields: readonly Yield[]): Table =>
  tableOf(
    "yields",
    "Yields",
    [
      ["stage", "Stage", 3],
      ["percent", "Yield", 3, "end"],
      ["limits", "Limits", 3],
      ["theoretical", "Theoretical", 3, "end"],
      ["actual", "Actual", 3, "end"],
      ["formula", "Formula", 5],
      ["by", "By", 4],
      ["when", "When", 4],
    ],
    yields.map((one) => [
      one.stage,
      yieldCell(one),
      limitsText(one.limits) || "none given",
      one.theoretical ? quantityText(one.theoretical) : "not given",
      one.actual ? quantityText(one.actual) : "not given",
      marked(one.formula, undefined, [
        ...(one.knownBy === "stated" ? ["stated by the source, not computed here"] : []),
        ...one.inputs.map(({ name, value }) => `${name} = ${quantityText(value)}`),
      ]),
      byCell(one.by),
      whenCell(one.by),
    ]),
  );

function yieldCell({ percent, outside, implausible, superseded }: Yield): Cell {
  const flag: Flag | undefined = superseded ? "voided" : outside ? "out-of-limit" : undefined;
  const notes = [
    ...(superseded ? ["a later yield of this stage stands instead"] : []),
    ...(implausible ? ["implausible"] : []),
  ];
  return marked(quantityText(percent), flag, notes);
}

export const outputTable = (id: string, outputs: readonly Output[]): Table =>
  tableOf(
    id,
    "What came out",
    [
      ["material", "Material", 4],
      ["lot", "Lot", 4],
      ["quantity", "Quantity", 3, "end"],
      ["expiry", "Expiry or retest", 3],
      ["containers", "Containers", 2, "end"],
      ["by", "By", 4],
      ["when", "When", 4],
    ],
    outputs.map((output) => [
      output.material,
      marked(output.lot, undefined, output.flags),
      producedCell(output),
      output.expiresOn ?? (output.retestOn === null ? "" : `retest ${output.retestOn}`),
      output.containers === 0 ? "none named" : String(output.containers),
      byCell(output.by),
      whenCell(output.by),
    ]),
  );

/** Pieces and their weight both stand; neither is worked out of the other. */
function producedCell({ quantity, pieces }: Output): Cell {
  const amount = amountCell(quantity);
  if (!pieces) return amount;
  const weight = typeof amount === "string" ? { text: amount } : amount;
  return { ...weight, note: `${quantityText(pieces)}, counted` };
}

/** ICH Q7, 6.52: actual amounts of intermediates, beside what was planned. */
const intermediateTables = (intermediates: readonly Intermediate[]): readonly Table[] =>
  intermediates.length === 0
    ? []
    : [
        tableOf(
          "intermediates",
          "Intermediates: made by the batch, and charged again",
          [
            ["material", "Material", 5],
            ["planned", "Planned", 3, "end"],
            ["made", "Made", 3, "end"],
            ["charged", "Charged", 3, "end"],
            ["left", "Left", 3, "end"],
          ],
          intermediates.map(({ material, planned, made, charged, left }) => [
            material,
            planned ? quantityText(planned) : "not given",
            amountCell(made),
            amountCell(charged),
            amountCell(left),
          ]),
        ),
      ];

const changeTable = (changes: readonly Change[]): Table =>
  tableOf(
    "changes",
    "Each value that was corrected or voided",
    [
      ["entry", "Entry", 2, "end"],
      ["what", "What", 5],
      ["values", "Original and new value", 6],
      ["by", "By", 4],
      ["why", "Why", 4],
      ["when", "When", 4],
    ],
    changes.map(changeRow),
  );

const changeRow = ({ sentence, action, fields, by }: Change): Row => [
  String(by.position),
  { text: sentence, flag: action === "void" ? "voided" : "corrected" },
  fields
    .filter(({ old }) => old !== undefined)
    .map(({ label, old, new: value }) => `${label}: ${old ?? "none"} \u2192 ${value ?? "none"}`)
    .join("; ") || "void",
  byCell(by),
  by.why ? `${by.why.text} (${by.why.code})` : "",
  whenCell(by),
];

export const saidTable = (
  id: string,
  title: string,
  entries: readonly Said[],
  flag?: Flag,
): Table =>
  tableOf(
    id,
    title,
    [
      ["entry", "Entry", 2, "end"],
      ["what", "What", 8],
      ["by", "By", 4],
      ["why", "Why", 4],
      ["when", "When", 4],
    ],
    entries.map(({ sentence, by }) => [
      String(by.position),
      { text: sentence, ...(flag && { flag }) },
      byCell(by),
      by.why ? `${by.why.text} (${codeText(by.why.code)})` : "none given",
      whenCell(by),
    ]),
  );
