// A value is corrected when the record has been reviewed: the review covers it no longer.
import { correctParameter } from "../../../domain/batch/parameter/commands.ts";
import { approveBatchRecord } from "../../../domain/batch/review/commands.ts";
import { review } from "../../quality/review.ts";
import { eventOf } from "../../story/story.ts";
import type { Case } from "../case.ts";
import { noMaterial } from "../words.ts";

export const afterReview: Case = {
  name: "A correction after the review",
  moment: "approving packs",
  batch: 3,
  tells: ({ pack: { batchNumber } }, eventId) => ({
    what: `record ${batchNumber}: reviewed, corrected, not approved on that review, reviewed again`,
    concerns: { batchNumber, eventId },
    seen: {
      record: { shows: eventId },
      trace: noMaterial,
      exceptions: { rule: "changed" },
    },
  }),
  async happens(story, _, { pack, crew, entries: { lineSpeed } }) {
    const { batchId } = pack;
    if (lineSpeed === undefined) throw new Error("No line speed has been recorded.");
    const toRevision = await review(story, batchId, "Complete. Recommended for approval.");
    const text = "The set value had been written down; the print of the line shows the speed.";
    const corrected = await story.act(
      crew.early,
      correctParameter,
      batchId,
      { correctsEventId: lineSpeed, value: { value: "318", unitOfMeasure: "/min" } },
      { reason: { code: "MISREAD", text } },
    );
    const changed = "RECORD_CHANGED_SINCE_VIEW";
    await story.refused(changed, "ingrid", approveBatchRecord, batchId, { toRevision });
    return eventOf(corrected, "ParameterCorrected");
  },
};
