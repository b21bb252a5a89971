// GET /v1/batches, and the record of one: as data, and as the document that people read.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { batchList } from "../../projections/batch-record/query/batch-list.ts";
import { inScope } from "../access/opening.ts";
import { idOf, reading, takesCopy } from "../access/route.ts";
import { sendDocument } from "../document.ts";
import type { ApiParts } from "../parts.ts";
import { batchUnknown, sendProblem } from "../problem.ts";
import { AsOf, paged, refreshed } from "../read.ts";
import { documentResponse } from "../shape/document.ts";
import { BatchesShape } from "../shape/list.ts";

const listSchema = {
  operationId: "listBatches",
  tags: ["batches"],
  summary: "Batches",
  querystring: z.strictObject({
    called: z.string().optional().describe("Only this id or this batch number."),
    ...paged.shape,
  }),
  response: { 200: BatchesShape },
};

const recordSchema = {
  operationId: "getBatchRecord",
  tags: ["batches"],
  summary: "The record of a batch: JSON, HTML, or a sealed PDF",
  params: z.strictObject({ id: z.string() }),
  querystring: z.strictObject({
    format: z.enum(["json", "html", "pdf"]).default("json"),
    ...AsOf.shape,
  }),
  response: { 200: documentResponse },
};

const list = reading("listBatches", "readRecords", { leavesOut: true });
const one = reading("getBatchRecord", "readRecords", { about: idOf("batch"), takes: takesCopy });
const aboutBatch = ({ batchId: id }: { readonly batchId: string }) =>
  ({ kind: "batch", id }) as const;

export function addBatchRoutes(app: FastifyInstance, parts: ApiParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get("/v1/batches", { config: list, schema: listSchema }, async (request) => {
    const { after, limit, called } = await refreshed(parts, request.query);
    const { asOf, batches } = await batchList(parts.database.kysely, {
      limit,
      ...(after !== undefined && { after }),
      ...(called !== undefined && { called }),
    });
    return { asOf, batches: await inScope(parts, request, "readRecords", batches, aboutBatch) };
  });
  typed.get(
    "/v1/batches/:id/record",
    { config: one, schema: recordSchema },
    async (request, reply) => {
      const { id } = request.params;
      const { format, asOf } = await refreshed(parts, request.query);
      const document = await parts.paper.batchRecord(id, asOf);
      if (!document) return sendProblem(reply, batchUnknown(id));
      return sendDocument(reply, parts.paper, document, format);
    },
  );
}
