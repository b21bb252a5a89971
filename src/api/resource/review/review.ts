// GET /v1/batches/{id}/review: the exceptions of a record; /v1/exception-rules/{site}: the rules.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { QueryFault } from "../../../projections/query-fault.ts";
import { batchExceptions } from "../../../projections/review/exceptions.ts";
import { ruleSetVersions, rulesInEffect } from "../../../projections/review/rules-at.ts";
import { idOf, reading } from "../../access/route.ts";
import type { ApiParts } from "../../parts.ts";
import { batchUnknown, sendProblem, siteUnknown } from "../../problem.ts";
import { AsOf, refreshed, WaitFor } from "../../read.ts";
import { ReviewShape, RuleSetsShape } from "../../shape/plant/review.ts";

const params = z.strictObject({ id: z.string() });

const reviewSchema = {
  operationId: "getBatchReview",
  tags: ["batches"],
  summary: "Review by exception: what rules evaluated, flagged and did not evaluate",
  params,
  querystring: z.strictObject({
    unflagged: z.stringbool().default(false).describe("Shows what was not flagged as well."),
    ...AsOf.shape,
  }),
  response: { 200: ReviewShape },
};
const rulesSchema = {
  operationId: "getExceptionRules",
  tags: ["exception rules"],
  summary: "The exception rules of a site: those in effect, and every version",
  params,
  querystring: WaitFor,
  response: { 200: RuleSetsShape },
};

const one = reading("getBatchReview", "readRecords", { about: idOf("batch") });
const rules = reading("getExceptionRules", "readRecords", { about: idOf("exceptionRuleSet") });

export function addReviewRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { clock, database } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const asked = { config: one, schema: reviewSchema };
  typed.get("/v1/batches/:id/review", asked, async (request, reply) => {
    const { id } = request.params;
    const { asOf, unflagged } = await refreshed(parts, request.query);
    const when = asOf === undefined ? { at: clock.now().toISOString() } : { asOf };
    try {
      return reply.send(await batchExceptions(database.kysely, id, { ...when, unflagged }));
    } catch (error) {
      const isUnknown = error instanceof QueryFault && error.code === "NOT_IN_LOG";
      if (isUnknown) return sendProblem(reply, batchUnknown(id));
      throw error;
    }
  });
  const listed = { config: rules, schema: rulesSchema };
  typed.get("/v1/exception-rules/:id", listed, async (request, reply) => {
    await refreshed(parts, request.query);
    const { id: site } = request.params;
    const versions = await ruleSetVersions(database.kysely, site);
    const isKnown = versions.length > 0 || site === request.caller.session.site;
    if (!isKnown) return sendProblem(reply, siteUnknown(site));
    return { site, inEffect: rulesInEffect(versions, clock.now().toISOString()), versions };
  });
}
