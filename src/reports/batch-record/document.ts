// The batch record as a document: the sections of the printed record in their order and numbering (regulatory,
// section 6). The same record, whole, travels in the JSON form as `data`.
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
      subject: [
        { label: "Product", value: identity.product.name },
        { label: "Batch", value: identity.batchNumber },
        { label: "Site", value: identity.site },
        { label: "Batch id", value: identity.batchId },
      ],
      recordId: `batch-record-${identity.batchId}`,
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
    ],
    data: asJson({ ...record, integrity }),
  };
}

const titles = {
  batchProductionRecord: "Batch production record",
  importedBatchDataSummary: "Imported batch data summary",
} as const;

function bannerOf({ banners, kind }: BatchRecord): Banner | undefined {
  if (banners.length === 0) return undefined;
  const tone = kind === "importedBatchDataSummary" ? "attention" : "bad";
  return { text: banners.join(" \u00b7 "), tone };
}

function statusOf({ identity, addenda, asOf }: BatchRecord): Status {
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
