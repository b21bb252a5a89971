// A copy of the example recipe with something changed: a place and a new value, or undefined for
// none.

import { Recipe } from "../../../src/domain/kernel/recipe/recipe.ts";
import type { Place } from "../../../src/domain/master-recipe/check/finding.ts";
import { granules } from "../kernel/recipe/example.ts";

type Node = Record<string | number, unknown>;

export function edited(...changes: readonly (readonly [at: Place, value: unknown])[]): Recipe {
  const copy: unknown = structuredClone(granules);
  for (const [at, value] of changes) {
    const last = at.at(-1);
    const holder = at.slice(0, -1).reduce((node, key) => (node as Node)[key], copy) as Node;
    if (last === undefined || holder === undefined) throw new Error(`No ${at.join(".")}.`);
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  }
  return Recipe.parse(copy);
}

export const units: Place = ["procedure", "unitProcedures"];
export const mixing: Place = [...units, 0, "operations", 0, "phases"];
export const drying: Place = [...units, 1, "operations", 0, "phases"];
