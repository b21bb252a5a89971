// The record is reviewed by one person, exception by exception, and approved by another; then the
// lots are decided on.
import { batch } from "../../domain/batch/batch.ts";
import {
  approveBatchRecord,
  approveProduction,
  judgeException,
  rejectBatchRecord,
  reviewRecord,
} from "../../domain/batch/review/commands.ts";
import { evaluated } from "../../domain/batch/review/exceptions.ts";
import { decideAsShown, decideDisposition } from "../../processes/decide-disposition.ts";
import { viewedOf } from "../../processes/disposition/view.ts";
import type { Issue } from "../processing/making.ts";
import { eventOf, type Story } from "../story/story.ts";

type Reviewed = Pick<Issue, "batchId">;

export async function approveRecord(story: Story, { batchId }: Reviewed): Promise<void> {
  const conclusion = "Complete; departures are explained and closed. Recommended for approval.";
  const toRevision = await review(story, batchId, conclusion);
  await story.act("ingrid", approveBatchRecord, batchId, { toRevision });
}

export async function rejectRecord(
  story: Story,
  { batchId }: Reviewed,
  conclusion: string,
  why: string,
): Promise<void> {
  const toRevision = await review(story, batchId, conclusion);
  const reason = { code: "REJECTED", text: why };
  await story.act("ingrid", rejectBatchRecord, batchId, { toRevision }, { reason });
}

/** Of a batch that was issued by a master: by somebody of production who did not make it. */
async function approveForProduction(story: Story, batchId: string): Promise<void> {
  const { state, revision: toRevision } = await story.handler.load(batch, batchId);
  if (state.status === "unknown" || !state.copied) return;
  await story.act("soeren", approveProduction, batchId, { toRevision });
}

/** Returns the revision up to which it was seen. */
export async function review(story: Story, batchId: string, conclusion: string): Promise<number> {
  await judgeExceptions(story, batchId);
  await approveForProduction(story, batchId);
  const toRevision = await shown(story, batchId);
  await story.act("eszter", reviewRecord, batchId, { toRevision, conclusion });
  story.wait(25);
  return toRevision;
}

/**
 * What the rules that ship flag as critical, each entry by itself; also what was judged already, so
 * that a story told again is the same.
 */
async function judgeExceptions(story: Story, batchId: string): Promise<void> {
  const { state } = await story.handler.load(batch, batchId);
  if (state.status === "unknown") return;
  const critical = evaluated(state).flagged.filter(({ severity }) => severity === "critical");
  const byEntry = Map.groupBy(critical, ({ eventId }) => eventId);
  const [deviationId] = state.deviations.linked;
  for (const [eventId, flagged] of byEntry) {
    const ruleKeys = flagged.map(({ ruleKey }) => ruleKey);
    const text = "Explained in the record and in its deviation; no effect on the product.";
    const isInvestigated = deviationId !== undefined && ruleKeys.includes("specification");
    await story.act("eszter", judgeException, batchId, {
      ...{ eventId, ruleKeys, judgement: "justified" as const, text },
      ...(isInvestigated && { deviationId }),
    });
    story.wait(1);
  }
}

/** What stands on the screen of who reviews: all that is recorded by now. */
async function shown(story: Story, batchId: string): Promise<number> {
  const { revision } = await story.handler.load(batch, batchId);
  return revision;
}

export interface Release {
  readonly market?: string;
  /** Made for load: nobody looks at it. */
  readonly unseen?: boolean;
}

/** On the record, the trail and the trace as they are at that moment. Returns the decision. */
export async function releaseLot(
  story: Story,
  materialLotId: string,
  { unseen = false, ...more }: Release = {},
): Promise<string> {
  const dispositionId = story.id("disposition", materialLotId);
  const data = { dispositionId, materialLotId, decision: "release" as const, ...more };
  const { view } = story;
  if (!view || unseen) {
    const decided = await story.process("ingrid", decideDisposition, data);
    return eventOf(decided, "DispositionDecided");
  }
  const shown = await view(await viewedOf(story.handler, materialLotId));
  const asShown = { ...data, ...(shown && { shown }) };
  const decided = await story.process("ingrid", decideAsShown(view), asShown);
  return eventOf(decided, "DispositionDecided");
}
