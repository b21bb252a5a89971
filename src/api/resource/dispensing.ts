// GET /v1/scan, /v1/stock and /v1/batches/{id}/dispensings/{eventId}/label: what a weighing place
// asks.

import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { batch } from "../../domain/batch/batch.ts";
import { labelCode } from "../../domain/batch/dispensing/label-code.ts";
import { numberOf } from "../../domain/batch/lifecycle/lifecycle.ts";
import { isGs1Fault } from "../../domain/kernel/gs1/fault.ts";
import { dateAt } from "../../eventstore/handler/date-at.ts";
import { suggest } from "../../processes/dispensing/suggest.ts";
import { lotsOfMaterial } from "../../projections/scan/lots-of-material.ts";
import { scanned } from "../../projections/scan/scanned.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { type LabelContent, labelPng, labelSvg } from "../../reports/label/dispensing-label.ts";
import { inScope } from "../access/opening.ts";
import { idOf, reading } from "../access/route.ts";
import type { ApiParts } from "../parts.ts";
import { sendProblem } from "../problem.ts";
import { refreshed, WaitFor } from "../read.ts";
import { ScanShape, StockShape } from "../shape/plant/dispensing.ts";

const scanSchema = {
  operationId: "scan",
  tags: ["lots"],
  summary: "What a scanned code says, and which lots, containers or units it names",
  querystring: z.strictObject({
    text: z.string().max(10_000).describe("As the scanner sends it; FNC1 as U+001D."),
    ...WaitFor.shape,
  }),
  response: { 200: ScanShape },
};
const stockSchema = {
  operationId: "getStock",
  tags: ["lots"],
  summary: "What is in stock of a material, first to expire first",
  querystring: z.strictObject({ material: z.string().describe("Its id."), ...WaitFor.shape }),
  response: { 200: StockShape },
};
const labelSchema = {
  operationId: "getDispensingLabel",
  tags: ["batches"],
  summary: "The label of a dispensed container",
  params: z.strictObject({ id: z.string(), eventId: z.string() }),
  querystring: z.strictObject({ format: z.enum(["svg", "png"]).default("svg") }),
};

const several = (what: string) => reading(what, "readRecords", { leavesOut: true });
const ofBatch = reading("getDispensingLabel", "readRecords", { about: idOf("batch") });

export function addDispensingRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { kysely } = parts.database;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get("/v1/scan", { config: several("scan"), schema: scanSchema }, async (request, reply) => {
    const { text } = await refreshed(parts, request.query);
    const found = await scanned(kysely, text, parts.clock.now().toISOString().slice(0, 10));
    if (isGs1Fault(found)) return sendUnreadable(reply, found.fault, found.ai);
    const names = await inScope(parts, request, "readRecords", found.names, (one) =>
      one.lotId === null
        ? { kind: "logisticUnit", id: one.id }
        : { kind: "materialLot", id: one.lotId },
    );
    return reply.send({ ...found, names });
  });
  const stock = { config: several("getStock"), schema: stockSchema };
  typed.get("/v1/stock", stock, async (request) => {
    const { material } = await refreshed(parts, request.query);
    const { asOf, answer } = await lotsOfMaterial(kysely, material);
    const lots = await inScope(parts, request, "readRecords", answer, ({ lotId: id }) => ({
      kind: "materialLot",
      id,
    }));
    const { site, zone } = request.caller.session;
    const date = dateAt(parts.clock.now().toISOString(), zone);
    return { asOf, material, ...(await suggest(parts.handler, lots, { date, site })) };
  });
  const label = { config: ofBatch, schema: labelSchema };
  typed.get("/v1/batches/:id/dispensings/:eventId/label", label, async (request, reply) => {
    const { id, eventId } = request.params;
    const content = await labelOf(parts, id, eventId);
    if (!content) return sendNoLabel(reply);
    if (request.query.format === "png") {
      return reply.type("image/png").send(await labelPng(content.code));
    }
    return reply.type("image/svg+xml; charset=utf-8").send(await labelSvg(content));
  });
}

/** From what the batch says was weighed; undefined: no such weighing, or no code can carry it. */
export async function labelOf(
  { handler }: Pick<ApiParts, "handler">,
  batchId: string,
  eventId: string,
): Promise<LabelContent | undefined> {
  const { state } = await handler.load(batch, batchId);
  if (state.status === "unknown") return undefined;
  const dispensed = state.dispensing.dispensed.get(eventId);
  const code = dispensed && labelCode(dispensed);
  if (!dispensed || code === undefined) return undefined;
  const { material, weighing, materialLotId, containerId, dispensedContainerId } = dispensed;
  return {
    code,
    title: material.name,
    lines: [
      { label: "Net", value: quantityText(weighing.net) },
      { label: "Tare", value: quantityText(weighing.tare) },
      { label: "Gross", value: quantityText(weighing.gross) },
      { label: "Batch", value: numberOf(state) },
      { label: "Lot", value: materialLotId },
      ...(containerId === undefined ? [] : [{ label: "From", value: containerId }]),
      { label: "Container", value: dispensedContainerId },
    ],
  };
}

const sendUnreadable = (reply: FastifyReply, code: string, ai: string | undefined): FastifyReply =>
  sendProblem(reply, {
    status: 400,
    code,
    title: "The code cannot be read as GS1 data.",
    detail: ai === undefined ? "It is not well formed." : `Element (${ai}) is not as it must be.`,
  });

const sendNoLabel = (reply: FastifyReply): FastifyReply =>
  sendProblem(reply, {
    status: 404,
    code: "LABEL_UNKNOWN",
    title: "There is no such label.",
    detail: "The batch has no weighing under this id, or its code can be in no GS1 symbol.",
  });
