// GET /v1/dispatch-list: the open orders, the most urgent first.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { dispatchList } from "../../../projections/master-recipe/dispatch.ts";
import { inScope } from "../../access/opening.ts";
import { reading } from "../../access/route.ts";
import type { ApiParts } from "../../parts.ts";
import { AsOf, refreshed } from "../../read.ts";
import { DispatchListShape } from "../../shape/plant/dispatch.ts";

const schema = {
  operationId: "getDispatchList",
  tags: ["orders"],
  summary: "Open orders by priority and due date, their batches, and what is lacking",
  querystring: z.strictObject({
    site: z.string().optional().describe("Only of this site; else of every one."),
    campaign: z.string().optional().describe("Only of this campaign."),
    ...AsOf.shape,
  }),
  response: { 200: DispatchListShape },
};

const config = reading("getDispatchList", "readRecords", { leavesOut: true });
const aboutOrder = ({ orderId: id }: { readonly orderId: string }) =>
  ({ kind: "order", id }) as const;

export function addDispatchRoutes(app: FastifyInstance, parts: ApiParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get("/v1/dispatch-list", { config, schema }, async (request) => {
    const { site, campaign, asOf } = await refreshed(parts, request.query);
    const found = await dispatchList(parts.database.kysely, {
      at: parts.clock.now(),
      ...(site !== undefined && { site }),
      ...(campaign !== undefined && { campaign }),
      ...(asOf !== undefined && { asOf }),
    });
    const orders = await inScope(parts, request, "readRecords", found.orders, aboutOrder);
    return { asOf: found.asOf, orders };
  });
}
