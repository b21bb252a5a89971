// GET /v1/specifications: the versions there are and how each stands; one specification, whole.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { dateAt } from "../../../eventstore/handler/date-at.ts";
import {
  specificationAt,
  specificationList,
  specificationStates,
} from "../../../projections/laboratory/specifications.ts";
import { inScope } from "../../access/opening.ts";
import { idOf, reading } from "../../access/route.ts";
import type { ApiParts } from "../../parts.ts";
import { sendProblem } from "../../problem.ts";
import { AsOf, pagedByPosition, refreshed } from "../../read.ts";
import { SpecificationShape, SpecificationsShape } from "../../shape/plant/specification.ts";

const tags = ["specifications"];
const on = z.iso.date().optional().describe("A day at the site; absent: today.");

const listSchema = {
  operationId: "listSpecifications",
  tags,
  summary: "Versions of specifications, and how each stands on a day",
  querystring: z.strictObject({
    material: z.string().optional().describe("The id of a material definition."),
    state: z.enum(specificationStates).optional(),
    on,
    ...pagedByPosition.shape,
  }),
  response: { 200: SpecificationsShape },
};

const oneSchema = {
  operationId: "getSpecification",
  tags,
  summary: "A specification: each version with tests, limits, sampling plans and dating rules",
  params: z.strictObject({ id: z.string() }),
  querystring: z.strictObject({ on, ...AsOf.shape }),
  response: { 200: SpecificationShape },
};

const list = reading("listSpecifications", "readRecords", { leavesOut: true });
const one = reading("getSpecification", "readRecords", { about: idOf("specification") });

export function addSpecificationRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { kysely } = parts.database;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const today = (zone: string) => dateAt(parts.clock.now().toISOString(), zone);
  typed.get("/v1/specifications", { config: list, schema: listSchema }, async (request) => {
    const { waitFor: _, on: day, ...query } = await refreshed(parts, request.query);
    const asked = { on: day ?? today(request.caller.session.zone), ...query };
    const { asOf, answer } = await specificationList(kysely, asked);
    const specifications = await inScope(parts, request, "readRecords", answer, (line) => ({
      kind: "specification",
      id: line.specificationId,
    }));
    return { asOf, specifications };
  });
  typed.get(
    "/v1/specifications/:id",
    { config: one, schema: oneSchema },
    async (request, reply) => {
      const { waitFor: _, on: day, ...query } = await refreshed(parts, request.query);
      const asked = { on: day ?? today(request.caller.session.zone), ...query };
      const { asOf, answer } = await specificationAt(kysely, request.params.id, asked);
      if (answer) return reply.send({ asOf, ...answer });
      return sendProblem(reply, {
        status: 404,
        code: "SPECIFICATION_UNKNOWN",
        title: "There is no such specification.",
        detail: `None is drafted for ${request.params.id}; GET /v1/specifications lists them.`,
      });
    },
  );
}
