// Every special case of the story, and when it is told.
import type { Making } from "../processing/making.ts";
import type { Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import type { Case, Moment } from "./case.ts";
import { receipts } from "./incoming.ts";
import { afterReview } from "./integrity/after-review.ts";
import { clockStep, daylightSaving } from "./integrity/clock.ts";
import { copied, copying, writing } from "./integrity/copied.ts";
import { correction, lateEntry } from "./integrity/entries.ts";
import { artwork, artworkInUse } from "./packaging/artwork.ts";
import {
  leafletsClosed,
  missingLabels,
  missingSection,
  shortOfLeaflets,
} from "./packaging/reconciliation.ts";
import { wrongRoll } from "./packaging/wrong-roll.ts";
import { leaving, marriage } from "./people.ts";
import { refusedActs } from "./refused-acts.ts";
import { atRisk } from "./release/at-risk.ts";
import { calibrationFailure, suspension } from "./release/calibration.ts";
import { held, lifted } from "./release/hold.ts";
import { certified, withoutEntry } from "./release/qualified-person.ts";
import { decidedOn, recharged, usable } from "./rework.ts";
import { routine } from "./routine.ts";
import { pressStop, stuckReading } from "./small-troubles.ts";
import { softCores, stepHeld } from "./soft-cores.ts";

const cases: readonly Case[] = [
  ...refusedActs,
  receipts,
  correction,
  softCores,
  stepHeld,
  held,
  lifted,
  decidedOn,
  usable,
  marriage,
  leaving,
  artwork,
  artworkInUse,
  recharged,
  lateEntry,
  clockStep,
  daylightSaving,
  copying,
  writing,
  copied,
  afterReview,
  wrongRoll,
  shortOfLeaflets,
  missingSection,
  missingLabels,
  leafletsClosed,
  atRisk,
  withoutEntry,
  certified,
  calibrationFailure,
  suspension,
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
    const { batch, afterwards_percent: chance = 0, name, tells, happens } = one;
    const again = isRoutine(making) && chance > 0 && story.random.percent(chance);
    if (making.n !== batch && !again) continue;
    const eventId = await happens(story, works, making);
    if (making.n !== batch || !tells) continue;
    if (eventId === undefined) throw new Error(`${name}: no entry tells of it.`);
    works.highlights.push({ name, ...tells(making, eventId) });
  }
}
