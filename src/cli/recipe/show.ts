// `batchproof recipe list|show|export|diff|impact`: what there is, and what a change touches.
import { checkRecipe } from "../../domain/master-recipe/check/check.ts";
import { placeText } from "../../domain/master-recipe/check/finding.ts";
import { differences } from "../../domain/master-recipe/compare/difference.ts";
import { writeRecipe } from "../../import/recipe/write-recipe.ts";
import { recipeImpact } from "../../projections/master-recipe/impact.ts";
import { recipeVersions } from "../../projections/master-recipe/list.ts";
import { facts, showing, table } from "../administration/showing.ts";
import { type Leaf, reading } from "../entry.ts";
import { positiveNumber } from "../terminal/argument.ts";
import { unknown } from "../text/not-one.ts";
import { oneVersion } from "./named.ts";

interface Chosen {
  readonly recipeVersion?: number;
}
const about = (id: string) => ({ about: { kind: "masterRecipe", id } as const });

const list = showing({
  usage: "list",
  summary: "Master recipes, and how far each version of them is",
  access: reading("listMasterRecipes", "readRecords"),
  example: "batchproof recipe list",
  async show({ database }) {
    const versions = await recipeVersions(database.kysely);
    const rows = versions.map((one) => [
      one.number,
      String(one.version),
      one.name,
      one.status,
      one.effectiveFrom ?? "",
      one.lastBy,
    ]);
    const titles = ["Number", "Version", "Name", "State", "Effective from", "Last by"];
    return { json: { versions }, text: (look) => table(titles, rows, "None.", look) };
  },
});

const show = showing<Chosen>({
  usage: "show <recipe>",
  summary: "One version of a recipe: its state, its digest, what a static check finds",
  access: reading("getMasterRecipe", "readRecords"),
  example: "batchproof recipe show MR-0043 --recipe-version 1",
  options: (line) =>
    line.option("--recipe-version <number>", "which (default: the last)", positiveNumber),
  async show(instance, [named = ""], { recipeVersion }) {
    const { id, found } = await oneVersion(instance, named, recipeVersion);
    const findings = checkRecipe(found.recipe).map((one) => ({ ...one, at: placeText(one.at) }));
    const { recipe, digest, status } = found;
    const json = { recipeId: id, version: found.version, status, digest, findings, recipe };
    const rows: (readonly [string, string])[] = [
      [recipe.number, `${recipe.name}, version ${found.version}, ${status}`],
      ["Product", recipe.product.name],
      ["Profiles", recipe.profiles.join(", ") || "none"],
      ["SHA-256", digest],
      ["Effective", found.effectiveFrom ?? "not yet"],
      ...findings.map(({ code, at, message }) => [code, `${at}: ${message}`] as const),
    ];
    return { ...about(id), json, text: (look) => facts(rows, look) };
  },
});

const exporting = showing<Chosen>({
  usage: "export <recipe>",
  summary: "A version as a file: YAML that imports with the same digest",
  access: reading("exportMasterRecipe", "readRecords", "exportRecords"),
  example: "batchproof recipe export MR-0043",
  options: (line) =>
    line.option("--recipe-version <number>", "which (default: the last)", positiveNumber),
  async show(instance, [named = ""], { recipeVersion }) {
    const { id, found } = await oneVersion(instance, named, recipeVersion);
    const yaml = writeRecipe(found.recipe);
    const json = { recipeId: id, version: found.version, digest: found.digest, yaml };
    return { ...about(id), json, text: () => yaml };
  },
});

const diff = showing<{ readonly from?: number; readonly to?: number }>({
  usage: "diff <recipe>",
  summary: "What differs between two versions, by section, and what is equal",
  access: reading("getMasterRecipeDifference", "readRecords"),
  example: "batchproof recipe diff MR-0043 --from 1 --to 2",
  options: (line) =>
    line
      .option("--from <number>", "the earlier version (default: the one before)", positiveNumber)
      .option("--to <number>", "the later version (default: the last)", positiveNumber),
  async show(instance, [named = ""], { from, to }) {
    const { id, found, former: last } = await oneVersion(instance, named, to);
    const former = from === undefined ? last : (await oneVersion(instance, named, from)).found;
    if (!former)
      throw unknown("RECIPE_UNKNOWN", `${named} has no version before it.`, "masterRecipe");
    const sections = differences(former.recipe, found.recipe);
    const rows = sections.flatMap(({ section, status, changes }) =>
      changes.length === 0
        ? [[section, status === "equal" ? "equal, not read again" : status, "", ""]]
        : changes.map(({ at, before, after }) => [
            section,
            at || status,
            text(before),
            text(after),
          ]),
    );
    const json = { recipeId: id, from: former.version, to: found.version, sections };
    const titles = ["Section", "What", "Before", "After"];
    return { ...about(id), json, text: (look) => table(titles, rows, "Nothing.", look) };
  },
});

const text = (value: unknown): string =>
  typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);

const impact = showing<Chosen>({
  usage: "impact <recipe>",
  summary: "Open orders for the product, and open batches by another version",
  access: reading("getMasterRecipeImpact", "readRecords"),
  example: "batchproof recipe impact MR-0043 --recipe-version 2",
  options: (line) =>
    line.option("--recipe-version <number>", "the new one (default: the last)", positiveNumber),
  async show(instance, [named = ""], chosen) {
    const { id, found } = await oneVersion(instance, named, chosen.recipeVersion);
    const { version, recipe } = found;
    const { number, product } = recipe;
    const of = { recipeId: id, number, materialId: product.materialDefinitionId, version };
    const touched = await recipeImpact(instance.database.kysely, of);
    const rows = [
      ...touched.orders.map(({ orderNumber }) => ["Order", orderNumber, "open", ""]),
      ...touched.batches.map((one) => ["Batch", one.batchNumber, one.status, one.recipeVersion]),
    ];
    const json = { recipeId: id, version, ...touched };
    const titles = ["", "Number", "State", "By version"];
    return { ...about(id), json, text: (look) => table(titles, rows, "Nothing.", look) };
  },
});

export const showCommands: readonly Leaf[] = [list, show, exporting, diff, impact];
