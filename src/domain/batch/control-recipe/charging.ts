// Where the copy lets a material into the batch, and what it lets come out (21 CFR 211.101,
// 211.188(b); 11.10(f)).

import type { EventOf } from "../../kernel/event-type.ts";
import { pathText } from "../../kernel/shape/phase.ts";
import type { MaterialReference } from "../../kernel/shape/reference.ts";
import type { Batch } from "../batch-part.ts";
import type { MaterialConsumed } from "../material/events.ts";
import { isOfFormula, isSamePortion, portionOf } from "./amount.ts";
import { stepsIn } from "./control-recipe.ts";

type Charged = Pick<EventOf<typeof MaterialConsumed>["data"], "material" | "path"> & {
  readonly kind: "charge" | "rework" | "heel";
};

/**
 * Whether no step runs that charges it; heels go into any, and rework that the copy does not ask
 * for. What was seen may have been charged in a step that is over by now: `seenAt`, UTC.
 */
export function isOutOfStep(
  batch: Batch,
  { material, kind, path }: Charged,
  seenAt?: string,
): boolean {
  const { copied, phases, evidence } = batch;
  if (!copied) return false;
  const isAsked = kind !== "heel" && isOfFormula(batch, { material, kind });
  const { inputs = [], outputs = [] } = copied.recipe;
  const portion = portionOf({ material, kind });
  const keys = [...inputs, ...outputs]
    .filter((one) => isSamePortion(portionOf(one), portion))
    .map(({ key }) => key);
  const ranThen = (key: string): boolean => {
    const from = evidence.startedOn.get(key);
    const to = evidence.stillSince.get(key) ?? evidence.endedOn.get(key);
    if (seenAt === undefined || !from || !to) return false;
    return from.occurredAt <= seenAt && seenAt <= to.occurredAt;
  };
  const stoodStill = (key: string): boolean =>
    seenAt !== undefined &&
    (evidence.stood.get(key) ?? []).some(
      ([from, to]) => from.occurredAt < seenAt && seenAt < to.occurredAt,
    );
  return !stepsIn(copied.recipe).some((step) => {
    const { key, charges = [] } = step.phase;
    if (path && pathText(step.path) !== pathText(path)) return false;
    if (stoodStill(key)) return false;
    if (phases.get(key)?.status !== "running" && !ranThen(key)) return false;
    return !isAsked || charges.some(({ of }) => keys.includes(of));
  });
}

/** What comes of a batch is what its copy says comes of it. */
export const isOtherOutput = ({ copied }: Batch, material: MaterialReference): boolean =>
  copied !== undefined &&
  !(copied.recipe.outputs ?? []).some(
    (one) => one.material.materialDefinitionId === material.materialDefinitionId,
  );
