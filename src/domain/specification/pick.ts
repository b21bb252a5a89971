// Which containers the samples come from: by the plan's rule and a seed that is stored with the
// outcome, so that anybody can draw it again.
import type { Quantity } from "../kernel/quantity.ts";
import { unitRatio } from "../kernel/quantity.ts";
import { type Refusal, refuse } from "../kernel/refusal.ts";
import type { SpecifiedTest } from "../kernel/shape/test.ts";
import type { PlannedTest, SamplingPlan } from "./events.ts";
import { type AttributesPlan, attributesPlan } from "./iso-2859.ts";
import type { Version } from "./specification.ts";

export interface ForLot {
  readonly containerIds: readonly string[];
  readonly quantity: Quantity | undefined;
  readonly seed: string;
  /** Lots of its supplier accepted in a row; undefined: none of its tests may be skipped. */
  readonly run: number | undefined;
}

export interface Picked {
  readonly planId: string;
  readonly rule: string;
  readonly composite: boolean;
  readonly containerIds: string[];
  readonly attributes?: AttributesPlan;
  readonly tests: SpecifiedTest[];
  readonly skipped: boolean;
}

/** How it is drawn, named in the event: a later way has another name. */
export const drawnBy = "fnv1a-mulberry32-fisher-yates";

export function pick(version: Version, lot: ForLot): readonly Picked[] | Refusal {
  const picked: Picked[] = [];
  for (const plan of version.plans) {
    const attributes = attributesOf(plan, lot.quantity);
    if (attributes && "refused" in attributes) return attributes;
    const random = randomFrom(`${lot.seed} ${plan.planId}`);
    const skipped = isSkipped(plan, lot.run, random);
    const count = countFor(plan, lot.containerIds.length, attributes);
    const tests = version.tests.filter(({ planId }) => planId === plan.planId);
    picked.push({
      planId: plan.planId,
      rule: plan.rule.kind,
      composite: plan.composite,
      containerIds: drawn(lot.containerIds, count, random),
      ...(attributes && { attributes }),
      tests: tests.map((test) => specified(test, attributes)),
      skipped,
    });
  }
  return picked;
}

function specified({ planId: _, ...test }: PlannedTest, plan: AttributesPlan | undefined) {
  const { criterion } = test;
  if (criterion.kind !== "attributes") return { ...test, criterion };
  return { ...test, criterion: { ...criterion, accept: plan?.accept ?? 0 } };
}

function countFor(
  { rule }: SamplingPlan,
  containers: number,
  attributes: AttributesPlan | undefined,
): number {
  switch (rule.kind) {
    case "everyContainer":
      return containers;
    case "squareRootPlusOne":
      return Math.min(containers, Math.ceil(Math.sqrt(containers)) + 1);
    case "attributes":
      return Math.min(containers, attributes?.sampleSize ?? containers);
    default:
      return rule satisfies never;
  }
}

function attributesOf(
  { rule }: SamplingPlan,
  quantity: Quantity | undefined,
): AttributesPlan | Refusal | undefined {
  if (rule.kind !== "attributes") return undefined;
  const [dimension, ratio] = (quantity && unitRatio(quantity.unitOfMeasure)) ?? [];
  const units = quantity && ratio ? Number(ratio.times(quantity.value)) : Number.NaN;
  if (dimension?.startsWith("{") && Number.isSafeInteger(units) && units > 0) {
    return attributesPlan(units, rule.limit);
  }
  return refuse(
    "UNIT_NOT_CONVERTIBLE",
    "Units are counted, and it is not known how many there are.",
  );
}

/** At random, so that nobody can tell which lot will be tested (ISO 2859-3). */
function isSkipped({ skipLot }: SamplingPlan, run: number | undefined, random: Random): boolean {
  if (!skipLot || run === undefined || run < skipLot.qualifyAfter) return false;
  return random(skipLot.oneIn) !== 0;
}

type Random = (below: number) => number;

/** Fisher and Yates, as far as is needed; in the order of the containers. */
function drawn(ids: readonly string[], count: number, random: Random): string[] {
  const left = [...ids];
  const chosen = new Set<string>();
  while (chosen.size < count && left.length > 0) {
    const [one] = left.splice(random(left.length), 1);
    if (one !== undefined) chosen.add(one);
  }
  return ids.filter((id) => chosen.has(id));
}

/** FNV-1a of the seed's UTF-16 units into mulberry32. */
function randomFrom(seed: string): Random {
  let state = 0x811c9dc5;
  for (let n = 0; n < seed.length; n += 1) {
    state = Math.imul(state ^ seed.charCodeAt(n), 0x01000193);
  }
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}
