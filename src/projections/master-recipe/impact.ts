// What a new version of a recipe touches: orders for the product that are open, and batches that
// were issued by another version and whose record is not decided.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";

export interface RecipeImpact {
  readonly orders: readonly { readonly orderId: string; readonly orderNumber: string }[];
  readonly batches: readonly {
    readonly batchId: string;
    readonly batchNumber: string;
    readonly recipeVersion: string;
    readonly status: "issued" | "started" | "completed";
  }[];
}

export interface Touching {
  readonly recipeId: string;
  /** By which batches may call the recipe, too. */
  readonly number: string;
  readonly materialId: string;
  /** The new one. */
  readonly version: number;
}

/** Sorted by number. */
export async function recipeImpact(kysely: Kysely<DB>, of: Touching): Promise<RecipeImpact> {
  const orders = await sql<RecipeImpact["orders"][number]>`
    select order_id as "orderId", order_number as "orderNumber"
    from master_recipe.recipe_order as placed
    where material_id = ${of.materialId} and not exists (
      select from master_recipe.recipe_order_end as ended
      where ended.order_id = placed.order_id
    )
    order by order_number, order_id`.execute(kysely);
  const batches = await sql<RecipeImpact["batches"][number]>`
    select batch_id as "batchId", batch_number as "batchNumber",
      recipe_version as "recipeVersion", coalesce((
        select what from master_recipe.recipe_batch_step as step
        where step.batch_id = batch.batch_id order by position desc limit 1
      ), 'issued') as status
    from master_recipe.recipe_batch as batch
    where recipe_id in (${of.recipeId}, ${of.number}) and recipe_version <> ${String(of.version)}
      and not exists (
        select from master_recipe.recipe_batch_step as step
        where step.batch_id = batch.batch_id and step.what = 'decided'
      )
    order by batch_number, batch_id`.execute(kysely);
  return { orders: orders.rows, batches: batches.rows };
}
