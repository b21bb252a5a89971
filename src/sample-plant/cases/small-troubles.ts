// What happens every few batches and is over in minutes.

import { turn } from "../processing/press.ts";
import { result } from "../processing/step.ts";
import { classify, close, raise } from "../quality/deviation.ts";
import { coreTests } from "../quality/tests.ts";
import { found } from "../recipe/spec.ts";
import { eventOf } from "../story/story.ts";
import type { Case } from "./case.ts";

/** Of no batch of the first three: those have troubles of their own. */
const none = 0;

export const pressStop: Case = {
  name: "The press stops",
  moment: "pressing 12:00",
  batch: none,
  afterwards_percent: 40,
  async happens(story, _, making) {
    const causes = ["Hopper empty", "Tablet scraper adjusted", "Dust extraction full"] as const;
    await turn(story, making, "stopped", story.random.pick(causes));
    story.wait(story.random.between(3, 11));
    return turn(story, making, "running");
  },
};

export const stuckReading: Case = {
  name: "A single result out of its limits",
  moment: "pressing 09:00",
  batch: none,
  afterwards_percent: 10,
  async happens(story, works, { bulk, crew }) {
    const thickness = coreTests.find(({ unitOfMeasure }) => unitOfMeasure === "mm");
    if (!thickness) throw new Error("Thickness is not tested.");
    const of = { stage: "inProcess", sample: "09:00" } as const;
    const value = { value: "3.78", unitOfMeasure: "mm" };
    const outside = await result(story, crew.early, bulk, thickness, { ...of, value });
    const id = await raise(story, works, crew.earlyLead, {
      title: "Thickness above its limit, once",
      description: `3.78 mm at 09:00; the limit is ${thickness.high} mm. Repeated at once.`,
      batchId: bulk.batchId,
    });
    const again = found(thickness, story.random);
    await result(story, crew.earlySecond, bulk, thickness, { ...of, value: again });
    await classify(story, id, "minor", "One core stood on edge in the tester.");
    const conclusion = `The repeat gave ${again.value} mm; cores were pressed as they should.`;
    await close(story, id, conclusion, bulk.batchId);
    return eventOf(outside, "ResultRecorded");
  },
};
