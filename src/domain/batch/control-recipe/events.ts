// The control recipe: an exact copy of the approved master (21 CFR 211.188(a)), and what was
// adjusted for this batch within the limits that the master sets (ISA-88).
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { Recipe } from "../../kernel/recipe/recipe.ts";
import { Decimal, Key } from "../../kernel/recipe/written.ts";
import { Digest, Id } from "../../kernel/shape/reference.ts";

const Adjustment = z.strictObject({
  phase: Key,
  parameter: Key,
  setPoint: Decimal.describe("In the unit of the parameter, within its range."),
});
export type Adjustment = z.output<typeof Adjustment>;

export const MasterRecipeCopied = eventType("MasterRecipeCopied", {
  data: z.strictObject({
    masterRecipeId: Id,
    version: z.int().min(1),
    digest: Digest.describe("SHA-256 over the RFC 8785 text of the recipe, whole."),
    recipe: Recipe.describe("As approved; adjustments stand beside it."),
    adjustments: z.array(Adjustment),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    masterRecipeId: "Master recipe",
    version: "Version",
    digest: "SHA-256 of the recipe",
    recipe: "Recipe",
    adjustments: "Adjusted for this batch",
  },
  subjects: ({ masterRecipeId }) => [{ masterRecipe: masterRecipeId }],
  sentence: ({ version, recipe: { number, name }, adjustments }) => {
    const changed = adjustments.map(({ phase, parameter, setPoint }) => {
      return `${phase}.${parameter} set to ${setPoint}`;
    });
    const adjusted = changed.length > 0 ? `; adjusted: ${changed.join(", ")}` : "";
    return `Control recipe copied from version ${version} of ${number} (${name})${adjusted}`;
  },
  entry: "Work Schedule",
});

export const controlRecipeEvents = [MasterRecipeCopied] as const;
