// A master recipe on its way into use, and batches that are issued by it with an exact copy.

import type { AskedByMaster } from "../../domain/batch/control-recipe/commands.ts";
import { startBatch } from "../../domain/batch/lifecycle/commands.ts";
import { digestOf } from "../../domain/kernel/recipe/digest.ts";
import type { Recipe } from "../../domain/kernel/recipe/recipe.ts";
import { draftRecipe, submitRecipe } from "../../domain/master-recipe/life/authoring/commands.ts";
import {
  approveRecipe,
  makeRecipeEffective,
} from "../../domain/master-recipe/life/deciding/commands.ts";
import { issueBatchByMaster } from "../../processes/master-recipe/issue-batch.ts";
import type { PersonKey } from "../people/people.ts";
import type { Story } from "../story/story.ts";

export const masterId = (story: Story, number: string): string => story.id("master recipe", number);

/** By one who writes and another who approves (21 CFR 211.186(a)). Answers the digest. */
export async function releaseMaster(story: Story, recipe: Recipe): Promise<string> {
  const id = masterId(story, recipe.number);
  const seen = { version: 1, digest: digestOf(recipe) };
  await story.act("tomas", draftRecipe, id, { recipe });
  await story.act("tomas", submitRecipe, id, { ...seen, impact: [] });
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
