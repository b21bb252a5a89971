// GET /v1/whereabouts: where everything is now that something reached.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Whereabouts } from "../../projections/whereabouts/answer.ts";
import { whereabouts } from "../../projections/whereabouts/reached.ts";
import { refuseBeyondEnd, serialLinesMax } from "../../projections/whereabouts/serials.ts";
import { whereaboutsForm } from "../../reports/answer/forms.ts";
import { refuseBeyondScope } from "../access/opening.ts";
import { type About, reading, takesCopy } from "../access/route.ts";
import { answerResponse, Format, sendAnswer } from "../answer.ts";
import type { ApiParts } from "../parts.ts";
import { AsOf, refreshed } from "../read.ts";
import { WhereaboutsShape } from "../shape/whereabouts.ts";
import { reachedBy, refuseNaming, SeedName, sendNotOne } from "./trace.ts";

const WhereaboutsQuery = z.strictObject({
  from: SeedName,
  alone: z.stringbool().default(false).describe("Only of the lot itself, not of what it became."),
  serials: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe(`Serial numbers too: this page of them, of ${serialLinesMax} lines each.`),
  format: Format,
  ...AsOf.shape,
});

const schema = {
  operationId: "getWhereabouts",
  tags: ["traces"],
  summary: "Where everything is now that something reached",
  querystring: WhereaboutsQuery,
  response: {
    200: answerResponse(WhereaboutsShape),
  },
};

const config = reading("getWhereabouts", "readRecords", { leavesOut: true, takes: takesCopy });

export function addWhereaboutsRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { database, clock, graph } = parts;
  app
    .withTypeProvider<ZodTypeProvider>()
    .get("/v1/whereabouts", { config, schema }, async (request, reply) => {
      const { from, alone, serials, asOf, format } = await refreshed(parts, request.query);
      const at = clock.now().toISOString();
      const more = {
        ...(serials !== undefined && { serials }),
        ...(asOf !== undefined && { asOf }),
      };
      const query = { from, alone, at, ...more };
      const found = await whereabouts(database.kysely, query, graph);
      if (found.found !== "one") {
        await refuseNaming(parts, request, found);
        return sendNotOne(reply, from, found);
      }
      const { whereabouts: answer } = found;
      await refuseBeyondScope(parts, request, "readRecords", () => [
        ...reachedBy(found),
        ...placedIn(answer),
      ]);
      refuseBeyondEnd(answer);
      return sendAnswer(reply, parts.paper, whereaboutsForm, answer, format);
    });
}

/** What the answer names beside what the trace reached. */
export const placedIn = ({ lots, serials = [] }: Whereabouts): readonly About[] => [
  ...lots.map(({ lotId: id }) => ({ kind: "materialLot", id }) as const),
  // Drawn for it a moment ago, and not known to the trace yet.
  ...lots.flatMap(({ holdings }) =>
    holdings.flatMap(({ state, id }) =>
      state === "inProcess" && id !== undefined ? [{ kind: "batch", id } as const] : [],
    ),
  ),
  ...[...new Set(serials.flatMap(({ batchId }) => batchId ?? []))].map(
    (id) => ({ kind: "batch", id }) as const,
  ),
];
