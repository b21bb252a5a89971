// The record is reviewed by one person and approved by another; then the lots are decided on.
import { batch } from "../../domain/batch/batch.ts";
import { approveBatchRecord, reviewRecord } from "../../domain/batch/review/commands.ts";
import { decideDisposition } from "../../processes/decide-disposition.ts";
import type { Issue } from "../processing/making.ts";
import type { Story } from "../story/story.ts";

export async function approveRecord(
  story: Story,
  { batchId }: Pick<Issue, "batchId">,
): Promise<void> {
  const toRevision = await shown(story, batchId);
  const conclusion = "Complete; departures are explained and closed. Recommended for approval.";
  await story.act("eszter", reviewRecord, batchId, { toRevision, conclusion });
  story.wait(25);
  await story.act("ingrid", approveBatchRecord, batchId, { toRevision });
}

/** What stands on the screen of who reviews: all that is recorded by now. */
async function shown(story: Story, batchId: string): Promise<number> {
  const { revision } = await story.handler.load(batch, batchId);
  return revision;
}

export const releaseLot = (
  story: Story,
  materialLotId: string,
  more: { readonly market?: string } = {},
) =>
  story.process("ingrid", decideDisposition, {
    dispositionId: story.id("disposition", materialLotId),
    materialLotId,
    decision: "release",
    ...more,
  });
