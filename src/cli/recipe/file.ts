// A recipe file from disk, and findings in words.
import { readFile } from "node:fs/promises";
import type { Recipe } from "../../domain/kernel/recipe/recipe.ts";
import { type FileFinding, type RecipeFile, readRecipe } from "../../import/recipe/read-recipe.ts";
import { CliFault } from "../terminal/fault.ts";

/** Throws RECIPE_FILE_MISSING. */
export async function recipeFile(path: string): Promise<RecipeFile> {
  try {
    return readRecipe(await readFile(path));
  } catch (cause) {
    if (!isNoFile(cause)) throw cause;
    throw new CliFault("RECIPE_FILE_MISSING", `${path} is no file that can be read.`, { cause });
  }
}

const isNoFile = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  "code" in thrown &&
  ["ENOENT", "EISDIR", "EACCES", "ENOTDIR"].includes(String(thrown.code));

/** `recipe.yaml:12:7 UNIT_UNKNOWN minutes is not known.` */
export const findingText = (path: string, { line, column, code, message }: FileFinding): string =>
  `${path}:${line}:${column} ${code} ${message}`;

/** Throws RECIPE_UNREADABLE with the findings, where it is no recipe at all. */
export async function readableRecipe(path: string): Promise<Recipe> {
  const { recipe, findings } = await recipeFile(path);
  if (recipe) return recipe;
  const text = findings.map((one) => findingText(path, one)).join("\n");
  throw new CliFault("RECIPE_UNREADABLE", text, { findings });
}
