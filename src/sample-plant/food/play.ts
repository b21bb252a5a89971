// The food plant: two weeks of a bakery, in the same house as the tablets and by the same people.
import type { Tracing } from "../../processes/recall/follow-recalls.ts";
import { bakery } from "../site.ts";
import type { Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { badFlour, fillStore, firstDay, secondDay } from "./biscuits.ts";
import { bringBack, coatElsewhere } from "./contractor.ts";
import { bakeOn } from "./days.ts";
import { defineGoods } from "./goods.ts";
import { releaseFoodMasters, setUpLine, type Work } from "./line.ts";
import { bakeLoaves } from "./loaves.ts";
import { recallFlour } from "./recall.ts";
import { sell } from "./selling.ts";

/**
 * `monday`: its first day. The recall is traced when everything else of the story is told.
 * `count`: of batches; where there are more than the story has, for load.
 */
export async function playFood(
  story: Story,
  works: Works,
  monday: Temporal.PlainDate,
  tracing: () => Promise<Tracing>,
  count: number,
  next: (n: number) => Promise<void>,
) {
  story.begin("food", monday, bakery);
  story.at(0, "08:30");
  await defineGoods(story);
  await setUpLine(story);
  await releaseFoodMasters(story);
  const store = await fillStore(story);
  const made = await firstDay(story, works, store);
  const { plain, silo } = made;
  const { almond, free, works: baked } = await secondDay(story, works, store, made);
  const coated = await coatElsewhere(story, works, plain);
  const loaves = await bakeLoaves(story, works, silo);
  await bringBack(story, coated);
  await sell(story, works, { plain, almond, free, coated: coated.lot, loaves });
  await recallFlour(story, works, await tracing());
  await bakeOn(story, works, monday, count, next);
  const batches = [made.work, ...baked, coated.work, loaves.work].map(of);
  return {
    batches,
    made: Math.max(count, batches.length),
    forwardSeed: `supplierLot:${badFlour}`,
    backwardSeed: `internalLot:${coated.lot.number}`,
  };
}

const of = ({ batchId, batchNumber }: Work) => ({
  batchId,
  batchNumber,
  stage: "baking" as const,
});
