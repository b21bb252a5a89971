// Half way through the second batch the cores are too soft: the first result stays, the repeat
// confirms it, the press stops, a deviation is raised, and what may be affected is set apart.
import { holdPhase, restartPhase } from "../../domain/batch/phase/commands.ts";
import { turn } from "../processing/press.ts";
import { result } from "../processing/step.ts";
import { classify, raise } from "../quality/deviation.ts";
import { hardness } from "../quality/tests.ts";
import { backward, unseen } from "../story/highlight.ts";
import { eventOf } from "../story/story.ts";
import type { Case } from "./case.ts";

export const softCores: Case = {
  name: "A result out of its limits, repeated, with a deviation",
  moment: "pressing 10:30",
  batch: 2,
  tells: ({ bulk: { batchNumber } }, eventId) => ({
    what: `record ${batchNumber}: hardness at 10:30, and what came of it`,
    concerns: { batchNumber, lot: `internalLot:${batchNumber}-R`, eventId },
    seen: {
      record: { shows: eventId },
      trace: backward(`internalLot:${batchNumber}-R`, batchNumber),
      exceptions: { rule: "specification" },
    },
  }),
  async happens(story, works, making) {
    const { bulk, crew } = making;
    const of = { stage: "inProcess", sample: "10:30" } as const;
    const newtons = (value: string) => ({ value, unitOfMeasure: "N" });
    const first = await result(story, crew.early, bulk, hardness, { ...of, value: newtons("66") });
    story.wait(3);
    await result(story, crew.earlySecond, bulk, hardness, { ...of, value: newtons("68") });
    const press = story.id("equipment", "press");
    await turn(story, making, "stopped", "Hardness below its limit");
    const stopped = { code: "OUT_OF_SPECIFICATION", text: "Hardness is below its limit, twice." };
    const step = { phaseId: "press" };
    const stands = await story.act(crew.early, holdPhase, bulk.batchId, step, { reason: stopped });
    making.entries.stepHeld = eventOf(stands, "PhaseHeld");
    const from = story.instant(1, "10:14");
    const values = { main_comp: 12.9, ejection: 88 };
    making.pressing.episodes.push({ from, to: story.now, values, stands: false });
    works.openDeviation = await raise(story, works, crew.earlyLead, {
      title: "Hardness below its limit",
      description:
        "66 N and 68 N; the limit is 75 N. Cores since the force fell at 10:14 are set apart.",
      batchId: bulk.batchId,
      equipmentIds: [press],
    });
    await classify(story, works.openDeviation, "major", "Product is affected, patients are not.");
    making.setApart = 12_300 + story.random.between(0, 800);
    story.wait(12);
    const mended = { code: "REPAIRED", text: "The worn cam was replaced; the force is right." };
    await story.act(crew.early, restartPhase, bulk.batchId, step, { reason: mended });
    await turn(story, making, "running");
    return eventOf(first, "ResultRecorded");
  },
};

export const stepHeld: Case = {
  name: "A step held, and restarted once the press was mended",
  moment: "coated",
  batch: 2,
  tells: ({ bulk: { batchNumber } }, eventId) => ({
    what: `record ${batchNumber}, section 9: pressing is held and restarted, with both reasons`,
    concerns: { batchNumber, eventId },
    seen: {
      record: { shows: eventId },
      trace: unseen("The step stood still: no material went anywhere by it."),
      exceptions: { rule: "hold" },
    },
  }),
  happens: async (_story, _works, { entries }) => entries.stepHeld,
};
