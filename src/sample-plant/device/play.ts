// The device plant: a week of the workshop that makes dosing pumps, in the same house as the
// tablets and by the same people.
import { releaseMaster } from "../recipe/release.ts";
import type { Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { makeOn } from "./days.ts";
import { machining, makeHousings } from "./housings.ts";
import { assembly, makePumps } from "./pumps.ts";
import type { Work } from "./routing.ts";
import { setUpShop } from "./shop.ts";

/** `firstDay`: a Monday. `count`: of batches; where there are more than its story has, for load. */
export async function playDevice(
  story: Story,
  works: Works,
  firstDay: Temporal.PlainDate,
  count: number,
  next: (n: number) => Promise<void>,
) {
  story.begin("device", firstDay);
  story.at(0, "08:30");
  await setUpShop(story);
  for (const { recipe } of [machining, assembly]) await releaseMaster(story, recipe);
  const { work, sound } = await makeHousings(story, works);
  const made = await makePumps(story, works, sound);
  await makeOn(story, firstDay, count, next);
  const batches = [
    of(work, "machining" as const),
    ...made.map((one) => of(one.work, "assembly" as const)),
  ];
  const last = made.at(-1)?.pump;
  return {
    batches,
    made: Math.max(count, batches.length),
    forwardSeed: "serialNumber:BAR-5518",
    backwardSeed: `serialNumber:${last?.serialNumber}`,
  };
}

const of = <Stage>({ batchId, batchNumber }: Work, stage: Stage) => ({
  batchId,
  batchNumber,
  stage,
});
