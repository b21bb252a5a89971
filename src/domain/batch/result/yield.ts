// Yields: worked out here from quantities, or taken over from a source that states them (21 CFR
// 211.103).
import { z } from "zod";
import type { Decision } from "../../kernel/decider.ts";
import { refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { compare, percentOf, type Quantity, refuseNotPositive } from "../../kernel/quantity.ts";
import { isRefusal, refuse } from "../../kernel/refusal.ts";
import { isOutside } from "../../kernel/shape/limits.ts";
import { type BatchEvent, type BatchState, command } from "../batch.ts";
import { yieldBy } from "../control-recipe/yield.ts";
import { isKnown, refuseEntry, unknownBatch } from "../standing.ts";
import { YieldComputed } from "./events.ts";

const shape = YieldComputed.data.shape;
/** Percent with three decimals: what the laboratories of the plants we know report. */
const decimals = 3;

export const computeYield = command(
  "ComputeYield",
  "executeBatch",
  z.strictObject({
    stage: shape.stage,
    theoretical: shape.theoretical.unwrap(),
    actual: shape.actual.unwrap(),
    inputs: shape.inputs,
    limits: shape.limits,
  }),
  (asked, batch, context) => {
    const by = isKnown(batch) ? yieldBy(batch, asked.stage) : undefined;
    if (by && isRefusal(by)) return by;
    const data = { ...asked, ...by };
    const refused = refuseNotPositive(data.theoretical) ?? refuseNotPositive(data.actual);
    if (refused) return refused;
    const percent = percentOf(data.actual, data.theoretical, decimals);
    if (isRefusal(percent)) return percent;
    const formula = "actual / theoretical x 100, rounded half up to 3 decimals";
    const worked = { ...data, percent, formula, basis: "computed" } as const;
    return state(worked, batch, refuseWithoutReason(context) !== undefined);
  },
);

/** What the source says, as it says it: also what cannot be. */
export const stateYield = command(
  "StateYield",
  "executeBatch",
  YieldComputed.data.omit({
    basis: true,
    outOfLimit: true,
    implausible: true,
    correctsEventId: true,
  }),
  (data, batch, context) => {
    if (data.percent.unitOfMeasure !== "%") {
      return refuse("UNIT_NOT_CONVERTIBLE", "A yield is stated in percent.");
    }
    const worked = { ...data, basis: "stated" } as const;
    return state(worked, batch, refuseWithoutReason(context) !== undefined);
  },
);

type Stated = Omit<z.output<typeof YieldComputed.data>, "implausible" | "outOfLimit">;

function state(data: Stated, batch: BatchState, unreasoned: boolean): Decision<BatchEvent> {
  if (!isKnown(batch)) return unknownBatch;
  const outOfLimit = isOutside(data.percent, data.limits);
  const found = {
    ...data,
    implausible: isImplausible(data.percent),
    ...(outOfLimit !== undefined && { outOfLimit }),
  };
  const former = batch.results.yields.get(data.stage);
  if (former && sameContent(former.content, found)) return [];
  const refused = refuseEntry(batch);
  if (refused) return refused;
  if (former && unreasoned) return refuse("REASON_REQUIRED", "Say why the yield is another now.");
  const corrects = former ? { correctsEventId: former.eventId } : {};
  return [{ type: "YieldComputed", data: { ...found, ...corrects } }];
}

const isImplausible = (percent: Quantity): boolean =>
  compare(percent, { value: "100", unitOfMeasure: "%" }) === 1 ||
  compare(percent, { value: "0", unitOfMeasure: "%" }) === -1;
