// What a person sees in a browser: the batches, and record, trail and trace as plain pages to read.

import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { auditTrailFor } from "../../projections/audit-trail/trail.ts";
import { batchList } from "../../projections/batch-record/query/batch-list.ts";
import { trace } from "../../projections/genealogy/trace.ts";
import { traceForm } from "../../reports/answer/forms.ts";
import { inScope, refuseBeyondScope } from "../access/opening.ts";
import { idOf, reading } from "../access/route.ts";
import { sendDocument } from "../document.ts";
import type { ApiParts } from "../parts.ts";
import { batchUnknown, sendProblem } from "../problem.ts";
import { reachedBy, refuseNaming, SeedName, sendNotOne, TraceQuery } from "../resource/trace.ts";
import { sendPage } from "./send.ts";
import { startPage } from "./start.ts";
import { visitorOf } from "./visitor.ts";

const hide = { hide: true } as const;
const Id = z.strictObject({ id: z.string() });
const From = z.strictObject({ after: z.string().optional() });
const pageSize = 200;

const start = reading("listBatches", "readRecords", { leavesOut: true });
const record = reading("getBatchRecord", "readRecords", { about: idOf("batch") });
const trail = reading("getAuditTrail", "readRecords", { about: idOf("batch") });
const traces = reading("getTrace", "readRecords", { leavesOut: true });

export function addPages(app: FastifyInstance, parts: ApiParts): void {
  const { kysely } = parts.database;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    "/",
    { config: start, schema: { ...hide, querystring: From } },
    async (request, reply) => {
      const { after } = request.query;
      const page = { limit: pageSize, ...(after !== undefined && { after }) };
      const { asOf, batches: found } = await batchList(kysely, page);
      const next = found.length === pageSize ? found.at(-1)?.batchId : undefined;
      const batches = await inScope(parts, request, "readRecords", found, ({ batchId: id }) => ({
        kind: "batch",
        id,
      }));
      const visitor = await visitorOf(parts, request);
      return sendPage(reply, startPage({ asOf, batches, next, version: parts.version, visitor }));
    },
  );
  typed.get(
    "/batches/:id",
    { config: record, schema: { ...hide, params: Id } },
    async (request, reply) => {
      const { id } = request.params;
      const document = await parts.paper.batchRecord(id);
      if (!document) return sendProblem(reply, batchUnknown(id));
      return sendDocument(reply, parts.paper, document, "html");
    },
  );
  typed.get(
    "/batches/:id/trail",
    { config: trail, schema: { ...hide, params: Id } },
    async (request, reply) => {
      const { id } = request.params;
      const { batches } = await batchList(kysely, { called: id });
      const batch = batches.find(({ batchId }) => batchId === id);
      if (!batch) return sendProblem(reply, batchUnknown(id));
      const trail = await auditTrailFor(kysely, { batch: id });
      const document = await parts.paper.auditTrail(trail, `batch ${batch.batchNumber}`);
      return sendDocument(reply, parts.paper, document, "html");
    },
  );
  const querystring = TraceQuery.pick({ direction: true, classes: true }).extend({
    from: SeedName,
  });
  typed.get(
    "/traces",
    { config: traces, schema: { ...hide, querystring } },
    async (request, reply) => {
      const at = parts.clock.now().toISOString();
      const { classes = [], ...asked } = request.query;
      const query = { ...asked, classes: [classes].flat(), at };
      const answer = await trace(kysely, query, parts.graph);
      if (answer.found !== "one") {
        await refuseNaming(parts, request, answer);
        return sendNotOne(reply, answer.asked, answer);
      }
      await refuseBeyondScope(parts, request, "readRecords", () => reachedBy(answer));
      const document = await parts.paper.answer(traceForm, answer.trace);
      return sendDocument(reply, parts.paper, document, "html");
    },
  );
}
