// Yields that the copy limits, of the phases that are over (21 CFR 211.103, 211.192).
import { compare } from "../../../kernel/quantity.ts";
import type { YieldLimit } from "../../../kernel/recipe/control-section.ts";
import { isRefusal } from "../../../kernel/refusal.ts";
import type { Batch } from "../../batch-part.ts";
import type { LatestYield } from "../../result/result.ts";
import type { Copied } from "../control-recipe.ts";
import { yieldBy } from "../yield.ts";
import { type Missing, signed } from "./missing.ts";

export const yieldsMissing = (batch: Batch, { recipe }: Copied): readonly Missing[] =>
  (recipe.yields ?? [])
    .filter(({ phase }) => isOver(batch, phase))
    .flatMap((one) => yieldMissing(batch, one));

/** Computed here, within its limits, and checked. */
function yieldMissing(batch: Batch, { name, signOff }: YieldLimit): readonly Missing[] {
  const item = `yield: ${name}`;
  const found = batch.results.yields.get(name);
  if (!found?.computed) return [{ section: 14, item }];
  const { value, unitOfMeasure } = found.computed;
  const outside = `${item}: ${value} ${unitOfMeasure} is outside its limits`;
  if (!isOfNow(batch, name, found.of)) return [{ section: 14, item: `${item}: computed anew` }];
  return [
    ...(found.outOfLimit ? [{ section: 14, item: outside }] : []),
    ...signed(batch, 14, item, [found.eventId], signOff),
  ];
}

/** What was made since makes it another. */
function isOfNow(batch: Batch, name: string, { theoretical, actual }: YieldOf): boolean {
  const now = yieldBy(batch, name);
  if (!now) return true;
  if (isRefusal(now) || !theoretical || !actual) return false;
  return compare(now.actual, actual) === 0 && compare(now.theoretical, theoretical) === 0;
}
type YieldOf = Pick<LatestYield["of"], "theoretical" | "actual">;

const isOver = ({ phases }: Batch, phase: string): boolean => {
  const status = phases.get(phase)?.status;
  return status === "completed" || status === "skipped";
};
