// GET /v1/batches, and the record of one: as data, and as the document that people read.
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { batches } from "../projections/genealogy/lots.ts";
import { renderHtml } from "../reports/render/html/html.ts";
import { renderJson } from "../reports/render/json/json.ts";
import type { ApiParts } from "./parts.ts";
import { sendProblem } from "./problem.ts";
import { AsOf, paged, refreshed } from "./read.ts";

const RecordQuery = z.strictObject({
  format: z.enum(["json", "html", "pdf"]).default("json"),
  ...AsOf.shape,
});

export function addBatchRoutes(app: FastifyInstance, parts: ApiParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    "/v1/batches",
    { schema: { tags: ["batches"], summary: "Batches", querystring: paged } },
    async (request) => {
      const { after, limit } = await refreshed(parts, request.query);
      const page = { limit, ...(after !== undefined && { after }) };
      const { asOf, answer } = await batches(parts.database.kysely, page);
      return { asOf, batches: answer };
    },
  );
  const schema = {
    tags: ["batches"],
    summary: "The record of a batch: JSON, HTML, or a sealed PDF",
    params: z.strictObject({ id: z.string() }),
    querystring: RecordQuery,
  };
  typed.get("/v1/batches/:id/record", { schema }, async (request, reply) => {
    const { id } = request.params;
    const { format, asOf } = await refreshed(parts, request.query);
    const document = await parts.paper.batchRecord(id, asOf);
    if (!document) {
      return sendProblem(reply, {
        status: 404,
        code: "BATCH_UNKNOWN",
        title: "There is no such batch.",
        detail: `No batch has the id ${id}; GET /v1/batches lists them.`,
      });
    }
    if (format === "html") {
      return reply.type("text/html; charset=utf-8").send(Readable.from(renderHtml(document)));
    }
    if (format === "json") {
      return reply.type("application/json").send(Readable.from(renderJson(document)));
    }
    reply.header(
      "content-disposition",
      `inline; filename="${fileName(document.identity.recordId)}"`,
    );
    return reply.type("application/pdf").send(await parts.paper.sealed(document));
  });
}

const fileName = (recordId: string): string => `${recordId.replace(/[^A-Za-z0-9._-]+/g, "-")}.pdf`;
