// A scale fails its calibration after the tablets were released: what was weighed on it since the
// last good one is in doubt, and the release is suspended until quality has looked at it.
import { recordCalibration } from "../../../domain/equipment/commands.ts";
import { decideDisposition } from "../../../processes/decide-disposition.ts";
import { calibrate } from "../../equipment/upkeep.ts";
import type { Making } from "../../processing/making.ts";
import { classify, close, raise } from "../../quality/deviation.ts";
import { backward, forward, unseen } from "../../story/highlight.ts";
import { eventOf } from "../../story/story.ts";
import type { Case } from "../case.ts";

const which = 3;

export const calibrationFailure: Case = {
  name: "A calibration failure found later",
  moment: "end of first week",
  batch: which,
  tells: ({ bulk: { batchNumber }, weighedOnBench: weighed }, eventId) => ({
    what:
      "equipment calibration-impact of SC-2: every weighing, batch and lot since the last good " +
      `one, ${batchNumber} among them`,
    concerns: { batchNumber, lot: `internalLot:${batchNumber}-C`, eventId },
    seen: {
      record: { shows: eventId },
      trace: forward(`internalLot:${weighed}`, batchNumber),
      exceptions: unseen("The deviation that was raised of it is closed; the scale was fit then."),
    },
  }),
  async happens(story, works, making) {
    story.at(4, "10:20");
    const scale = story.id("equipment", "benchScale");
    const certificate = "Check of scales, autumn: SC-2 reads 6 g too much";
    const failed = await story.act("olafur", recordCalibration, scale, {
      result: "fail",
      certificate,
      dueOn: story.day(4),
    });
    const materialLotId = togetherOf(making);
    works.openDeviation = await raise(story, works, "olafur", {
      title: "Bench scale out of calibration",
      description: `${certificate}. What it weighed since the certificate before is listed.`,
      batchId: making.bulk.batchId,
      materialLotIds: [materialLotId],
      equipmentIds: [scale],
    });
    return eventOf(failed, "EquipmentCalibrated");
  },
};

export const suspension: Case = {
  name: "A suspended release",
  moment: "end of first week",
  batch: which,
  tells: ({ bulk: { batchNumber } }, eventId) => ({
    what: `record ${batchNumber}, section 30: released, suspended, released again`,
    concerns: { batchNumber, lot: `internalLot:${batchNumber}-C`, eventId },
    seen: {
      record: { shows: eventId },
      trace: backward(`internalLot:${batchNumber}-C`, batchNumber),
      exceptions: unseen("To take a release back breaks no rule."),
    },
  }),
  async happens(story, works, making) {
    const materialLotId = togetherOf(making);
    const { openDeviation: deviation } = works;
    if (deviation === undefined) throw new Error("No deviation is open.");
    const decision = { dispositionId: story.id("disposition", materialLotId), materialLotId };
    const doubt = "Stearate was weighed on a scale that failed its calibration.";
    const suspend = { ...decision, decision: "suspend" as const };
    const suspended = await story.process("ingrid", decideDisposition, suspend, {
      reason: { code: "DEVIATION_OPEN", text: doubt },
    });
    await calibrate(story, works, "benchScale", 4);
    await classify(story, deviation, "major", "What was weighed on it may be off by 6 g.");
    const conclusion = "6 g are 0.15 % of the smallest weighing; its tolerance is 5 %.";
    await close(story, deviation, conclusion, making.bulk.batchId);
    const again = { ...decision, decision: "release" as const };
    await story.process("ingrid", decideDisposition, again, {
      reason: { code: "INVESTIGATED", text: conclusion },
    });
    return eventOf(suspended, "DispositionDecided");
  },
};

function togetherOf({ together }: Making): string {
  if (!together) throw new Error("No tablets have been put together.");
  return together.materialLotId;
}
