// Every generated file of the contract and its lists, by path from the project's folder.
import { toJSONSchema } from "zod";
import type { EventType } from "../../src/domain/kernel/event-type.ts";
import { Metadata } from "../../src/domain/kernel/metadata.ts";
import { Recipe } from "../../src/domain/kernel/recipe/recipe.ts";
import type { RefusalRule } from "../../src/domain/kernel/refusal.ts";
import { type CatalogueGroup, eventListText } from "./event-list.ts";
import { published, shapesOf } from "./json-schema.ts";
import { refusalListText } from "./refusal-list.ts";
import { eventTypesText } from "./types.ts";

const metadataVersion = 1;

export async function contractFiles(
  types: readonly EventType[],
  groups: readonly CatalogueGroup[],
  refusals: Readonly<Record<string, RefusalRule>>,
): Promise<ReadonlyMap<string, string>> {
  const byName = types.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return new Map([
    ...byName.flatMap(schemaFiles),
    [`schemas/Metadata.v${metadataVersion}.json`, text("Metadata", metadataVersion, Metadata)],
    ["schemas/master-recipe.schema.json", `${JSON.stringify(recipeSchema, null, 2)}\n`],
    ["schemas/events.d.ts", await eventTypesText(byName)],
    ["docs/events.md", eventListText(groups)],
    ["docs/refusals.md", refusalListText(refusals)],
  ]);
}

/** For editors: what a recipe file may hold, from the shape that reads it. */
const recipeSchema = {
  ...toJSONSchema(Recipe),
  title: "Master recipe",
  description: "A master recipe as Batchproof reads it from a YAML file; see docs/recipes.md.",
};

const schemaFiles = (type: EventType): [string, string][] =>
  shapesOf(type).map((shape, index) => {
    const version = index + 1;
    return [`schemas/${type.name}.v${version}.json`, text(type.name, version, shape)];
  });

const text = (...shape: Parameters<typeof published>): string =>
  `${JSON.stringify(published(...shape), null, 2)}\n`;
