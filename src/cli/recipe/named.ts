// Recipes by the numbers that people know them by, or by their ids, and versions of them.
import { masterRecipe, type Version } from "../../domain/master-recipe/life/master-recipe.ts";
import { recipeVersions } from "../../projections/master-recipe/list.ts";
import type { Instance } from "../instance/instance.ts";
import { unknown } from "../text/not-one.ts";

export interface KnownRecipe {
  readonly id: string;
  readonly versions: readonly Version[];
}

/** Undefined: nothing is known by this name. */
export async function findRecipe(
  { database, handler }: Instance,
  named: string,
): Promise<KnownRecipe | undefined> {
  const [first] = await recipeVersions(database.kysely, named);
  if (!first) return undefined;
  const { state } = await handler.load(masterRecipe, first.recipeId);
  return { id: first.recipeId, versions: state.versions };
}

/** Throws RECIPE_UNKNOWN. */
export async function oneRecipe(instance: Instance, named: string): Promise<KnownRecipe> {
  const found = await findRecipe(instance, named);
  if (found) return found;
  throw unknown("RECIPE_UNKNOWN", `No recipe is known as ${named}.`, "masterRecipe");
}

/** The last one, unless one is named. Throws RECIPE_UNKNOWN. */
export async function oneVersion(
  instance: Instance,
  named: string,
  version: number | undefined,
): Promise<{ readonly id: string; readonly found: Version; readonly former: Version | undefined }> {
  const { id, versions } = await oneRecipe(instance, named);
  const found = version === undefined ? versions.at(-1) : versions[version - 1];
  if (found) return { id, found, former: versions[found.version - 2] };
  throw unknown("RECIPE_UNKNOWN", `${named} has no version ${version}.`, "masterRecipe");
}
