// docs/recipes.md: its example is sound, and every code of a finding stands in it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isRefusal } from "../../../src/domain/kernel/refusal.ts";
import { findingCodes } from "../../../src/domain/master-recipe/check/finding.ts";
import { dryRun } from "../../../src/domain/master-recipe/compare/dry-run.ts";
import { readRecipe } from "../../../src/import/recipe/read-recipe.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/recipes.md"), "utf8");

test("the example has no finding, and runs on paper", () => {
  const [, yaml = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const { recipe, findings } = readRecipe(new TextEncoder().encode(yaml));
  expect(findings).toEqual([]);
  const dry = recipe && dryRun(recipe, recipe.batchSize.reference);
  if (!dry || isRefusal(dry)) throw new Error("The example is not run.");
  expect(dry.inputs).toMatchObject([
    { key: "sugar", amount: { value: "4.020", unitOfMeasure: "kg" } },
    { key: "water", amount: { value: "5.980", unitOfMeasure: "kg" } },
  ]);
  expect(dry.arms).toMatchObject([{ condition: "clear", whenTrue: ["fill"], whenFalse: [] }]);
});

test("every code of a finding is explained", () => {
  for (const [code, means] of Object.entries(findingCodes)) {
    expect(page).toContain(`| \`${code}\` | ${means} |`);
  }
});
