// What a person sees in a browser: the batches, and record, trail and trace as plain pages to read.
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { auditTrailFor } from "../projections/audit-trail/trail.ts";
import { batches } from "../projections/genealogy/lots.ts";
import { trace } from "../projections/genealogy/trace.ts";
import type { Document } from "../reports/model/document.ts";
import { renderHtml } from "../reports/render/html/html.ts";
import type { ApiParts } from "./parts.ts";
import { startPage } from "./start-page.ts";
import { sendNotOne, TraceQuery } from "./trace-routes.ts";

const hide = { hide: true } as const;
const Id = z.strictObject({ id: z.string() });

export function addPages(app: FastifyInstance, parts: ApiParts): void {
  const { kysely } = parts.database;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get("/", { schema: hide }, async (_request, reply) => {
    const { asOf, answer } = await batches(kysely, { limit: 1_000 });
    return page(reply, startPage({ asOf, batches: answer, version: parts.version }));
  });
  typed.get("/batches/:id", { schema: { ...hide, params: Id } }, async (request, reply) => {
    const document = await parts.paper.batchRecord(request.params.id);
    return document ? read(reply, document) : reply.callNotFound();
  });
  typed.get("/batches/:id/trail", { schema: { ...hide, params: Id } }, async (request, reply) => {
    const batch = request.params.id;
    const trail = await auditTrailFor(kysely, { batch });
    return read(reply, await parts.paper.auditTrail(trail, `batch ${batch}`));
  });
  const querystring = TraceQuery.pick({ from: true, direction: true });
  typed.get("/traces", { schema: { ...hide, querystring } }, async (request, reply) => {
    const at = parts.clock.now().toISOString();
    const answer = await trace(kysely, { ...request.query, at });
    if (answer.found !== "one") return sendNotOne(reply, request.query.from, answer);
    return read(reply, await parts.paper.trace(answer.trace));
  });
}

const page = (reply: FastifyReply, html: string): FastifyReply =>
  reply.type("text/html; charset=utf-8").send(html);

const read = (reply: FastifyReply, document: Document): FastifyReply =>
  reply.type("text/html; charset=utf-8").send(Readable.from(renderHtml(document)));
