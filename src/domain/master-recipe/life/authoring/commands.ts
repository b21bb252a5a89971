// Writing a version, and handing it over to be checked. The digest is computed here, over what was
// given: nobody's word is taken for it.
import { z } from "zod";
import { refuseUnlessPerson, refuseWithoutReason } from "../../../kernel/precondition.ts";
import { digestOf } from "../../../kernel/recipe/digest.ts";
import { Recipe } from "../../../kernel/recipe/recipe.ts";
import { isRefusal, type Refusal, refuse } from "../../../kernel/refusal.ts";
import { Digest } from "../../../kernel/shape/reference.ts";
import { checkRecipe } from "../../check/check.ts";
import { placeText } from "../../check/finding.ts";
import { differences, equalSections } from "../../compare/difference.ts";
import { RecipeSubmitted } from "../events.ts";
import { command, type MasterRecipeState, openVersion, scopeOfRecipe } from "../master-recipe.ts";
import { changedSince, versionShown } from "../shown.ts";

/** The first version, or the next one when the last is settled. */
export const draftRecipe = command(
  "DraftRecipe",
  "authorMasterData",
  z.strictObject({ recipe: Recipe }),
  ({ recipe }, state) => {
    const digest = digestOf(recipe);
    const last = state.versions.at(-1);
    if (last?.digest === digest && last.status !== "withdrawn") return [];
    const open = openVersion(state);
    if (open) return refuse("ALREADY_EXISTS", `Version ${open.version} is ${open.status} already.`);
    const other = refuseAnother(state, recipe);
    const version = state.versions.length + 1;
    return other ?? [{ type: "RecipeDrafted", data: { version, digest, recipe } }];
  },
  {
    scope: ({ recipe }) => scopeOfRecipe(recipe),
    reserves: {
      identifiers: ({ recipe }, _, site) => [
        { scheme: "masterRecipe", issuer: site, value: recipe.number },
      ],
      code: "IDENTIFIER_TAKEN",
    },
  },
);

/** A version that was submitted goes back to be a draft. */
export const reviseRecipe = command(
  "ReviseRecipe",
  "authorMasterData",
  z.strictObject({ replaces: Digest.describe("Of the draft that was read."), recipe: Recipe }),
  ({ replaces, recipe }, state, context) => {
    const open = openVersion(state);
    if (!open) return refuse("NOT_FOUND", "No version is open to be revised.");
    const digest = digestOf(recipe);
    if (digest === open.digest) return [];
    if (replaces !== open.digest) return changedSince(open);
    const refused = refuseAnother(state, recipe) ?? refuseWithoutReason(context);
    if (refused) return refused;
    const { version } = open;
    const sections = differences(open.recipe, recipe)
      .filter(({ status }) => status !== "equal")
      .map(({ section }) => section);
    const data = { version, digest, recipe, replaces, sections };
    return [{ type: "RecipeRevised", data, before: { digest: replaces } }];
  },
);

/** The preparer's word for the whole of it (21 CFR 211.186(a)). */
export const submitRecipe = command(
  "SubmitRecipe",
  "authorMasterData",
  RecipeSubmitted.data,
  (data, state, context) => {
    const found = versionShown(state, data);
    if (isRefusal(found)) return found;
    if (found.status === "submitted") return [];
    if (found.status !== "draft") {
      return refuse("ALREADY_EXISTS", `Version ${data.version} is ${found.status} already.`);
    }
    const refused =
      refuseUnlessPerson(context) ?? refuseFaulty(found.recipe) ?? refuseUnstated(state, data);
    return refused ?? [{ type: "RecipeSubmitted", data }];
  },
);

function refuseAnother({ versions }: MasterRecipeState, recipe: Recipe): Refusal | undefined {
  const former = versions[0]?.recipe;
  if (!former) return undefined;
  const isSame =
    former.number === recipe.number &&
    former.product.materialDefinitionId === recipe.product.materialDefinitionId;
  if (isSame) return undefined;
  return refuse("RECIPE_IS_ANOTHER", `This is ${former.number}, for ${former.product.name}.`);
}

/** The most telling code first; the findings are listed in all cases. */
function refuseFaulty(recipe: Recipe): Refusal | undefined {
  const findings = checkRecipe(recipe);
  if (findings.length === 0) return undefined;
  const listed = findings.map(({ code, at, message }) => ({ code, at: placeText(at), message }));
  const isAbout = (code: string) => findings.every((one) => one.code === code);
  const messages = findings.map(({ message }) => message).join(" ");
  if (isAbout("MASTER_INCOMPLETE")) {
    return refuse("MASTER_INCOMPLETE", `The master lacks: ${messages}`, { findings: listed });
  }
  const code = isAbout("UNIT_SYSTEM_MIXED") ? "UNIT_SYSTEM_MIXED" : "MASTER_FAULTY";
  return refuse(code, messages, { findings: listed });
}

/** From the second version on: where it comes from, and what it means for what stays. */
function refuseUnstated(
  { versions }: MasterRecipeState,
  { version, changeControl, impact }: z.output<typeof RecipeSubmitted.data>,
): Refusal | undefined {
  const [before, after] = [versions[version - 2], versions[version - 1]];
  if (!before || !after) return undefined;
  if (changeControl === undefined) {
    return refuse("CHANGE_CONTROL_REQUIRED", `Version ${version} names no change control.`);
  }
  const stated = new Set(impact.flatMap(({ sections }) => sections));
  const equal = equalSections(before.recipe, after.recipe);
  const sections = equal.filter((section) => !stated.has(section));
  if (sections.length === 0) return undefined;
  return refuse("IMPACT_NOT_STATED", `Not stated for: ${sections.join(", ")}.`, { sections });
}
