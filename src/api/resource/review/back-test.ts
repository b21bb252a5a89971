// GET /v1/master-recipes/{id}/back-test: new limits and exception rules over batches that are made.
// Nothing is recorded by it but that it was asked.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { masterRecipe } from "../../../domain/master-recipe/life/master-recipe.ts";
import { backTestOf } from "../../../projections/review/back-test.ts";
import { ruleSetNumbered, ruleSetVersions } from "../../../projections/review/rules-at.ts";
import { idOf, reading } from "../../access/route.ts";
import type { ApiParts } from "../../parts.ts";
import { sendProblem } from "../../problem.ts";
import { refreshed, WaitFor } from "../../read.ts";
import { BackTestShape } from "../../shape/plant/back-test.ts";

const batchesMax = 100;

const schema = {
  operationId: "backTestRecipe",
  tags: ["master recipes"],
  summary: "What new limits and exception rules would have flagged in past batches",
  params: z.strictObject({ id: z.string() }),
  querystring: z.strictObject({
    batches: z
      .string()
      .transform((text) => [...new Set(text.split(",").map((id) => id.trim()))])
      .pipe(z.array(z.string().min(1)).min(1).max(batchesMax))
      .describe(`Ids with commas between, at most ${batchesMax}.`),
    version: z.coerce.number().int().min(1).optional().describe("Left out: the last."),
    rules: z.coerce
      .number()
      .int()
      .min(0)
      .optional()
      .describe("Version of the site's rules, drafts too; 0: those that ship. Left out: by site."),
    ...WaitFor.shape,
  }),
  response: { 200: BackTestShape },
};

// As of a recipe: asked of whoever may read all of them, and then all batches.
const config = reading("backTestRecipe", "readRecords", { about: idOf("masterRecipe") });

export function addBackTestRoute(app: FastifyInstance, parts: ApiParts): void {
  const { clock, database, handler } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get("/v1/master-recipes/:id/back-test", { config, schema }, async (request, reply) => {
    const { batches, version, rules } = await refreshed(parts, request.query);
    const { id: recipeId } = request.params;
    const { versions } = (await handler.load(masterRecipe, recipeId)).state;
    const chosen = version === undefined ? versions.at(-1) : versions[version - 1];
    if (!chosen) return sendProblem(reply, unknownRecipe(recipeId));
    const { site } = request.caller.session;
    const known = rules === undefined ? [] : await ruleSetVersions(database.kysely, site);
    const ruleSet = rules === undefined ? undefined : ruleSetNumbered(known, rules);
    if (rules !== undefined && !ruleSet) return sendProblem(reply, unknownRules(site, rules));
    const { recipe, digest } = chosen;
    const tried = { recipe, ...(ruleSet && { ruleSet }) };
    const at = clock.now().toISOString();
    const found = await backTestOf(database.kysely, batches, tried, at);
    return reply.send({
      ...found,
      recipe: { recipeId, version: chosen.version, digest },
      rules: ruleSet ? { version: ruleSet.version, digest: ruleSet.digest } : null,
    });
  });
}

const unknownRecipe = (id: string) => ({
  status: 404,
  code: "RECIPE_UNKNOWN",
  title: "There is no such version of a recipe.",
  detail: `No such version is known of ${id}; GET /v1/master-recipes lists them.`,
});

const unknownRules = (site: string, version: number) => ({
  status: 404,
  code: "RULES_UNKNOWN",
  title: "There is no such version of exception rules.",
  detail: `${site} has no version ${version}; GET /v1/exception-rules/{site} lists them.`,
});
