// The master recipes, and how far each version of each is.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";

export interface RecipeVersionLine {
  readonly recipeId: string;
  readonly version: number;
  readonly number: string;
  readonly name: string;
  readonly materialId: string;
  readonly materialName: string;
  readonly profiles: readonly string[];
  readonly digest: string;
  /** The last thing that happened to it; `effective` and `superseded` may lie ahead. */
  readonly status:
    | "drafted"
    | "submitted"
    | "returned"
    | "approved"
    | "effective"
    | "superseded"
    | "withdrawn";
  readonly effectiveFrom: string | null;
  readonly supersededFrom: string | null;
  readonly changeControl: string | null;
  readonly lastAt: string;
  readonly lastBy: string;
}

/** By number and version. `named`: only the recipe of this id or number. */
export async function recipeVersions(
  kysely: Kysely<DB>,
  named?: string,
): Promise<readonly RecipeVersionLine[]> {
  const { rows } = await sql<RecipeVersionLine>`
    with content as (
      select distinct on (recipe_id, version) * from master_recipe.recipe_content
      ${named === undefined ? sql`` : sql`where recipe_id = ${named} or number = ${named}`}
      order by recipe_id, version, position desc
    )
    select content.recipe_id as "recipeId", content.version, number, name,
      material_id as "materialId", material_name as "materialName", profiles, digest,
      case when last.position > content.position then last.what else 'drafted' end as status,
      ${lastOf("effective", sql`step.from_at`)} as "effectiveFrom",
      ${lastOf("superseded", sql`step.from_at`)} as "supersededFrom",
      ${lastOf("submitted", sql`step.reference`)} as "changeControl",
      greatest(last.at, content.at) as "lastAt",
      case when last.position > content.position then last.by_name else content.by_name end
        as "lastBy"
    from content
    left join lateral (
      select * from master_recipe.recipe_step as step
      where step.recipe_id = content.recipe_id and step.version = content.version
      order by position desc limit 1
    ) as last on true
    order by number, content.version`.execute(kysely);
  return rows;
}

const lastOf = (what: string, column: ReturnType<typeof sql>) => sql`(
  select ${column} from master_recipe.recipe_step as step
  where step.recipe_id = content.recipe_id and step.version = content.version
    and step.what = ${what}
  order by position desc limit 1
)`;
