// The example recipe of campaign 43: sound, and complete for its profile.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lacks } from "../../../src/domain/master-recipe/compare/lacks.ts";
import { readRecipe } from "../../../src/import/recipe/read-recipe.ts";
import { granules } from "../../domain/kernel/recipe/example.ts";

const file = join(import.meta.dirname, "../../../examples/campaign-43.recipe.yaml");

test("has no finding, and asks for what us-211 asks", () => {
  const { recipe, findings } = readRecipe(readFileSync(file));
  expect(findings).toEqual([]);
  expect(recipe?.profiles).toEqual(["us-211"]);
  expect(recipe?.batchSize.reference).toEqual({ value: "960000", unitOfMeasure: "{tablet}" });
});

const nothing = {
  charged: [],
  produced: [],
  phases: [],
  parameters: [],
  results: [],
  yields: [],
  equipmentIds: [],
  people: 0,
};

test("an empty record lacks everything, and each fact takes away one lack", () => {
  const all = lacks(granules, nothing);
  expect(all.map(({ what }) => what)).toEqual([
    ...["input", "input", "input", "output", "equipment"],
    ...["phase", "phase", "phase", "parameter", "phase", "check"],
    ...["phase", "phase", "check", "test", "test", "yield", "secondPerson"],
  ]);
  const active = { materialDefinitionId: "exemplin", name: "Exemplin", hasQuantity: false };
  expect(lacks(granules, { ...nothing, charged: [active] })[0]).toEqual({
    what: "quantity",
    name: "Exemplin",
  });
  const known = {
    charged: (granules.inputs ?? []).map(({ material }) => ({ ...material, hasQuantity: true })),
    produced: (granules.outputs ?? []).map(({ material }) => material),
    phases: ["Charge Exemplin", "Charge lactose", "Mix", "Dry", "Tell quality assurance", "Fill"],
    parameters: ["Mixing time"],
    results: ["Loss on drying", "Examination of packed and labelled product", "Assay", "Identity"],
    yields: ["Overall yield"],
    equipmentIds: ["HG-1", "FD-1"],
    people: 2,
  };
  expect(lacks(granules, known)).toEqual([]);
});
