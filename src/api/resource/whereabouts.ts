// GET /v1/whereabouts: where everything is now that something reached.
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Whereabouts } from "../../projections/whereabouts/answer.ts";
import { whereabouts } from "../../projections/whereabouts/reached.ts";
import { renderCsv } from "../../reports/render/csv/csv.ts";
import { whereaboutsExport } from "../../reports/whereabouts/tables.ts";
import { refuseBeyondScope } from "../access/opening.ts";
import { reading, takesCopy } from "../access/route.ts";
import type { ApiParts } from "../parts.ts";
import { AsOf, refreshed } from "../read.ts";
import { WhereaboutsShape } from "../shape/whereabouts.ts";
import { reachedBy, refuseNaming, SeedName, sendNotOne } from "./trace.ts";

const WhereaboutsQuery = z.strictObject({
  from: SeedName,
  alone: z.stringbool().default(false).describe("Only of the lot itself, not of what it became."),
  format: z.enum(["json", "csv"]).default("json"),
  ...AsOf.shape,
});

const schema = {
  operationId: "getWhereabouts",
  tags: ["traces"],
  summary: "Where everything is now that something reached",
  querystring: WhereaboutsQuery,
  response: {
    200: {
      description: "Where everything is",
      content: {
        "application/json": { schema: WhereaboutsShape },
        "text/csv": { schema: z.string() },
      },
    },
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
      return sendWhereabouts(reply, answer, format);
    });
}

function sendWhereabouts(
  reply: FastifyReply,
  answer: Whereabouts,
  format: "json" | "csv",
): FastifyReply {
  reply.header("batchproof-as-of", String(answer.asOf));
  if (format === "json") return reply.send(answer satisfies z.output<typeof WhereaboutsShape>);
  const lines = renderCsv(whereaboutsExport(answer));
  return reply.type("text/csv; charset=utf-8").send(Readable.from(lines));
}
