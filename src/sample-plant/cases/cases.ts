// Every special case of the story, and when it is told.
import type { Making } from "../processing/making.ts";
import type { Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { artwork } from "./artwork.ts";
import type { Case, Moment } from "./case.ts";
import { correction, lateEntry } from "./entries.ts";
import { held, lifted } from "./hold.ts";
import { leaving, marriage } from "./people.ts";
import { refusedActs } from "./refused-acts.ts";
import { decidedOn, recharged, usable } from "./rework.ts";
import { routine } from "./routine.ts";
import { pressStop, stuckReading } from "./small-troubles.ts";
import { softCores } from "./soft-cores.ts";

const cases: readonly Case[] = [
  ...refusedActs,
  correction,
  softCores,
  held,
  lifted,
  decidedOn,
  usable,
  marriage,
  leaving,
  artwork,
  recharged,
  lateEntry,
  pressStop,
  stuckReading,
  ...routine,
];

/** The first batches that the special cases happen to; later ones are routine. */
const special = 3;

export const isRoutine = ({ n }: Making): boolean => n > special;

export async function unusual(
  moment: Moment,
  story: Story,
  works: Works,
  making: Making,
): Promise<void> {
  for (const one of cases.filter((other) => other.moment === moment)) {
    const { batch, afterwards_percent: chance = 0, name, what, happens } = one;
    const again = isRoutine(making) && chance > 0 && story.random.percent(chance);
    if (making.n !== batch && !again) continue;
    await happens?.(story, works, making);
    if (making.n === batch && what) works.highlights.push({ name, what: what(making) });
  }
}
