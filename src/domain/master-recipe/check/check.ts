// Everything that can be found in a recipe without running it, in the order of the recipe.
import type { Recipe } from "../../kernel/recipe/recipe.ts";
import type { SignOff } from "../../kernel/recipe/written.ts";
import { missingItems } from "../profile/profile.ts";
import { type Finding, finding, type Place } from "./finding.ts";
import { checkFormulas } from "./formulas.ts";
import { checkLimits } from "./limits.ts";
import { checkMaterials } from "./materials.ts";
import { checkNames } from "./names.ts";
import { checkSequence } from "./sequence.ts";
import { signOffsIn } from "./walk.ts";

/** What is before what grows with the square of them. */
const phasesMax = 1_000;

/** None: it can be submitted. */
export function checkRecipe(recipe: Recipe): readonly Finding[] {
  const operations = recipe.procedure.unitProcedures.flatMap((unit) => unit.operations);
  const count = operations.reduce((sum, { phases }) => sum + phases.length, 0);
  if (count <= phasesMax) return checkAll(recipe);
  const message = `It has ${count} phases; ${phasesMax} can be checked.`;
  return [finding("TOO_MANY_PHASES", ["procedure"], message)];
}

const checkAll = (recipe: Recipe): readonly Finding[] => [
  ...checkNames(recipe),
  ...checkFormulas(recipe),
  ...checkMaterials(recipe),
  ...checkSequence(recipe),
  ...checkLimits(recipe),
  ...signOffsIn(recipe).flatMap(({ item, at }) => checkSignOff(item, at)),
  ...missingItems(recipe).map(({ item, what, clauses }) =>
    finding("MASTER_INCOMPLETE", [item], `${what} (${clauses.join("; ")}).`),
  ),
];

function checkSignOff({ policy, performer, verifier }: SignOff, at: Place): readonly Finding[] {
  const second = finding("SECOND_ROLE_MISSING", at, "No role verifies it.");
  const first = finding("PERFORMER_MISSING", at, "No role performs it.");
  return [
    ...(policy !== "performed" && verifier === undefined ? [second] : []),
    ...(policy !== "automatedAndVerified" && performer === undefined ? [first] : []),
  ];
}
