// GET /v1/lots: material lots by identifier; one that fits several lots answers with all of them.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { lot, lots } from "../../projections/genealogy/lots.ts";
import { inScope } from "../access/opening.ts";
import { idOf, reading } from "../access/route.ts";
import type { ApiParts } from "../parts.ts";
import { sendProblem } from "../problem.ts";
import { paged, refreshed, WaitFor } from "../read.ts";
import { LotsShape, OneLotShape } from "../shape/list.ts";

const LotsQuery = z.strictObject({
  identifier: z
    .string()
    .regex(/^[^:]+:.+$/)
    .optional()
    .describe("scheme:value"),
  ...paged.shape,
});

const listSchema = {
  operationId: "listLots",
  tags: ["lots"],
  summary: "Material lots",
  querystring: LotsQuery,
  response: { 200: LotsShape },
};

const oneSchema = {
  operationId: "getLot",
  tags: ["lots"],
  summary: "One material lot",
  params: z.strictObject({ id: z.string() }),
  querystring: WaitFor,
  response: { 200: OneLotShape },
};

const list = reading("listLots", "readRecords", { leavesOut: true });
const one = reading("getLot", "readRecords", { about: idOf("materialLot") });

export function addLotRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { kysely } = parts.database;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get("/v1/lots", { config: list, schema: listSchema }, async (request) => {
    const { identifier, after, limit } = await refreshed(parts, request.query);
    const found = await lots(kysely, {
      limit,
      ...(after !== undefined && { after }),
      ...(identifier !== undefined && { identifier }),
    });
    const seen = await inScope(parts, request, "readRecords", found.answer, ({ lotId: id }) => ({
      kind: "materialLot",
      id,
    }));
    return { asOf: found.asOf, lots: seen };
  });
  typed.get("/v1/lots/:id", { config: one, schema: oneSchema }, async (request, reply) => {
    await refreshed(parts, request.query);
    const { asOf, answer } = await lot(kysely, request.params.id);
    return answer ? reply.send({ asOf, ...answer }) : sendNoLot(reply, request.params.id);
  });
}

export const sendNoLot = (reply: FastifyReply, id: string): FastifyReply =>
  sendProblem(reply, {
    status: 404,
    code: "LOT_UNKNOWN",
    title: "There is no such lot.",
    detail: `No lot has the id ${id}; GET /v1/lots?identifier= finds one by name.`,
  });
