// Sections 25 to 33: the trail and its review, where it all went, who approved it, and what became
// of it.
import type { Trail } from "../../../projections/audit-trail/trail.ts";
import type { BatchRecord } from "../../../projections/batch-record/record/record.ts";
import type {
  Disposition,
  Remark,
  Review,
} from "../../../projections/batch-record/record/record-part.ts";
import { registerOf } from "../../../projections/batch-record/record/register.ts";
import type { Trace } from "../../../projections/genealogy/answer.ts";
import { quantityText } from "../../../projections/wording/quantity.ts";
import { trailTable } from "../../audit-trail/tables.ts";
import type { Block } from "../../model/block.ts";
import type { Section } from "../../model/document.ts";
import type { Table } from "../../model/table.ts";
import {
  batchTable,
  lotTable,
  shipmentTable,
  unitTable,
  unknownTable,
} from "../../trace/tables.ts";
import { byCell, byText, codeText, marked, whenCell } from "../cells.ts";
import { sectionOf, tableOf } from "../section.ts";
import { attachmentTable } from "./attachment.ts";
import { exceptionTables, exceptionText } from "./exceptions.ts";
import { outputTable, saidTable } from "./result.ts";

export interface Annexes {
  readonly trail: Trail;
  /**
   * What the batch came from and what it went into; absent where it has no place in the genealogy.
   */
  readonly traces: readonly Trace[];
}

export function closingSections(
  record: BatchRecord,
  { trail, traces }: Annexes,
): readonly Section[] {
  return [
    sectionOf(25, record, [
      {
        kind: "paragraph",
        text:
          `All ${record.auditTrail.entries} entries that concern the batch: its own, and those ` +
          "of its lots, equipment and people.",
      },
      { kind: "paragraph", text: exceptionText(record.exceptions) },
      ...exceptionTables(record.exceptions),
      trailTable("audit-trail", "Audit trail", trail.entries),
    ]),
    { ...sectionOf(26, record, noTraces(traces)), sections: traces.map(traceSection) },
    sectionOf(27, record, [
      outputTable("quantity-statement", record.outputs),
      ...(record.counted.length > 0
        ? [saidTable("counted", "Found of what was made in no stated quantity", record.counted)]
        : []),
    ]),
    sectionOf(28, record, productionBlocks(record)),
    sectionOf(29, record, [
      reviewTable(
        "reviews",
        reviewTitle,
        record.reviews.filter((one) => !isProduction(one)),
      ),
    ]),
    sectionOf(30, record, [dispositionTable(record.dispositions)]),
    sectionOf(31, record, [
      remarkTable("addenda", "Addenda", record.addenda),
      remarkTable("comments", "Comments", record.comments),
    ]),
    sectionOf(32, record, [
      { kind: "paragraph", text: `Sealed, not signed: nobody signed this record. ${notSigned}` },
      registerTable(record),
    ]),
    ...(record.attachments.length > 0
      ? [sectionOf(33, record, [attachmentTable(record.attachments)])]
      : []),
  ];
}

const notSigned = "Each word was given under log-in and is not yet an electronic signature.";

const isProduction = ({ act }: Review): boolean => act === "productionApproved";

/** EU GMP Part I, 4.20(i): open until somebody who did not make the batch has approved it. */
function productionBlocks({ reviews }: BatchRecord): readonly Block[] {
  const given = reviews.filter(isProduction);
  if (given.length > 0) {
    return [
      reviewTable("production-approval", "Approval for production", given),
      { kind: "paragraph", text: notSigned },
    ];
  }
  const meaning = "Responsible for production";
  return [{ kind: "signatures", slots: [{ state: "open", meaning, role: "production" }] }];
}

const registerTable = (record: BatchRecord): Table =>
  tableOf(
    "signature-register",
    "Whose word the record has, by name and role of then",
    [
      ["meaning", "Meaning", 6],
      ["by", "By", 4],
      ["when", "When", 4],
    ],
    registerOf(record).map(({ meaning, by }) =>
      by ? [meaning, byCell(by), whenCell(by)] : [meaning, "nobody", "not yet"],
    ),
  );

const noTraces = (traces: readonly Trace[]): readonly Block[] =>
  traces.length > 0
    ? []
    : [{ kind: "paragraph", text: "The batch has neither inputs nor outputs in the records." }];

function traceSection(trace: Trace, n: number): Section {
  const forward = trace.direction === "forward";
  const id = trace.direction;
  return {
    id: `genealogy-${id}`,
    number: `26.${n + 1}`,
    title: forward ? "Where it went" : "What it was made from",
    note:
      `Complete over the recorded events 0 to ${trace.asOf - 1}. ` +
      `Digest of the answer: ${trace.digest}.`,
    blocks: [
      lotTable(trace, id),
      batchTable(trace, id),
      ...(forward ? [shipmentTable(trace, id), unitTable(trace, id)] : []),
      unknownTable(trace, id),
    ],
  };
}

const reviewTitle = "Reviews of the record: verified and approved are two acts";

const reviewTable = (id: string, title: string, reviews: readonly Review[]): Table =>
  tableOf(
    id,
    title,
    [
      ["act", "Act", 3],
      ["conclusion", "Conclusion", 6],
      ["to", "Up to revision", 2, "end"],
      ["coverage", "Exceptions", 4],
      ["by", "By", 4],
      ["when", "When", 4],
    ],
    reviews.map(({ act, conclusion, toRevision, coverage, by }) => [
      codeText(act),
      conclusion ?? "none",
      String(toRevision),
      coverage
        ? `${coverage.evaluated} of ${coverage.facts} evaluated, ${coverage.flagged} flagged`
        : "not frozen",
      byCell(by),
      whenCell(by),
    ]),
  );

const dispositionTable = (dispositions: readonly Disposition[]): Table =>
  tableOf(
    "dispositions",
    "Dispositions of what the batch made",
    [
      ["lot", "Lot", 3],
      ["decision", "Decision", 3],
      ["quantity", "Quantity", 3, "end"],
      ["market", "Market", 2],
      ["conditions", "Conditions", 4],
      ["signature", "Signature slot", 4],
      ["by", "By", 4],
      ["when", "When", 4],
    ],
    dispositions.map((one) => [
      one.lot,
      one.former === null
        ? codeText(one.decision)
        : { text: codeText(one.decision), note: `before: ${codeText(one.former)}` },
      one.quantity ? quantityText(one.quantity) : "all of the lot",
      one.market ?? "any",
      one.conditions ?? "none",
      { text: `open: ${one.signature.meaning}`, note: "not yet an electronic signature" },
      certifiedBy(one),
      whenCell(one.by),
    ]),
  );

/** With the number under which a Qualified Person is entered (Annex 11, 15). */
function certifiedBy({ by, qualifiedAs }: Disposition) {
  if (!qualifiedAs) return byCell(by);
  const { registerNumber, authority } = qualifiedAs;
  return { text: byText(by), note: `Qualified Person ${registerNumber}, ${authority}` };
}

const staleText = (stale: NonNullable<Remark["makesStale"]>): string =>
  [
    ...stale.entries.map((entry) => `entry ${entry}`),
    ...stale.lots.map((lot) => `lot ${lot}`),
    ...stale.recalls.map((recall) => `recall ${recall}`),
    ...stale.traceExercises.map((exercise) => `trace exercise ${exercise}`),
  ].join(", ") || "nothing yet";

const remarkTable = (id: string, title: string, remarks: readonly Remark[]): Table =>
  tableOf(
    id,
    title,
    [
      ["text", "Text", 7],
      ["about", "About", 3],
      ["by", "By", 4],
      ["when", "When", 4],
    ],
    remarks.map(({ text, evidence, aboutEntry, makesStale, proposesHold, by }) => [
      marked(text, undefined, [
        ...(evidence === null ? [] : [`evidence: ${evidence}`]),
        ...(makesStale ? [`rests on it: ${staleText(makesStale)}`] : []),
        ...(proposesHold === null ? [] : [`hold ${proposesHold} is proposed`]),
      ]),
      aboutEntry === null ? "the batch" : `entry ${aboutEntry}`,
      byCell(by),
      whenCell(by),
    ]),
  );
