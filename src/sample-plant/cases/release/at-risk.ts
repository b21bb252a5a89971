// The water of the third batch is used before its result is there; it is released before what was
// made of it.
import { decideDisposition } from "../../../processes/decide-disposition.ts";
import { forward, unseen } from "../../story/highlight.ts";
import { eventOf } from "../../story/story.ts";
import type { Case } from "../case.ts";

/** Of which batch the water is; it is tapped at the end of the one before. */
export const usedAtRisk = 3;

export const atRisk: Case = {
  name: "Used at risk, released later, then the product",
  moment: "approving",
  batch: usedAtRisk,
  tells: ({ bulk: { batchNumber }, waterUsed }, eventId) => ({
    what: `record ${batchNumber}: purified water, used at risk, released on the Friday`,
    concerns: { batchNumber, lot: `internalLot:${waterUsed?.lot.number}`, eventId },
    seen: {
      record: { shows: waterUsed?.consumedEventId ?? "" },
      trace: forward(`internalLot:${waterUsed?.lot.number}`, batchNumber),
      exceptions: unseen("The use at risk was decided on before it was used."),
    },
  }),
  async happens(story, _, { waterUsed }) {
    if (!waterUsed) throw new Error("No water has been charged.");
    const { materialLotId } = waterUsed.lot;
    const data = {
      dispositionId: story.id("disposition", materialLotId),
      materialLotId,
      decision: "release" as const,
    };
    const text = "The result of the loop is there: 31 % of the limit, no growth in five days.";
    const reason = { code: "RESULT_THERE", text };
    const released = await story.process("ingrid", decideDisposition, data, { reason });
    return eventOf(released, "DispositionDecided");
  },
};
