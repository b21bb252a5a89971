// The batch record as a document: the sections of the printed record in their order and numbering
// (regulatory, section 6). The same record, whole, travels in the JSON form as `data`.
import { unauthenticatedBanner } from "../../projections/batch-record/query/banner.ts";
import type { BatchRecord } from "../../projections/batch-record/record/record.ts";
import { type Issue, issuedBy } from "../issue.ts";
import type { Banner, Document, Json, Status } from "../model/document.ts";
import type { RecordIntegrity } from "./integrity.ts";
import { type Annexes, closingSections } from "./sections/closing.ts";
import { executionSections } from "./sections/execution.ts";
import { openingSections } from "./sections/opening.ts";
import { proofSections } from "./sections/proof.ts";
import { resultSections } from "./sections/result.ts";
import type { Trends } from "./trend.ts";

export interface BatchRecordParts extends Annexes {
  readonly record: BatchRecord;
  readonly trends: Trends;
  readonly integrity: RecordIntegrity;
}

export function batchRecordDocument(parts: BatchRecordParts, issue: Issue): Document {
  const { record, trends, integrity } = parts;
  const { identity, asOf } = record;
  const banner = bannerOf(record);
  return {
    kind: "batch-record",
    title: titles[record.kind],
    subtitle: identity.product.name,
    language: "en",
    identity: {
      ...issuedBy(issue),
      // Whose batch it is, and not who prints it.
      organisation: identity.legalEntity,
      subject: [
        { label: "Product", value: identity.product.name },
        { label: "Batch", value: identity.batchNumber },
        { label: "Site", value: identity.site },
      ],
      recordId: `batch-record-${identity.batchNumber}`,
      recordVersion: String(asOf),
      status: statusOf(record),
    },
    ...(banner && { banner }),
    sections: [
      ...openingSections(record),
      ...executionSections(record, trends),
      ...resultSections(record),
      ...closingSections(record, parts),
      ...proofSections(record, integrity),
    ].filter(({ number }) => isPrinted(Number(number), record)),
    data: asJson({ ...record, integrity }),
  };
}

const titles = {
  batchProductionRecord: "Batch production record",
  importedBatchDataSummary: "Imported batch data summary",
} as const;

function bannerOf({ banners }: BatchRecord): Banner | undefined {
  if (banners.length === 0) return undefined;
  const tone = banners.length === 1 && banners[0] === unauthenticatedBanner ? "bad" : "attention";
  return { text: banners.join(" \u00b7 "), tone };
}

/**
 * A production record says of each section what is in it, or that nothing is. A summary of what
 * some source has leaves out the sections that it has nothing for: they are listed in section 1.
 */
function isPrinted(section: number, record: BatchRecord): boolean {
  if (record.kind === "batchProductionRecord") return true;
  const content = contents[section];
  return content === undefined || content(record);
}

const contents: { readonly [section: number]: (record: BatchRecord) => boolean } = {
  3: ({ recipe, controlRecipe }) => recipe !== null || controlRecipe !== null,
  5: ({ inspections }) => inspections.length > 0,
  6: ({ recipe, controlRecipe }) => recipe !== null || controlRecipe !== null,
  8: ({ equipment }) => equipment.length > 0,
  9: ({ steps }) => steps.length > 0,
  12: ({ samples }) => samples.length > 0,
  13: ({ times }) => times.length > 0,
  18: ({ labels }) => labels.length > 0,
  19: ({ serialNumbers }) => serialNumbers.movements.length > 0,
  20: ({ controlRecipe }) => controlRecipe !== null,
  22: ({ controlRecipe }) => controlRecipe !== null,
  27: ({ outputs }) => outputs.some(({ quantity }) => quantity !== null),
  28: ({ reviews }) => reviews.some(({ act }) => act === "productionApproved"),
  29: ({ reviews }) => reviews.length > 0,
  30: ({ dispositions }) => dispositions.length > 0,
  31: ({ addenda, comments }) => addenda.length + comments.length > 0,
};

function statusOf({ kind, identity, addenda, asOf }: BatchRecord): Status {
  if (kind === "importedBatchDataSummary") {
    return { text: `Imported, as of ${asOf} events`, tone: "attention" };
  }
  const amended = identity.status === "approved" && addenda.length > 0;
  if (amended) return { text: `Amended, unsigned, as of ${asOf} events`, tone: "attention" };
  const { text, tone } = statuses[identity.status];
  return { text: `${text}, as of ${asOf} events`, tone };
}

const statuses = {
  issued: { text: "Draft", tone: "neutral" },
  started: { text: "In execution", tone: "neutral" },
  completed: { text: "Executed, not reviewed", tone: "attention" },
  approved: { text: "Record approved", tone: "good" },
  notApproved: { text: "Record not approved", tone: "bad" },
} as const;

/** Members that are undefined are left out, as JSON has none. */
const asJson = (value: object): Json => JSON.parse(JSON.stringify(value));
