// GET /v1/traces: everything that something reached, or everything that it came from.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { type TraceAnswer, trace } from "../projections/genealogy/trace.ts";
import type { ApiParts } from "./parts.ts";
import { sendProblem } from "./problem.ts";
import { AsOf, refreshed } from "./read.ts";

export const TraceQuery = z.strictObject({
  from: z
    .string()
    .min(3)
    .max(300)
    .describe("scheme:value of a lot, or lot:, batch:, shipment:, unit: with an id."),
  direction: z.enum(["forward", "backward"]),
  happenedBy: z.iso
    .datetime({ offset: true })
    .optional()
    .describe("Only what had happened by then; absent: time is ignored."),
  ...AsOf.shape,
});

export function addTraceRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { database, clock } = parts;
  app.withTypeProvider<ZodTypeProvider>().get(
    "/v1/traces",
    {
      schema: { tags: ["traces"], summary: "Trace forward or backward", querystring: TraceQuery },
    },
    async (request, reply) => {
      const { from, direction, happenedBy, asOf } = await refreshed(parts, request.query);
      const query = { from, direction, at: clock.now().toISOString() };
      const answer = await trace(database.kysely, {
        ...query,
        ...(happenedBy !== undefined && { happenedBy }),
        ...(asOf !== undefined && { asOf }),
      });
      if (answer.found === "one") return answer.trace;
      return sendNotOne(reply, from, answer);
    },
  );
}

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
      title: "The identifier fits several lots.",
      detail: `${from} fits ${answer.candidates.length} lots; ask for one of them as lot:<lotId>.`,
      candidates: answer.candidates,
    });
  }
  const { nearest } = answer;
  const hint = nearest.length > 0 ? ` Near to it: ${nearest.join(", ")}.` : "";
  return sendProblem(reply, {
    status: 404,
    code: "LOT_UNKNOWN",
    title: "Nothing is known by this identifier.",
    detail: `${from} is not recorded.${hint}`,
    nearest,
  });
}
