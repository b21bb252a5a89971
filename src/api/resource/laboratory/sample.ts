// GET /v1/samples: samples of a lot, of a material, in a state; one sample, whole.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { sampleAt } from "../../../projections/laboratory/sample.ts";
import { sampleList, sampleStates } from "../../../projections/laboratory/samples.ts";
import { inScope } from "../../access/opening.ts";
import { idOf, reading } from "../../access/route.ts";
import type { ApiParts } from "../../parts.ts";
import { sendProblem } from "../../problem.ts";
import { AsOf, pagedByPosition, refreshed } from "../../read.ts";
import { SampleShape, SamplesShape } from "../../shape/plant/sample.ts";

const tags = ["samples"];

const listSchema = {
  operationId: "listSamples",
  tags,
  summary: "Samples, their state, and how many of their results are out of specification",
  querystring: z.strictObject({
    lot: z.string().optional().describe("The id of a lot."),
    material: z.string().optional().describe("The id of a material definition."),
    state: z.enum(sampleStates).optional(),
    ...pagedByPosition.shape,
  }),
  response: { 200: SamplesShape },
};

const oneSchema = {
  operationId: "getSample",
  tags,
  summary: "A sample: chain of custody, containers, results with repeats, retains",
  params: z.strictObject({ id: z.string() }),
  querystring: AsOf,
  response: { 200: SampleShape },
};

const list = reading("listSamples", "readRecords", { leavesOut: true });
const one = reading("getSample", "readRecords", { about: idOf("sample") });

export function addSampleRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { kysely } = parts.database;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get("/v1/samples", { config: list, schema: listSchema }, async (request) => {
    const { waitFor: _, ...query } = await refreshed(parts, request.query);
    const { asOf, answer } = await sampleList(kysely, query);
    const samples = await inScope(parts, request, "readRecords", answer, ({ sampleId: id }) => ({
      kind: "sample",
      id,
    }));
    return { asOf, samples };
  });
  typed.get("/v1/samples/:id", { config: one, schema: oneSchema }, async (request, reply) => {
    const { asOf: wanted } = await refreshed(parts, request.query);
    const { asOf, answer } = await sampleAt(kysely, request.params.id, wanted);
    if (answer) return reply.send({ asOf, ...answer });
    return sendProblem(reply, {
      status: 404,
      code: "SAMPLE_UNKNOWN",
      title: "There is no such sample.",
      detail: `No sample has the id ${request.params.id}; GET /v1/samples lists them.`,
    });
  });
}
