// What there is to be seen of a lot by whoever decides on it, as digests: each is the one that the
// read of its own states for the same position.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { Shown } from "../../domain/disposition/events.ts";
import { auditTrailFor, type TrailQuery, trailDigest } from "../audit-trail/trail.ts";
import { batchRecord } from "../batch-record/query/batch-record.ts";
import type { Reaching } from "../genealogy/graph/asked.ts";
import { trace } from "../genealogy/trace.ts";
import { commonlyKnownAt } from "../known-at.ts";
import { tabletPressFigures } from "../process-data/tablet-press.ts";
import { QueryFault } from "../query-fault.ts";

export interface Viewing {
  readonly materialLotId: string;
  readonly batchIds: readonly string[];
  /** Tree size; absent: all that the read models hold. */
  readonly asOf?: number;
  /** The time of asking. */
  readonly at: string;
}

export const readModelsOfView = [
  "audit_trail",
  "batch_record",
  "genealogy",
  "process_data",
  "review",
];

/** Undefined where the lot or a batch was not known by then. Throws QueryFault AS_OF_AHEAD. */
export async function decisionView(
  kysely: Kysely<DB>,
  { materialLotId, batchIds, asOf: wanted, at }: Viewing,
  graph?: Reaching,
): Promise<Shown | undefined> {
  const asOf = await commonlyKnownAt(kysely, readModelsOfView, wanted);
  const from = `lot:${materialLotId}`;
  const came = await trace(kysely, { from, direction: "backward", asOf, at }, graph);
  if (came.found !== "one") return undefined;
  const about = { kind: "materialLot", id: materialLotId } as const;
  const { digest: trail } = await trailAt(kysely, { about, asOf });
  try {
    const batches = [];
    for (const batchId of [...batchIds].sort()) {
      batches.push(await batchAt(kysely, batchId, asOf));
    }
    return { asOf, trace: came.trace.digest, trail, batches };
  } catch (error) {
    if (error instanceof QueryFault && error.code === "NOT_IN_LOG") return undefined;
    throw error;
  }
}

async function batchAt(kysely: Kysely<DB>, batchId: string, asOf: number) {
  const record = await batchRecord(kysely, batchId, { figures: tabletPressFigures, asOf });
  const { digest: trail, revisions } = await trailAt(kysely, { batch: batchId, asOf });
  const toRevision = revisions.get(`batch-${batchId}`) ?? 0;
  return { batchId, toRevision, record: record.digest, trail };
}

/** Of its entries, and the last revision of each stream that they stand in. */
async function trailAt(kysely: Kysely<DB>, query: TrailQuery) {
  const entries = trailDigest();
  const revisions = new Map<string, number>();
  const trail = await auditTrailFor(kysely, query);
  for await (const entry of trail.entries()) {
    entries.add(entry);
    revisions.set(entry.stream, entry.revision);
  }
  return { digest: entries.digest(), revisions };
}
