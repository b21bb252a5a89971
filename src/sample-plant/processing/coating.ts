// Wednesday: the cores are coated in two loads, and the batch is completed.
import { completeBatch } from "../../domain/batch/lifecycle/commands.ts";
import { computeYield } from "../../domain/batch/result/yield.ts";
import { sampleMaterial } from "../../domain/material-lot/use/commands.ts";
import { produceOutput } from "../../processes/produce-output.ts";
import { unusual } from "../cases/cases.ts";
import { clean, endUse, use } from "../equipment/upkeep.ts";
import { decimal, kilograms } from "../materials/amount.ts";
import { internalLot } from "../materials/receive.ts";
import type { Lot } from "../materials/stock.ts";
import type { PersonKey } from "../people/people.ts";
import { massGain } from "../quality/tests.ts";
import { parameters } from "../recipe/parameters.ts";
import { machines } from "../recipe/series.ts";
import type { Story } from "../story/story.ts";
import { monthsAfter, numbered, type Works } from "../story/works.ts";
import { weighIn } from "./charge.ts";
import { limits } from "./granulation.ts";
import type { Making } from "./making.ts";
import { type Run, recordReadings } from "./readings.ts";
import { begin, check, clear, end, parameter, result } from "./step.ts";

const day = 2;

interface Load {
  readonly letter: "A" | "B";
  readonly phase: "coatLoad1" | "coatLoad2";
  readonly by: PersonKey;
  readonly second: PersonKey;
}

export async function coat(story: Story, works: Works, making: Making): Promise<void> {
  const { bulk, crew } = making;
  story.at(day, "06:12");
  await clear(story, crew.earlyLead, bulk, "Coating, room 1.14", "before");
  await use(story, crew.early, "coater", bulk.batchId);
  const first: Load = { letter: "A", phase: "coatLoad1", by: crew.early, second: crew.earlySecond };
  const second: Load = { letter: "B", phase: "coatLoad2", by: crew.late, second: crew.lateSecond };
  const half = Math.round(making.cores / 2);
  const runs: Run[] = [];
  runs.push(await coatLoad(story, works, making, first, half));
  story.at(day, "14:12");
  runs.push(await coatLoad(story, works, making, second, making.cores - half));
  await recordReadings(story, bulk.batchId, machines.coater, runs);
  await endUse(story, crew.late, "coater", bulk.batchId);
  story.wait(80);
  await clean(story, crew.late, "coater", day);
  await reckon(story, making);
  await clear(story, crew.lateLead, bulk, "Coating, room 1.14", "after");
  await story.act(crew.lateLead, completeBatch, bulk.batchId, {});
}

async function coatLoad(
  story: Story,
  works: Works,
  making: Making,
  { letter, phase, by, second }: Load,
  cores: number,
): Promise<Run> {
  const { bulk } = making;
  await begin(story, by, bulk, phase);
  if (letter === "A") await unusual("coating", story, works, making);
  const charging = { batch: bulk, phase, by, checkedBy: second };
  await weighIn(story, works, charging, "coatWhite", 6_200);
  await weighIn(story, works, charging, "water", 30_000);
  const from = story.now;
  story.wait(70);
  for (const spec of parameters[phase] ?? []) await parameter(story, by, bulk, phase, spec);
  story.wait(75);
  const run = { from, to: story.now };
  const gain = story.random.around(298, 12);
  const value = { value: decimal(gain, 2), unitOfMeasure: "%" };
  const sample = `load ${letter}`;
  await result(story, by, bulk, massGain, { stage: "inProcess", sample, value });
  await check(story, second, bulk, { check: "Tablets without twins, chips or spots", phase });
  await end(story, by, bulk, phase, "Coated");
  if (letter === "B") await unusual("coated", story, works, making);
  const coated = Math.round((cores * (10_000 + gain)) / 10_000) - story.random.between(150, 700);
  making.loads.push(await makeLot(story, works, making, letter, by, coated));
  return run;
}

async function makeLot(
  story: Story,
  works: Works,
  making: Making,
  letter: Load["letter"],
  by: PersonKey,
  coated: number,
): Promise<Lot> {
  const number = `${making.bulk.batchNumber}-${letter}`;
  const materialLotId = story.id("lot", number);
  const expiresOn = monthsAfter(story.day(day), 12);
  await story.process(by, produceOutput, {
    batchId: making.bulk.batchId,
    materialLotId,
    material: works.material("bulk"),
    identifiers: [internalLot(number)],
    quantity: kilograms(coated),
    containers: [],
    expiresOn,
    locationId: story.id("place", "bulkStore"),
  });
  const sampled = 260;
  await story.act(by, sampleMaterial, materialLotId, {
    quantity: kilograms(sampled),
    sampleNumber: numbered("QC-", works.next("sample"), 5),
    destination: "Quality control, bulk tablets",
  });
  const containers = [{ left: coated - sampled }];
  return { material: "bulk", materialLotId, number, expiresOn, containers };
}

/** What the film should weigh is counted to the theoretical mass. */
async function reckon(story: Story, making: Making): Promise<void> {
  const { bulk, crew, cores, loads } = making;
  const actual = loads.reduce((sum, { containers: [one] }) => sum + (one?.left ?? 0), 2 * 260);
  await story.act(crew.lateLead, computeYield, bulk.batchId, {
    stage: "Coating",
    theoretical: kilograms(Math.round(cores * 1.03)),
    actual: kilograms(actual),
    inputs: [
      { name: "Cores", value: kilograms(cores) },
      { name: "Film, 3 % of the cores", value: kilograms(Math.round(cores * 0.03)) },
    ],
    limits: limits("97.0", "101.0"),
  });
}
