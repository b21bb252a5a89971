// Master recipes that the product ships as examples, read as anybody's file is.
import { readFileSync } from "node:fs";
import { type Step, stepsOf } from "../../domain/kernel/recipe/plan.ts";
import type { Recipe } from "../../domain/kernel/recipe/recipe.ts";
import { readRecipe } from "../../import/recipe/read-recipe.ts";

export interface Example {
  readonly recipe: Recipe;
  readonly digest: string;
}

/** `name`: of the file. Throws where it is none that could be submitted. */
export function exampleOf(name: string): Example {
  const file = new URL(`../../../examples/${name}.recipe.yaml`, import.meta.url);
  const { recipe, digest, findings } = readRecipe(readFileSync(file));
  if (recipe && digest !== undefined && findings.length === 0) return { recipe, digest };
  throw new Error(`examples/${name}.recipe.yaml: ${JSON.stringify(findings)}`);
}

/** Throws where the recipe has no such phase. */
export function stepOf({ recipe }: Example, phase: string): Step {
  const found = stepsOf(recipe).find((one) => one.phase.key === phase);
  if (found) return found;
  throw new Error(`${recipe.number} has no phase ${phase}.`);
}
