// Everything that a printed batch record is made from, asked of the read models for one position of
// the log.
import { auditTrailFor } from "../../projections/audit-trail/trail.ts";
import { batchRecord } from "../../projections/batch-record/query/batch-record.ts";
import type { BatchRecord } from "../../projections/batch-record/record/record.ts";
import type { Trace } from "../../projections/genealogy/answer.ts";
import { trace } from "../../projections/genealogy/trace.ts";
import { commonlyKnownAt, readModelsAt } from "../../projections/known-at.ts";
import { series } from "../../projections/process-data/series.ts";
import {
  tabletPressFigures,
  tabletPressTrends,
} from "../../projections/process-data/tablet-press.ts";
import type { EventBytes } from "../event-bytes.ts";
import type { BatchRecordParts } from "./document.ts";
import { recordIntegrity } from "./integrity.ts";
import type { Trends } from "./trend.ts";

type Kysely = Parameters<typeof batchRecord>[0];

export interface Sources {
  readonly kysely: Kysely;
  readonly eventBytes: EventBytes;
  /** The time of asking, UTC. */
  readonly at: string;
}

/** Throws QueryFault NOT_IN_LOG or AS_OF_AHEAD, and ReportFault EVENT_BYTES_MISSING. */
export async function gatherBatchRecord(
  { kysely, eventBytes, at }: Sources,
  batchId: string,
  wanted?: number,
): Promise<BatchRecordParts> {
  const asOf = await commonlyKnownAt(kysely, readModelNames, wanted);
  const record = await batchRecord(kysely, batchId, { figures: tabletPressFigures, asOf });
  const trail = await auditTrailFor(kysely, { batch: batchId, asOf });
  const readModels = await readModelsAt(kysely, readModelNames, asOf);
  return {
    record,
    trail,
    trends: await trendsOf(kysely, record),
    traces: await tracesOf(kysely, { batchId, asOf, at }),
    integrity: await recordIntegrity(trail.entries(), eventBytes, { asOf, readModels }),
  };
}

const readModelNames = ["audit_trail", "batch_record", "genealogy", "process_data"];

/** A tag that no definition names is drawn under its own name. */
async function trendsOf(
  kysely: Kysely,
  { processData, asOf, identity }: BatchRecord,
): Promise<Trends> {
  const known = new Set(tabletPressTrends.map(({ tag }) => tag));
  const tags = new Set(processData.flatMap((one) => one.tags.map(({ tag }) => tag)));
  const others = [...tags].filter((tag) => !known.has(tag)).map((tag) => ({ tag, title: tag }));
  const found = [];
  for (const { processDataId, tags: own } of processData) {
    for (const { tag } of own) found.push(await series(kysely, { processDataId, tag, asOf }));
  }
  return { drawn: [...tabletPressTrends, ...others], series: found, zone: identity.zone };
}

async function tracesOf(
  kysely: Kysely,
  { batchId, asOf, at }: { readonly batchId: string; readonly asOf: number; readonly at: string },
): Promise<readonly Trace[]> {
  const found: Trace[] = [];
  for (const direction of ["backward", "forward"] as const) {
    const answer = await trace(kysely, { from: `batch:${batchId}`, direction, asOf, at });
    if (answer.found === "one") found.push(answer.trace);
  }
  return found;
}
