// Any recipe at all, written as a file and read again, has the same digest.
import fc from "fast-check";
import { expect, test } from "vitest";
import { digestOf } from "../../../src/domain/kernel/recipe/digest.ts";
import { Recipe } from "../../../src/domain/kernel/recipe/recipe.ts";
import { readRecipe } from "../../../src/import/recipe/read-recipe.ts";
import { writeRecipe } from "../../../src/import/recipe/write-recipe.ts";
import { fromSchema } from "../../arbitrary.ts";

test("a recipe survives its file", { timeout: 240_000 }, () => {
  fc.assert(
    fc.property(fromSchema(Recipe), (recipe) => {
      const again = readRecipe(new TextEncoder().encode(writeRecipe(recipe)));
      expect(again.digest).toBe(digestOf(recipe));
    }),
  );
});
