// A recipe of one phase for each operation: parts are made, and food, by no more than that.
import { createHash } from "node:crypto";
import type { BatchIssued } from "../../domain/batch/lifecycle/events.ts";
import type { EventOf } from "../../domain/kernel/event-type.ts";
import type { MaterialReference } from "../../domain/kernel/shape/reference.ts";

type Recipe = NonNullable<EventOf<typeof BatchIssued>["data"]["recipe"]>;

export interface Operation {
  readonly instruction: string;
}

/** One operation after the other, as they are written. */
export function routingRecipe(
  name: string,
  operations: Readonly<Record<string, Operation>>,
  materials: readonly MaterialReference[],
): Recipe {
  const ids = Object.keys(operations);
  const phases = Object.entries(operations).map(([phaseId, { instruction }], n) => ({
    phaseId,
    path: { procedure: name, phase: phaseId },
    instruction,
    after: ids.slice(Math.max(0, n - 1), n),
  }));
  const formula = materials.map((material) => ({ material }));
  const digest = createHash("sha256").update(JSON.stringify([name, phases, formula]));
  const recipeId = `routing-${name.toLowerCase().replaceAll(" ", "-")}`;
  return { recipeId, recipeVersion: "1", name, digest: digest.digest("hex"), phases, formula };
}
