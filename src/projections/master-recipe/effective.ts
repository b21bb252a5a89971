// Whether a product has a master recipe by which its batches are to be issued.
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { knownAt } from "../known-at.ts";

/** A version for the product that is effective, and neither superseded by then nor withdrawn. */
export const effectiveMaster = (
  materialId: RawBuilder<unknown>,
  { asOf, at }: { readonly asOf: number; readonly at: Date },
) => sql`
  select content.recipe_id as "masterRecipeId"
  from master_recipe.recipe_content as content
  join master_recipe.recipe_step as begun using (recipe_id, version)
  where content.material_id = ${materialId} and content.position < ${asOf}
    and begun.what = 'effective' and begun.from_at <= ${at} and begun.position < ${asOf}
    and not exists (
      select from master_recipe.recipe_step as over
      where over.recipe_id = begun.recipe_id and over.version = begun.version
        and over.position < ${asOf}
        and (over.what = 'withdrawn' or (over.what = 'superseded' and over.from_at <= ${at}))
    )`;

/** Id of the master; undefined: the product has none that is effective. */
export async function masterFor(
  kysely: Kysely<DB>,
  materialDefinitionId: string,
  at: Date,
): Promise<string | undefined> {
  const asOf = await knownAt(kysely, "master_recipe", undefined);
  const master = effectiveMaster(sql`${materialDefinitionId}`, { asOf, at });
  const { rows } = await sql<{ masterRecipeId: string }>`${master} limit 1`.execute(kysely);
  return rows[0]?.masterRecipeId;
}
