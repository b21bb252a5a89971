// Leaflets that do not come out: the batch is not completed before they are accounted for, and they
// are not without a deviation.
import { reconcileLabels } from "../../../domain/batch/label/commands.ts";
import { completeBatch } from "../../../domain/batch/lifecycle/commands.ts";
import { scrapMaterial } from "../../../domain/material-lot/use/commands.ts";
import { amountOf } from "../../materials/amount.ts";
import type { Making } from "../../processing/making.ts";
import { classify, close, raise } from "../../quality/deviation.ts";
import { backward, refusedIn } from "../../story/highlight.ts";
import { eventOf } from "../../story/story.ts";
import type { Case } from "../case.ts";

const which = 2;

/** Counted when the line is cleared. */
export const shortOfLeaflets: Case = {
  name: "Leaflets are missing",
  moment: "supplying",
  batch: which,
  async happens(_story, _works, making) {
    making.missingLeaflets = 12;
    return undefined;
  },
};

export const missingSection: Case = {
  name: "A missing section that blocks the completion",
  moment: "completing packs",
  batch: which,
  tells: ({ pack: { batchNumber } }, eventId) => ({
    what: `audit --batch ${batchNumber} shows BATCH_RECORD_INCOMPLETE, section 18`,
    ...refusedIn(batchNumber, eventId),
  }),
  happens: (story, _, { pack, crew }) =>
    story.refused("BATCH_RECORD_INCOMPLETE", crew.lateLead, completeBatch, pack.batchId, {}),
};

export const missingLabels: Case = {
  name: "Leaflets that do not come out",
  moment: "completing packs",
  batch: which,
  tells: ({ pack: { batchNumber } }, eventId) => ({
    what: `record ${batchNumber}, section 18: 12 leaflets are missing, under a deviation`,
    concerns: { batchNumber, lot: `internalLot:${batchNumber}`, eventId },
    seen: {
      record: { shows: eventId },
      trace: backward(`internalLot:${batchNumber}`, batchNumber),
      exceptions: { rule: "check" },
    },
  }),
  async happens(story, works, { pack, crew, printed }) {
    const { batchId } = pack;
    const materialLotId = lastLeaflets(printed);
    const failed = "LABEL_RECONCILIATION_FAILED";
    await story.refused(failed, crew.lateSecond, reconcileLabels, batchId, { materialLotId });
    works.openDeviation = await raise(story, works, crew.lateLead, {
      title: "12 leaflets are missing",
      description: "Issued less applied, returned and destroyed leaves 12; the line was searched.",
      batchId,
    });
    const under = { materialLotId, deviationId: works.openDeviation };
    const reconciled = await story.act(crew.lateSecond, reconcileLabels, batchId, under);
    return eventOf(reconciled, "LabelReconciled");
  },
};

/** By people of the day, before the record is approved. */
export const leafletsClosed: Case = {
  name: "The missing leaflets are investigated",
  moment: "approving packs",
  batch: which,
  async happens(story, works, { pack, missingLeaflets, printed }) {
    const { openDeviation: deviationId } = works;
    if (deviationId === undefined) throw new Error("No deviation is open.");
    await classify(story, deviationId, "minor", "Each pack was weighed: none has two leaflets.");
    const conclusion = "Torn at the folder and swept up; the checkweigher saw no pack with two.";
    await close(story, deviationId, conclusion, pack.batchId);
    await story.act("joerg", scrapMaterial, lastLeaflets(printed), {
      quantity: amountOf("leaflet", missingLeaflets),
      cause: "Not found at the reconciliation",
    });
    return undefined;
  },
};

function lastLeaflets(printed: Making["printed"]): string {
  const last = printed.findLast(({ material }) => material === "leaflet");
  if (!last) throw new Error("No leaflets were brought to the line.");
  return last.lotId;
}
