// GET /v1/audit-trail: what concerns a batch, a thing, a person or a period. As a page of JSON,
// streamed whole as NDJSON or CSV, or as a document.
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Right } from "../../domain/kernel/access/right.ts";
import { actionClasses, criticalities } from "../../domain/kernel/event-type.ts";
import { isSubjectKind, subjectKinds } from "../../domain/kernel/subject.ts";
import type { AuditEntry } from "../../projections/audit-trail/entry.ts";
import {
  auditTrailFor,
  type Trail,
  type TrailQuery,
  trailDigest,
} from "../../projections/audit-trail/trail.ts";
import { trailKinds } from "../../projections/audit-trail/which-trail.ts";
import { trailExport } from "../../reports/audit-trail/tables.ts";
import { renderCsv } from "../../reports/render/csv/csv.ts";
import { type About, reading, takesCopy, textIn } from "../access/route.ts";
import { rightsForTrail } from "../access/trail-rights.ts";
import { sendDocument } from "../document.ts";
import type { ApiParts } from "../parts.ts";
import { AsOf, refreshed } from "../read.ts";
import { AuditEntryShape } from "../shape/audit-entry.ts";
import { documentResponse } from "../shape/document.ts";

const flag = z.stringbool().optional();
const list = <T extends z.ZodType>(of: T) =>
  z.preprocess((given) => (typeof given === "string" ? [given] : given), z.array(of)).optional();

const TrailShape = z.strictObject({
  batch: z.string().min(1).optional().describe("Whatever concerns this batch, in any stream."),
  aboutKind: z.enum(subjectKinds).optional().describe("With aboutId: what names this thing."),
  aboutId: z.string().min(1).optional(),
  person: z.string().min(1).optional().describe("Id: what they did, or what was done about them."),
  from: z.iso.datetime({ offset: true }).optional().describe("Recorded from then on."),
  until: z.iso.datetime({ offset: true }).optional().describe("Recorded before then."),
  trail: list(z.enum(trailKinds)).describe(
    "Record and system, where nothing is said; all of them with person, action or type.",
  ),
  action: list(z.enum(actionClasses)),
  type: list(z.string()),
  criticality: list(z.enum(criticalities)),
  peopleOnly: flag,
  refusedOnly: flag,
  changedOnly: flag,
  lateOnly: flag,
  foreignOnly: flag,
  after: z.coerce.number().int().min(0).optional().describe("Only entries after this position."),
  digest: flag.describe("State the digest also where the answer is the first page of more."),
  limit: z.coerce.number().int().min(1).max(10_000).optional(),
  format: z.enum(["json", "ndjson", "csv", "html", "pdf"]).default("json"),
  ...AsOf.shape,
});
const TrailRequest = TrailShape.refine(
  ({ aboutKind, aboutId }) => (aboutKind === undefined) === (aboutId === undefined),
  { path: ["aboutId"], error: "aboutKind and aboutId are given together" },
);
type Asked = Omit<z.output<typeof TrailRequest>, "format">;

const TrailPage = z.object({
  asOf: z.int(),
  digest: z
    .string()
    .exactOptional()
    .describe(
      "Of the whole trail: SHA-256 over RFC 8785 of each entry and a line feed. Absent where all " +
        "of it is not here, unless it was asked for.",
    ),
  entries: z.array(AuditEntryShape).readonly(),
  next: z
    .object({ after: z.int() })
    .exactOptional()
    .describe("There may be more; ask again with this."),
});

const schema = {
  operationId: "getAuditTrail",
  tags: ["audit trail"],
  summary: "Audit trail",
  querystring: TrailRequest,
  response: {
    200: {
      ...documentResponse,
      content: {
        ...documentResponse.content,
        "application/json": { schema: TrailPage },
        "application/x-ndjson": { schema: AuditEntryShape },
        "text/csv": { schema: z.string() },
      },
    },
  },
};

const config = reading("getAuditTrail", "readRecords", {
  about: aboutIn,
  rights: rightsFor,
  takes: takesCopy,
});

/** A trail of one thing is about that thing. */
function aboutIn({ query }: FastifyRequest): About | undefined {
  const batch = textIn(query, "batch");
  if (batch !== undefined) return { kind: "batch", id: batch };
  const [kind = "", id] = [textIn(query, "aboutKind"), textIn(query, "aboutId")];
  return isSubjectKind(kind) && id !== undefined ? { kind, id } : undefined;
}

function rightsFor(request: FastifyRequest): readonly Right[] {
  const asked = TrailRequest.safeParse(asGiven(request));
  // What cannot be read is refused by its shape.
  if (!asked.success) return ["readRecords"];
  const { format: _, ...query } = asked.data;
  return rightsForTrail(trailQuery(query));
}

/** The query as it came: flags and numbers are words in it. */
const asGiven = ({ query }: FastifyRequest): unknown =>
  typeof query === "object" && query !== null
    ? Object.fromEntries(
        Object.entries(query)
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]),
      )
    : query;

const pageSize = 500;

export function addAuditTrailRoutes(app: FastifyInstance, parts: ApiParts): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get("/v1/audit-trail", { config, schema }, async (request, reply) => {
      const { format, ...asked } = await refreshed(parts, request.query);
      const { kysely } = parts.database;
      if (format === "json") return reply.send(await pageOf(parts, asked));
      const trail = await auditTrailFor(kysely, trailQuery(asked));
      reply.header("batchproof-as-of", String(trail.asOf));
      if (format === "csv") {
        const lines = renderCsv(trailExport("trail", trail.entries));
        return stream(reply, "text/csv; charset=utf-8", lines);
      }
      if (format === "ndjson") return stream(reply, "application/x-ndjson", linesOf(trail));
      const document = await parts.paper.auditTrail(trail, subjectOf(asked));
      return sendDocument(reply, parts.paper, document, format);
    });
}

async function pageOf({ database }: ApiParts, asked: Asked): Promise<z.output<typeof TrailPage>> {
  const limit = asked.limit ?? pageSize;
  const trail = await auditTrailFor(database.kysely, trailQuery({ ...asked, limit }));
  const entries: AuditEntry[] = await Array.fromAsync(trail.entries());
  const last = entries.length === limit ? entries.at(-1)?.position : undefined;
  const page = { asOf: trail.asOf, entries };
  const isFirst = asked.after === undefined;
  if (last === undefined) return isFirst ? { ...page, digest: await digestOf(entries) } : page;
  const next = { after: last };
  if (!isFirst || !asked.digest) return { ...page, next };
  const { limit: _, ...whole } = { ...asked, asOf: trail.asOf };
  const all = await auditTrailFor(database.kysely, trailQuery(whole));
  return { ...page, next, digest: await digestOf(all.entries()) };
}

async function digestOf(
  entries: Iterable<AuditEntry> | AsyncIterable<AuditEntry>,
): Promise<string> {
  const all = trailDigest();
  for await (const entry of entries) all.add(entry);
  return all.digest();
}

function trailQuery({ aboutKind, aboutId, waitFor: _, digest: __, ...asked }: Asked): TrailQuery {
  const { action: actions, type: types, criticality: criticalities, trail, ...rest } = asked;
  const about = aboutKind && aboutId ? { kind: aboutKind, id: aboutId } : undefined;
  const given = Object.entries({ ...rest, trails: trail, actions, types, criticalities, about });
  // Members that were not asked for are left out, not undefined.
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

const subjectOf = ({ batch, aboutKind, aboutId, person }: Asked): string =>
  [
    ...(batch === undefined ? [] : [`batch ${batch}`]),
    ...(aboutId === undefined ? [] : [`${aboutKind ?? ""} ${aboutId}`]),
    ...(person === undefined ? [] : [`person ${person}`]),
  ].join(", ") || "everything recorded";

/** Ends with the reader: when the connection closes, nothing more is asked of the database. */
const stream = (reply: FastifyReply, type: string, text: AsyncIterable<string>): FastifyReply =>
  reply.type(type).send(Readable.from(text));

async function* linesOf(trail: Trail): AsyncGenerator<string> {
  for await (const entry of trail.entries()) yield `${JSON.stringify(entry)}\n`;
}
