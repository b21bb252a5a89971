// GET /v1/traces: everything that something reached, or everything that it came from.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { isLimited } from "../../domain/kernel/access/standing.ts";
import { contactClasses } from "../../projections/genealogy/contact/contact.ts";
import { traceInRows } from "../../projections/genealogy/in-rows/trace-in-rows.ts";
import type { Thing } from "../../projections/genealogy/question/thing.ts";
import { type Candidate, candidateThing } from "../../projections/genealogy/seed.ts";
import { type OneTrace, type TraceAnswer, trace } from "../../projections/genealogy/trace.ts";
import { traceForm } from "../../reports/answer/forms.ts";
import { refuseBeyondScope } from "../access/opening.ts";
import { type About, reading, takesCopy } from "../access/route.ts";
import { answerResponse, Format, sendAnswer } from "../answer.ts";
import type { ApiParts } from "../parts.ts";
import { sendProblem } from "../problem.ts";
import { AsOf, refreshed } from "../read.ts";
import { TraceShape } from "../shape/trace.ts";
import { sendTraceCsv } from "./trace-csv.ts";

const seedHelp =
  "scheme:value of a lot; lot:, batch:, shipment:, unit: with an id; equipment:, person:, " +
  "location:, order:, party: with an id and perhaps @from..to; recipe:id@version; " +
  "reading:name<5 kN; document:number; container:id; artwork:material@version; " +
  "calibration:equipment@certificate; stretch:lot@from..to unit; serial:number; complaint:number.";

export const SeedName = z.string().min(3).max(300).describe(seedHelp);

const ContactClass = z.enum(contactClasses);

export const TraceQuery = z.strictObject({
  from: z.union([SeedName, z.array(SeedName).max(100)]).describe("Once for each thing."),
  direction: z
    .enum(["forward", "backward", "mixed"])
    .describe("Mixed: back to every origin, then forward from each of them and from the seed."),
  happenedBy: z.iso
    .datetime({ offset: true })
    .optional()
    .describe("Only what had happened by then; absent: time is ignored."),
  strict: z
    .stringbool()
    .optional()
    .describe("Observed times exclude what had left before the material came."),
  depth: z.coerce.number().int().min(1).max(10_000).optional().describe("Steps at most."),
  rollUp: z
    .stringbool()
    .optional()
    .describe("Sublots under the lots that they are parts of; the answer says so."),
  classes: z
    .union([ContactClass, z.array(ContactClass).max(2)])
    .optional()
    .describe(
      "Lists, beside the scope and never in it, what was in contact with it: through equipment " +
        "between two cleanings, or in one place.",
    ),
  format: Format,
  ...AsOf.shape,
});

const schema = {
  operationId: "getTrace",
  tags: ["traces"],
  summary: "Trace forward or backward",
  querystring: TraceQuery,
  response: {
    200: answerResponse(TraceShape),
  },
};

const config = reading("getTrace", "readRecords", { leavesOut: true, takes: takesCopy });

export function addTraceRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { database, clock, graph } = parts;
  app
    .withTypeProvider<ZodTypeProvider>()
    .get("/v1/traces", { config, schema }, async (request, reply) => {
      const asked = await refreshed(parts, request.query);
      const {
        from,
        direction,
        happenedBy,
        strict,
        depth,
        rollUp,
        classes = [],
        asOf,
        format,
      } = asked;
      const query = {
        from,
        direction,
        at: clock.now().toISOString(),
        classes: [classes].flat(),
        ...(strict && { isStrict: true }),
        ...(rollUp && { isRolledUp: true }),
        ...(depth !== undefined && { depth }),
        ...(happenedBy !== undefined && { happenedBy }),
        ...(asOf !== undefined && { asOf }),
      };
      const { kysely } = database;
      // What is rolled up, or beside the scope, is told of the whole.
      const isPlain = !rollUp && query.classes.length === 0;
      const inRows = format === "csv" && isPlain;
      const ask = inRows ? traceInRows : trace;
      const counted = inRows ? undefined : parts.paper.logSize();
      counted?.catch(() => {});
      const answer = await ask(kysely, query, graph);
      if (answer.found !== "one") {
        await refuseNaming(parts, request, answer);
        return sendNotOne(reply, answer.asked, answer);
      }
      const { trace: found } = answer;
      if ("nodes" in found) return sendTraceCsv(parts, request, reply, found);
      const besides = "besides" in answer ? answer.besides : [];
      const named = () => reachedBy({ trace: found, besides });
      await refuseBeyondScope(parts, request, "readRecords", named);
      return sendAnswer(reply, parts.paper, traceForm, found, format, counted);
    });
}

/** Each thing once that a right can leave out. */
export function aboutOf(things: readonly Pick<Thing, "kind" | "id">[]): readonly About[] {
  const unlike = new Map<string, About>();
  for (const { kind, id } of things) {
    if (kind !== "logisticUnit") unlike.set(`${kind} ${id}`, { kind, id });
  }
  return [...unlike.values()];
}

/** Everything that the answer names. */
export const reachedBy = ({
  trace: { lots, batches, shipments, seeds, contacts = [] },
  besides,
}: Omit<OneTrace, "found">): readonly About[] => [
  ...aboutOf(besides),
  ...contacts.flatMap((one) => [
    ...aboutOf([one.thing, ...one.lots]),
    { kind: one.where.kind, id: one.where.id },
  ]),
  ...seeds.flatMap(({ things }) => aboutOf(things)),
  ...lots.map(({ lotId: id }) => ({ kind: "materialLot", id }) as const),
  ...lots.flatMap(({ rolledUp }) => aboutOf(rolledUp?.sublots ?? [])),
  ...batches.map(({ batchId: id }) => ({ kind: "batch", id }) as const),
  ...shipments.map(({ shipmentId: id }) => ({ kind: "shipment", id }) as const),
];

/** What else there is, and what it is called, is told to nobody whose right leaves out a part. */
export const refuseNaming = (
  parts: ApiParts,
  request: FastifyRequest,
  answer: Exclude<TraceAnswer, { found: "one" }>,
): Promise<void> => refuseBeyondScope(parts, request, "readRecords", () => namedBy(answer));

/** What a list of candidates names; the nearest names may be of anything. */
export const namedBy = (answer: NotOne): readonly About[] =>
  answer.found === "several"
    ? answer.candidates.map(candidateThing)
    : [{ kind: "materialLot", id: "none" }];

type NotOne =
  | { readonly found: "several"; readonly candidates: readonly Candidate[] }
  | { readonly found: "none" };

/** None: 404 with the nearest names. Several: 300 with the list, never a pick. */
export function sendNotOne(
  reply: FastifyReply,
  from: string,
  answer: Exclude<TraceAnswer, { found: "one" }>,
): FastifyReply {
  if (answer.found === "several") {
    return sendProblem(reply, {
      status: 300,
      code: "IDENTIFIER_AMBIGUOUS",
      title: "The identifier fits several things.",
      detail: `${from} fits ${answer.candidates.length}; ask for one of them by its id.`,
      candidates: answer.candidates,
    });
  }
  // They may be of any part of the plant, and of any site.
  const isPart = isLimited(reply.request.caller.session.permits, "readRecords");
  const nearest = isPart ? [] : answer.nearest;
  const hint = nearest.length > 0 ? ` Near to it: ${nearest.join(", ")}.` : "";
  return sendProblem(reply, {
    status: 404,
    code: "LOT_UNKNOWN",
    title: "Nothing is known by this identifier.",
    detail: `${from} is not recorded.${hint}`,
    nearest,
  });
}
