// Monday: granules are made, dried, milled and blended.

import { computeYield } from "../../domain/batch/result/yield.ts";
import { unusual } from "../cases/cases.ts";
import { clean, endUse, use } from "../equipment/upkeep.ts";
import { kilograms } from "../materials/amount.ts";
import type { PersonKey } from "../people/people.ts";
import { lossOnDrying } from "../quality/tests.ts";
import { humidity, parameters } from "../recipe/parameters.ts";
import type { ProcessingPhase } from "../recipe/processing.ts";
import { machines } from "../recipe/series.ts";
import type { Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { weighIn } from "./charge.ts";
import type { Making } from "./making.ts";
import { recordReadings } from "./readings.ts";
import { begin, check, end, parameter, result } from "./step.ts";

export async function granulate(story: Story, works: Works, making: Making): Promise<void> {
  const { bulk, crew } = making;
  story.at(0, "08:40");
  await use(story, crew.earlySecond, "granulator", bulk.batchId);
  await phase(story, making, crew.earlySecond, "premix", 6);
  await parameter(story, crew.earlySecond, bulk, "premix", humidity, { occasion: "morning" });
  await begin(story, crew.earlySecond, bulk, "wet");
  const charging = { batch: bulk, phase: "wet", by: crew.earlySecond, checkedBy: crew.early };
  [making.waterUsed] = await weighIn(story, works, charging, "water", 90_000);
  const from = story.now;
  story.wait(14);
  await recordReadings(story, bulk.batchId, machines.granulator, [{ from, to: story.now }]);
  await values(story, making, crew.earlySecond, "wet");
  await end(story, crew.earlySecond, bulk, "wet");
  await dry(story, making);
  await mill(story, making);
  await blend(story, works, making);
}

async function dry(story: Story, making: Making): Promise<void> {
  const { bulk, crew } = making;
  await use(story, crew.earlySecond, "dryer", bulk.batchId);
  await begin(story, crew.earlySecond, bulk, "dry");
  const from = story.now;
  story.wait(62);
  await recordReadings(story, bulk.batchId, machines.dryer, [{ from, to: story.now }]);
  await values(story, making, crew.earlySecond, "dry");
  const sample = { stage: "inProcess", sample: "granules, dried" } as const;
  await result(story, crew.early, bulk, lossOnDrying, sample);
  await end(story, crew.earlySecond, bulk, "dry", "Dry");
  await endUse(story, crew.earlySecond, "granulator", bulk.batchId);
}

async function mill(story: Story, making: Making): Promise<void> {
  const { bulk, crew } = making;
  await use(story, crew.early, "mill", bulk.batchId);
  await begin(story, crew.early, bulk, "mill");
  await check(story, crew.early, bulk, { check: "Sieve 1.0 mm whole, before", phase: "mill" });
  story.wait(35);
  await check(story, crew.earlySecond, bulk, { check: "Sieve 1.0 mm whole, after", phase: "mill" });
  await end(story, crew.early, bulk, "mill");
  await endUse(story, crew.early, "mill", bulk.batchId);
  await endUse(story, crew.early, "dryer", bulk.batchId);
}

/** Handed over to the late shift. */
async function blend(story: Story, works: Works, making: Making): Promise<void> {
  const { bulk, crew } = making;
  story.at(0, "14:20");
  await use(story, crew.lateSecond, "blender", bulk.batchId);
  await begin(story, crew.lateSecond, bulk, "blend");
  await unusual("blending", story, works, making);
  story.wait(18);
  await values(story, making, crew.lateSecond, "blend");
  const charged = making.charges.reduce((sum, { amount }) => sum + amount, 0);
  making.blend = charged - story.random.between(1_400, 2_900);
  await story.act(crew.late, computeYield, bulk.batchId, {
    stage: "Granulation and blending",
    theoretical: kilograms(charged),
    actual: kilograms(making.blend),
    inputs: [{ name: "Materials weighed", value: kilograms(charged) }],
    limits: limits("98.0", "100.5"),
  });
  await end(story, crew.lateSecond, bulk, "blend", "Blended");
  await endUse(story, crew.lateSecond, "blender", bulk.batchId);
  for (const key of ["granulator", "dryer", "mill", "blender"] as const) {
    story.wait(32);
    await clean(story, key === "blender" ? crew.late : crew.lateSecond, key, 0);
  }
}

async function phase(
  story: Story,
  making: Making,
  by: PersonKey,
  key: ProcessingPhase,
  minutes: number,
): Promise<void> {
  await begin(story, by, making.bulk, key);
  story.wait(minutes);
  await values(story, making, by, key);
  await end(story, by, making.bulk, key);
}

async function values(
  story: Story,
  making: Making,
  by: PersonKey,
  key: ProcessingPhase,
): Promise<void> {
  for (const spec of parameters[key] ?? []) await parameter(story, by, making.bulk, key, spec);
}

export const limits = (low: string, high: string) => ({
  low: { value: low, unitOfMeasure: "%" },
  high: { value: high, unitOfMeasure: "%" },
  rounding: "toLimitDecimals" as const,
});
