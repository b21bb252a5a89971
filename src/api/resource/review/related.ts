// GET /v1/deviations/{id}/related: the batches that an investigation extends to (21 CFR 211.192).
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { toUtc } from "../../../domain/kernel/instant.ts";
import { relatedTo } from "../../../projections/deviation/related.ts";
import { QueryFault } from "../../../projections/query-fault.ts";
import { reading } from "../../access/route.ts";
import type { ApiParts } from "../../parts.ts";
import { sendProblem } from "../../problem.ts";
import { AsOf, refreshed } from "../../read.ts";
import { RelatedShape } from "../../shape/plant/related.ts";

const Instant = z.iso.datetime({ offset: true }).optional();

const schema = {
  operationId: "getRelatedBatches",
  tags: ["deviations"],
  summary: "Other batches that share a lot, equipment or the time on it with those of a deviation",
  params: z.strictObject({ id: z.string() }),
  querystring: z.strictObject({
    ...AsOf.shape,
    from: Instant.describe("Left out: the first event of its batches."),
    to: Instant.describe("Left out: the last event of its batches."),
  }),
  response: { 200: RelatedShape },
};

// It names batches of everybody: asked of whoever may read all of them.
const config = reading("getRelatedBatches", "readRecords");

export function addRelatedRoute(app: FastifyInstance, parts: ApiParts): void {
  const { database } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get("/v1/deviations/:id/related", { config, schema }, async (request, reply) => {
    const { from, to, asOf } = await refreshed(parts, request.query);
    const { id: deviationId } = request.params;
    try {
      const found = await relatedTo(database.kysely, {
        deviationId,
        ...(from !== undefined && { from: toUtc(from) }),
        ...(to !== undefined && { to: toUtc(to) }),
        ...(asOf !== undefined && { asOf }),
      });
      return reply.send(found);
    } catch (error) {
      const isUnknown = error instanceof QueryFault && error.code === "NOT_IN_LOG";
      if (isUnknown) return sendProblem(reply, unknownDeviation(deviationId));
      throw error;
    }
  });
}

const unknownDeviation = (id: string) => ({
  status: 404,
  code: "DEVIATION_UNKNOWN",
  title: "There is no such deviation.",
  detail: `No deviation is recorded under ${id}.`,
});
