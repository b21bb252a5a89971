// A master recipe on its way into use, and batches that are issued by it with an exact copy.

import type { AskedByMaster } from "../../domain/batch/control-recipe/commands.ts";
import { startBatch } from "../../domain/batch/lifecycle/commands.ts";
import { digestOf } from "../../domain/kernel/recipe/digest.ts";
import type { Recipe } from "../../domain/kernel/recipe/recipe.ts";
import { equalSections } from "../../domain/master-recipe/compare/difference.ts";
import { draftRecipe, submitRecipe } from "../../domain/master-recipe/life/authoring/commands.ts";
import {
  approveRecipe,
  makeRecipeEffective,
} from "../../domain/master-recipe/life/deciding/commands.ts";
import { masterRecipe } from "../../domain/master-recipe/life/master-recipe.ts";
import { issueBatchByMaster } from "../../processes/master-recipe/issue-batch.ts";
import type { PersonKey } from "../people/people.ts";
import type { Story } from "../story/story.ts";

export const masterId = (story: Story, number: string): string => story.id("master recipe", number);

/**
 * By one who writes and another who approves (21 CFR 211.186(a)). Answers the digest.
 * `changeControl`: of the second version; without, it is the first.
 */
export async function releaseMaster(
  story: Story,
  recipe: Recipe,
  changeControl?: string,
): Promise<string> {
  const id = masterId(story, recipe.number);
  const seen = { version: changeControl === undefined ? 1 : 2, digest: digestOf(recipe) };
  await story.act("tomas", draftRecipe, id, { recipe });
  const { state } = await story.handler.load(masterRecipe, id);
  const [before, after] = state.versions;
  const sections = before && after ? equalSections(before.recipe, after.recipe) : [];
  const stated = {
    sections: [...sections],
    statement: "None: only the artwork of the carton is another.",
  };
  await story.act("tomas", submitRecipe, id, {
    ...seen,
    impact: sections.length > 0 ? [stated] : [],
    ...(changeControl !== undefined && { changeControl }),
  });
  await story.act("eszter", approveRecipe, id, seen);
  await story.act("ingrid", makeRecipeEffective, id, seen);
  return seen.digest;
}

interface Issuing
  extends Pick<
    AskedByMaster,
    "batchNumber" | "plannedQuantity" | "orderId" | "equipmentIds" | "digest"
  > {
  readonly batchId: string;
  /** Of the recipe. */
  readonly number: string;
}

/** Issued and started. */
export async function issueByMaster(
  story: Story,
  by: PersonKey,
  { number, ...order }: Issuing,
): Promise<void> {
  await story.process(by, issueBatchByMaster, {
    ...order,
    masterRecipeId: masterId(story, number),
    adjustments: [],
  });
  await story.act(by, startBatch, order.batchId, {});
}
