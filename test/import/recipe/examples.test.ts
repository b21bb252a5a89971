// The example recipes that the sample plant is run by: sound, and complete for their profile.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stepsOf } from "../../../src/domain/kernel/recipe/plan.ts";
import { readRecipe } from "../../../src/import/recipe/read-recipe.ts";

const folder = join(import.meta.dirname, "../../../examples");

test.each([
  ["butter-biscuits", "food", 1],
  ["almond-biscuits", "food", 1],
  ["chocolate-biscuits", "food", 1],
  ["farmhouse-loaf", "food", 1],
  ["pump-housing", "device-13485", 2],
  ["dosing-pump", "device-13485", 2],
])(
  "%s has no finding, asks for what %s asks, one phase in each of %i operations",
  (name, profile, count) => {
    const { recipe, findings } = readRecipe(readFileSync(join(folder, `${name}.recipe.yaml`)));
    expect(findings).toEqual([]);
    if (!recipe) throw new Error("It was read.");
    expect(recipe.profiles).toEqual([profile]);
    const operations = recipe.procedure.unitProcedures.flatMap((one) => one.operations);
    expect(operations).toHaveLength(count);
    expect(stepsOf(recipe)).toHaveLength(count);
  },
);
