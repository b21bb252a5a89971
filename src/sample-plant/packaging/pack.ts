// Tuesday of the second week: blisters are sealed and put into cartons by both shifts.
import { sampleMaterial } from "../../domain/material-lot/use/commands.ts";
import { produceOutput } from "../../processes/produce-output.ts";
import { clean, endUse } from "../equipment/upkeep.ts";
import { pieces } from "../materials/amount.ts";
import { gtin } from "../materials/gs1.ts";
import { materials } from "../materials/materials.ts";
import { internalLot } from "../materials/receive.ts";
import type { Making } from "../processing/making.ts";
import { recordReadings } from "../processing/readings.ts";
import { begin, end, finding, parameter, result } from "../processing/step.ts";
import { packTests, tightness } from "../quality/tests.ts";
import { tabletsPerPack } from "../recipe/packaging.ts";
import { lineParameters } from "../recipe/parameters.ts";
import { coated_grams } from "../recipe/processing.ts";
import { machines } from "../recipe/series.ts";
import type { Story } from "../story/story.ts";
import { monthsAfter, numbered, type Works } from "../story/works.ts";
import { applyPrinted } from "./labels.ts";
import { bulkOf } from "./supply-line.ts";

const day = 8;
const occasions = ["06:30", "09:30", "12:30", "15:30", "18:00"] as const;
/** Taken off the end of the line: to be tested, and to be kept. */
const sampled = { tested: 20, retained: 10 } as const;

export async function pack(story: Story, works: Works, making: Making): Promise<void> {
  const { pack: batch, crew } = making;
  const tablets = bulkOf(making) / coated_grams;
  making.packs = Math.floor(tablets / tabletsPerPack) - story.random.between(90, 260);
  story.at(day, "06:10");
  await begin(story, crew.early, batch, "pack");
  const from = story.now;
  for (const sample of occasions) {
    story.at(day, sample);
    const by = sample < "14:00" ? crew.early : crew.late;
    const of = { stage: "inProcess", sample } as const;
    await finding(story, by, batch, tightness.name, tightness.tight, of);
    for (const spec of packTests) await result(story, by, batch, spec, of);
    const occasion = { occasion: sample };
    for (const spec of lineParameters.pack ?? []) {
      const entry = await parameter(story, by, batch, "pack", spec, occasion);
      if (spec.unitOfMeasure === "/min") making.entries.lineSpeed ??= entry;
    }
  }
  story.at(day, "19:05");
  await recordReadings(story, batch.batchId, machines.blisterLine, [{ from, to: story.now }]);
  await applyPrinted(story, making);
  await end(story, crew.late, batch, "pack", `${making.packs} packs`);
  await makeLot(story, works, making);
  for (const key of ["blisterLine", "cartoner"] as const) {
    await endUse(story, crew.late, key, batch.batchId);
    story.wait(25);
    await clean(story, crew.late, key, day);
  }
}

async function makeLot(story: Story, works: Works, making: Making): Promise<void> {
  const { pack: batch, crew, packs } = making;
  const number = batch.batchNumber;
  const materialLotId = story.id("lot", number);
  const expiresOn = monthsAfter(story.day(2), materials.packs.shelf_months);
  const lgtin = `${gtin(materials.packs.gtin).value}.${number}`;
  await story.process(crew.late, produceOutput, {
    batchId: batch.batchId,
    materialLotId,
    material: works.material("packs"),
    identifiers: [internalLot(number), { scheme: "lgtin", issuer: "GS1", value: lgtin }],
    quantity: pieces(packs, "{pack}"),
    containers: [],
    expiresOn,
    locationId: story.id("place", "finishedStore"),
  });
  const purposes = [
    ["Quality control, finished packs", sampled.tested],
    ["Retained samples", sampled.retained],
  ] as const;
  for (const [destination, count] of purposes) {
    await story.act(crew.late, sampleMaterial, materialLotId, {
      quantity: pieces(count, "{pack}"),
      sampleNumber: numbered("QC-", works.next("sample"), 5),
      destination,
    });
  }
  const left = packs - sampled.tested - sampled.retained;
  const finished = { material: "packs", materialLotId, number, expiresOn } as const;
  making.finished = { ...finished, containers: [{ left }] };
}
