// The gate of completion: what the control recipe asks for and the record does not hold, by the
// sections of the batch record (regulatory, section 6; 21 CFR 211.188(b)).
import type { Refusal } from "../../../kernel/refusal.ts";
import type { Batch } from "../../batch-part.ts";
import { departureKey } from "../../deviation/deviation.ts";
import { notOver } from "../../phase/phase.ts";
import { heldIn } from "../../record/held.ts";
import { lackingIn } from "../../record/mandatory.ts";
import { type Copied, stepsIn } from "../control-recipe.ts";
import { routeOf } from "../route.ts";
import { amountsMissing, labelsMissing, reworksMissing } from "./material.ts";
import { type Missing, refuseMissing } from "./missing.ts";
import { openMatters } from "./open-matter.ts";
import { missingInStep } from "./step.ts";
import { timesMissing } from "./time-limit.ts";
import { yieldsMissing } from "./yield.ts";

/** What the copy asks for and the record lacks; undefined: nothing, or there is no copy. */
export function refuseLacking(batch: Batch): Refusal | undefined {
  const { departures } = batch.deviations;
  return refuseMissing(lackingNow(batch).filter((one) => !departures.has(departureKey(one))));
}

/** Also what was authorised; nothing where there is no copy. */
export const lackingNow = (batch: Batch): readonly Missing[] =>
  batch.copied ? missingIn(batch, batch.copied) : [];

/** In the order of the sections. */
function missingIn(batch: Batch, copied: Copied): readonly Missing[] {
  const { recipe } = copied;
  const route = routeOf(batch);
  const found = [
    ...notOver(batch.phases).map((item) => ({
      section: 9,
      item,
      never: "STEP_OUT_OF_ORDER" as const,
    })),
    ...stepsIn(recipe).flatMap((step) => missingInStep(batch, copied, step, route)),
    ...amountsMissing(batch, copied),
    ...reworksMissing(batch),
    ...timesMissing(batch, copied),
    ...yieldsMissing(batch, copied),
    ...labelsMissing(batch, copied),
    ...openMatters(batch),
  ];
  // What its copy asks for says more than what its profiles do, until quality does without it.
  const { departures } = batch.deviations;
  const open = found.filter((one) => !departures.has(departureKey(one)));
  const named = new Set(open.map(({ section }) => section));
  const more = lackingIn(heldIn(batch), recipe.profiles).filter((one) => !named.has(one.section));
  return [...found, ...more].toSorted((one, other) => one.section - other.section);
}
