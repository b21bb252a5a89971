// GET /v1/master-recipes: the versions there are; one of them, what differs between two, and which
// open orders and batches a new one touches.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { checkRecipe } from "../../domain/master-recipe/check/check.ts";
import { placeText } from "../../domain/master-recipe/check/finding.ts";
import { differences } from "../../domain/master-recipe/compare/difference.ts";
import { masterRecipe, type Version } from "../../domain/master-recipe/life/master-recipe.ts";
import { recipeImpact } from "../../projections/master-recipe/impact.ts";
import { recipeVersions } from "../../projections/master-recipe/list.ts";
import { idOf, reading } from "../access/route.ts";
import type { ApiParts } from "../parts.ts";
import { sendProblem } from "../problem.ts";
import { refreshed, WaitFor } from "../read.ts";
import {
  RecipeDifferenceShape,
  RecipeImpactShape,
  RecipeListShape,
  RecipeShape,
} from "../shape/recipe.ts";

const tags = ["master recipes"];
const params = z.strictObject({ id: z.string() });
const version = z.coerce.number().int().min(1).optional();
const last = version.describe("The last one, where it is not said.");

const listSchema = {
  operationId: "listMasterRecipes",
  tags,
  summary: "Master recipes, and how far each version of them is",
  querystring: WaitFor,
  response: { 200: RecipeListShape },
};

const oneSchema = {
  operationId: "getMasterRecipe",
  tags,
  summary: "One version of a master recipe: content, digest, and what a static check finds",
  params,
  querystring: z.strictObject({ version: last }),
  response: { 200: RecipeShape },
};

const differenceSchema = {
  operationId: "getMasterRecipeDifference",
  tags,
  summary: "What differs between two versions, by section",
  params,
  querystring: z.strictObject({ from: version.describe("The one before."), to: last }),
  response: { 200: RecipeDifferenceShape },
};

const impactSchema = {
  operationId: "getMasterRecipeImpact",
  tags,
  summary: "Open orders for the product, and open batches by another version",
  params,
  querystring: z.strictObject({ version: last, ...WaitFor.shape }),
  response: { 200: RecipeImpactShape },
};

const about = idOf("masterRecipe");
const list = reading("listMasterRecipes", "readRecords");
const one = reading("getMasterRecipe", "readRecords", { about });
const difference = reading("getMasterRecipeDifference", "readRecords", { about });
const impact = reading("getMasterRecipeImpact", "readRecords", { about });

export function addRecipeRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { database } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const at = "/v1/master-recipes";
  typed.get(at, { config: list, schema: listSchema }, async (request) => {
    await refreshed(parts, request.query);
    return { versions: await recipeVersions(database.kysely) };
  });
  typed.get(`${at}/:id`, { config: one, schema: oneSchema }, async (request, reply) => {
    const { id } = request.params;
    const { chosen } = await loaded(parts, id, request.query.version);
    return chosen ? reply.send(shown(id, chosen)) : unknown(reply, id);
  });
  const differing = { config: difference, schema: differenceSchema };
  typed.get(`${at}/:id/difference`, differing, async (request, reply) => {
    const { id } = request.params;
    const { from, to } = request.query;
    const { versions, chosen } = await loaded(parts, id, to);
    const former = chosen && versions[(from ?? chosen.version - 1) - 1];
    if (!former) return unknown(reply, id);
    const sections = differences(former.recipe, chosen.recipe);
    return reply.send({ recipeId: id, from: former.version, to: chosen.version, sections });
  });
  const touched = { config: impact, schema: impactSchema };
  typed.get(`${at}/:id/impact`, touched, async (request, reply) => {
    await refreshed(parts, request.query);
    const { id } = request.params;
    const { chosen } = await loaded(parts, id, request.query.version);
    if (!chosen) return unknown(reply, id);
    const { number, product } = chosen.recipe;
    const of = { recipeId: id, number, materialId: product.materialDefinitionId };
    const found = await recipeImpact(database.kysely, { ...of, version: chosen.version });
    return reply.send({ recipeId: id, version: chosen.version, ...found });
  });
}

async function loaded({ handler }: ApiParts, id: string, version: number | undefined) {
  const { versions } = (await handler.load(masterRecipe, id)).state;
  const chosen = version === undefined ? versions.at(-1) : versions[version - 1];
  return { versions, chosen };
}

const shown = (recipeId: string, { version, status, digest, recipe }: Version) => ({
  recipeId,
  version,
  status,
  digest,
  recipe,
  findings: checkRecipe(recipe).map((one) => ({ ...one, at: placeText(one.at) })),
});

const unknown = (reply: FastifyReply, id: string) =>
  sendProblem(reply, {
    status: 404,
    code: "RECIPE_UNKNOWN",
    title: "There is no such version of a recipe.",
    detail: `No such version is known of ${id}; GET /v1/master-recipes lists them.`,
  });
