// GET /v1/recalls: how far each is; /v1/recalls/preview: what one would reach.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { recall, scopedIn } from "../../../domain/recall/recall.ts";
import { recallStatus } from "../../../domain/recall/status.ts";
import { withNames } from "../../../projections/recall/lot-names.ts";
import { openedRecalls } from "../../../projections/recall/opened.ts";
import { unknownOf } from "../../../projections/recall/unknown.ts";
import { recallForm } from "../../../reports/recall/status.ts";
import { refuseBeyondScope } from "../../access/opening.ts";
import { type About, idOf, reading, takesCopy } from "../../access/route.ts";
import { answerResponse, Format, sendAnswer } from "../../answer.ts";
import type { ApiParts } from "../../parts.ts";
import { refreshed, WaitFor } from "../../read.ts";
import { RecallListShape, RecallPreviewShape, RecallStatusShape } from "../../shape/recall.ts";
import { aboutOf, refuseNaming, SeedName, sendNotOne } from "../trace.ts";
import { unknownRecall } from "./letter.ts";
import { previewOf, type RecallPreview, unknownSuspect } from "./preview.ts";

const tags = ["recalls"];

const listSchema = {
  operationId: "listRecalls",
  tags,
  summary: "Recalls, and how far each is",
  querystring: WaitFor,
  response: { 200: RecallListShape },
};

const oneSchema = {
  operationId: "getRecall",
  tags,
  summary: "One recall: clocks, scope, consignees, goods, what waits for a decision",
  params: z.strictObject({ id: z.string() }),
  querystring: z.strictObject({ format: Format }),
  response: { 200: answerResponse(RecallStatusShape) },
};

const previewSchema = {
  operationId: "previewRecall",
  tags,
  summary: "What a recall would reach; nothing is recorded or held",
  querystring: z.strictObject({
    suspect: SeedName,
    ...WaitFor.shape,
  }),
  response: { 200: RecallPreviewShape },
};

const list = reading("listRecalls", "readRecords");
const one = reading("getRecall", "readRecords", { about: idOf("recall"), takes: takesCopy });
const preview = reading("previewRecall", "readRecords", { leavesOut: true });

export function addRecallRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { handler, database } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get("/v1/recalls", { config: list, schema: listSchema }, async (request) => {
    await refreshed(parts, request.query);
    const ids = await openedRecalls(database.kysely);
    const all = await Promise.all(ids.map((id) => statusOf(parts, id)));
    return { recalls: all.filter((found) => found !== undefined) };
  });
  const of = { config: preview, schema: previewSchema };
  typed.get("/v1/recalls/preview", of, async (request, reply) => {
    const { suspect } = await refreshed(parts, request.query);
    const { preview: found, besides } = await previewOf(parts, suspect);
    const nearest = unknownSuspect(found);
    if (nearest) {
      const none = { found: "none", asked: suspect, nearest } as const;
      await refuseNaming(parts, request, none);
      return sendNotOne(reply, suspect, none);
    }
    await refuseBeyondScope(parts, request, "readRecords", () => [
      ...namesIn(found),
      ...aboutOf(besides),
    ]);
    return reply.send(found);
  });
  typed.get("/v1/recalls/:id", { config: one, schema: oneSchema }, async (request, reply) => {
    const { id } = request.params;
    const { state } = await handler.load(recall, id);
    if (state.status === "unknown") return unknownRecall(reply, id);
    const at = parts.clock.now().toISOString();
    const unknown = await unknownOf(database.kysely, scopedIn(state), at, parts.graph);
    const plain = recallStatus(id, state);
    const goods = await withNames(database.kysely, plain.goods);
    const found = { ...plain, goods, unknown };
    return sendAnswer(reply, parts.paper, recallForm, found, request.query.format);
  });
}

async function statusOf({ handler }: Pick<ApiParts, "handler">, id: string) {
  const { state } = await handler.load(recall, id);
  return state.status === "unknown" ? undefined : recallStatus(id, state);
}

const namesIn = ({ lots, batches, shipments }: RecallPreview): readonly About[] => [
  ...lots.map((id) => ({ kind: "materialLot", id }) as const),
  ...batches.map((id) => ({ kind: "batch", id }) as const),
  ...shipments.map((id) => ({ kind: "shipment", id }) as const),
];
