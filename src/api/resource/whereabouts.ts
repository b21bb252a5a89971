// GET /v1/whereabouts: where everything is now that something reached.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { whereabouts } from "../../projections/whereabouts/reached.ts";
import { whereaboutsForm } from "../../reports/answer/forms.ts";
import { refuseBeyondScope } from "../access/opening.ts";
import { reading, takesCopy } from "../access/route.ts";
import { answerResponse, Format, sendAnswer } from "../answer.ts";
import type { ApiParts } from "../parts.ts";
import { AsOf, refreshed } from "../read.ts";
import { WhereaboutsShape } from "../shape/whereabouts.ts";
import { reachedBy, refuseNaming, SeedName, sendNotOne } from "./trace.ts";

const WhereaboutsQuery = z.strictObject({
  from: SeedName,
  alone: z.stringbool().default(false).describe("Only of the lot itself, not of what it became."),
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
      const { from, alone, asOf, format } = await refreshed(parts, request.query);
      const at = clock.now().toISOString();
      const query = { from, alone, at, ...(asOf !== undefined && { asOf }) };
      const found = await whereabouts(database.kysely, query, graph);
      if (found.found !== "one") {
        await refuseNaming(parts, request, found);
        return sendNotOne(reply, from, found);
      }
      const { whereabouts: answer, trace } = found;
      const lots = answer.lots.map(({ lotId: id }) => ({ kind: "materialLot", id }) as const);
      await refuseBeyondScope(parts, request, "readRecords", () => [...reachedBy(trace), ...lots]);
      return sendAnswer(reply, parts.paper, whereaboutsForm, answer, format);
    });
}
