// GET /v1/audit-trail: entries of a batch, a lot, a person, a period; as a page of JSON, or
// streamed as NDJSON or CSV.
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { actionClasses, criticalities } from "../domain/kernel/event-type.ts";
import { subjectKinds } from "../domain/kernel/subject.ts";
import { auditTrailFor, type TrailQuery } from "../projections/audit-trail/trail.ts";
import { trailExport } from "../reports/audit-trail/tables.ts";
import { renderCsv } from "../reports/render/csv/csv.ts";
import type { ApiParts } from "./parts.ts";
import { AsOf, refreshed } from "./read.ts";

const flag = z.stringbool().optional();
const list = <T extends z.ZodType>(of: T) =>
  z.preprocess((given) => (typeof given === "string" ? [given] : given), z.array(of)).optional();

export const TrailRequest = z.strictObject({
  batch: z.string().min(1).optional(),
  aboutKind: z.enum(subjectKinds).optional(),
  aboutId: z.string().min(1).optional(),
  person: z.string().min(1).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  action: list(z.enum(actionClasses)),
  type: list(z.string()),
  criticality: list(z.enum(criticalities)),
  peopleOnly: flag,
  refusedOnly: flag,
  changedOnly: flag,
  lateOnly: flag,
  foreignOnly: flag,
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(10_000).optional(),
  format: z.enum(["json", "ndjson", "csv"]).default("json"),
  ...AsOf.shape,
});

const pageSize = 500;

export function addAuditTrailRoutes(app: FastifyInstance, parts: ApiParts): void {
  const schema = { tags: ["audit trail"], summary: "Audit trail", querystring: TrailRequest };
  app
    .withTypeProvider<ZodTypeProvider>()
    .get("/v1/audit-trail", { schema }, async (request, reply) => {
      const { format, ...asked } = await refreshed(parts, request.query);
      const { kysely } = parts.database;
      if (format !== "json") {
        const trail = await auditTrailFor(kysely, trailQuery(asked));
        reply.header("batchproof-as-of", String(trail.asOf));
        if (format === "ndjson")
          return reply.type("application/x-ndjson").send(lines(trail.entries()));
        const table = trailExport("trail", trail.entries);
        return reply.type("text/csv; charset=utf-8").send(Readable.from(renderCsv(table)));
      }
      const limit = asked.limit ?? pageSize;
      const trail = await auditTrailFor(kysely, trailQuery({ ...asked, limit }));
      const entries = await Array.fromAsync(trail.entries());
      const last = entries.length === limit ? entries.at(-1)?.position : undefined;
      return { asOf: trail.asOf, entries, ...(last !== undefined && { next: { after: last } }) };
    });
}

export function trailQuery({
  aboutKind,
  aboutId,
  action,
  type,
  criticality,
  waitFor: _,
  ...rest
}: Omit<z.output<typeof TrailRequest>, "format">): TrailQuery {
  const about =
    aboutKind !== undefined && aboutId !== undefined
      ? { about: { kind: aboutKind, id: aboutId } }
      : {};
  const given = Object.entries({
    ...rest,
    actions: action,
    types: type,
    criticalities: criticality,
  });
  // Members that were not asked for are left out, not undefined.
  return { ...Object.fromEntries(given.filter(([, value]) => value !== undefined)), ...about };
}

const lines = (entries: AsyncIterable<object>): Readable =>
  Readable.from(
    (async function* () {
      for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
    })(),
  );
