// Tuesday: cores are pressed by both shifts, and tested on every occasion.
import { computeYield } from "../../domain/batch/result/yield.ts";
import { changeEquipmentState } from "../../domain/equipment/machine/commands.ts";
import { recordOutput } from "../../processes/produce-output.ts";
import { unusual } from "../cases/cases.ts";
import { clean, endUse, use } from "../equipment/upkeep.ts";
import { kilograms } from "../materials/amount.ts";
import { internalLot } from "../materials/receive.ts";
import { coreTests, coreTestsAtEnds } from "../quality/tests.ts";
import { parameters } from "../recipe/parameters.ts";
import { core_grams } from "../recipe/processing.ts";
import { machines } from "../recipe/series.ts";
import type { Story } from "../story/story.ts";
import { monthsAfter, type Works } from "../story/works.ts";
import { limits } from "./granulation.ts";
import type { Making } from "./making.ts";
import { turn } from "./press.ts";
import { recordReadings, withTotals } from "./readings.ts";
import { begin, check, clear, end, parameter, result } from "./step.ts";

/** Local times at which cores are tested; the last two are the late shift's. */
const occasions = ["07:30", "09:00", "10:30", "12:00", "13:30", "14:40", "15:20"] as const;
const day = 1;

export async function compress(story: Story, works: Works, making: Making): Promise<void> {
  const { bulk, crew } = making;
  story.at(day, "06:08");
  await clear(story, crew.earlyLead, bulk, "Compression, room 1.11", "before");
  const waste = await setUp(story, making);
  await begin(story, crew.early, bulk, "press");
  await turn(story, making, "running");
  const from = story.now;
  for (const occasion of occasions) await testCores(story, works, making, occasion);
  const press = story.id("equipment", "press");
  const goodCount = Math.round((making.blend - waste) / core_grams);
  const rejectCount = Math.round(waste / core_grams);
  await story.act({ device: "press" }, changeEquipmentState, press, {
    state: "idle",
    batchId: bulk.batchId,
    goodCount,
    rejectCount,
  });
  const counters = { produced: Math.floor(goodCount / 1_000), waste: rejectCount };
  const { episodes } = making.pressing;
  const machine = withTotals(machines.press, counters);
  await recordReadings(story, bulk.batchId, machine, [{ from, to: story.now, episodes }]);
  making.cores = making.blend - waste - story.random.between(600, 1_900) - making.setApart;
  if (making.setApart > 0) await keepApart(story, works, making);
  await end(story, crew.late, bulk, "press", "All of the blend pressed");
  await reckon(story, making, waste);
  await endUse(story, crew.late, "press", bulk.batchId);
  story.wait(95);
  await clean(story, crew.late, "press", day);
}

/** Returns the grams of the start that were thrown away. */
async function setUp(story: Story, making: Making): Promise<number> {
  const { bulk, crew } = making;
  await use(story, crew.early, "press", bulk.batchId);
  await begin(story, crew.early, bulk, "setUpPress");
  await turn(story, making, "setUp");
  story.wait(28);
  for (const spec of parameters.setUpPress ?? [])
    await parameter(story, crew.early, bulk, "setUpPress", spec);
  const waste = story.random.around(1_350, 400);
  await parameter(story, crew.early, bulk, "setUpPress", {
    name: "Waste of the start, destroyed",
    unitOfMeasure: "kg",
    target: (waste / 1_000).toFixed(3),
    high: "4.000",
    spread: 0,
    equipment: "press",
  });
  const tools = { check: "Tool set 9R-34 complete and whole", phase: "setUpPress" };
  await check(story, crew.earlyLead, bulk, tools);
  await end(story, crew.early, bulk, "setUpPress", "Mass and hardness right");
  return waste;
}

async function testCores(
  story: Story,
  works: Works,
  making: Making,
  sample: (typeof occasions)[number],
): Promise<void> {
  const { bulk, crew } = making;
  story.at(day, sample);
  const by = sample < "14:00" ? crew.early : crew.late;
  await unusual(`pressing ${sample}`, story, works, making);
  const of = { stage: "inProcess", sample } as const;
  for (const spec of coreTests) {
    story.linger(1, 2);
    const value = making.asRead.get(spec.name);
    await result(story, by, bulk, spec, { ...of, ...(value && { value }) });
  }
  if (sample !== occasions[0] && sample !== occasions.at(-1)) return;
  for (const spec of coreTestsAtEnds) {
    story.linger(4, 9);
    await result(story, by, bulk, spec, of);
  }
}

/**
 * Cores that must not be coated with the others become a lot of their own. The master knows of none
 * such: they are there, and that is recorded.
 */
async function keepApart(story: Story, works: Works, making: Making): Promise<void> {
  const { bulk, crew, setApart } = making;
  const number = `${bulk.batchNumber}-R`;
  const expiresOn = monthsAfter(story.day(day), 6);
  const materialLotId = story.id("lot", number);
  const containerId = `${number}-1`;
  await story.process(crew.late, recordOutput, {
    batchId: bulk.batchId,
    materialLotId,
    material: works.material("cores"),
    identifiers: [internalLot(number)],
    quantity: kilograms(setApart),
    containers: [{ containerId, quantity: kilograms(setApart) }],
    expiresOn,
    locationId: story.id("place", "bulkStore"),
  });
  const containers = [{ containerId, left: setApart }];
  works.forRework.push({ material: "cores", materialLotId, number, expiresOn, containers });
}

async function reckon(story: Story, making: Making, waste: number): Promise<void> {
  const { bulk, crew, blend, cores, setApart } = making;
  const inputs = [
    { name: "Blend", value: kilograms(blend) },
    { name: "Waste of the start", value: kilograms(waste) },
    ...(setApart > 0 ? [{ name: "Cores set apart", value: kilograms(setApart) }] : []),
  ];
  await story.act(crew.lateLead, computeYield, bulk.batchId, {
    stage: "Compression",
    theoretical: kilograms(blend),
    actual: kilograms(cores),
    inputs,
    limits: limits("95.0", "100.0"),
  });
}
