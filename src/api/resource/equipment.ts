// GET /v1/equipment/{id}/status, /log, /oee and /calibration-impact. The first three are read from
// the log itself, by business time; the last from the read models.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { logOf, statusOf } from "../../domain/equipment/answer.ts";
import { doubtsOf } from "../../domain/equipment/calibration.ts";
import { type Equipment, equipment } from "../../domain/equipment/equipment.ts";
import { momentsOf } from "../../domain/equipment/history.ts";
import { oee } from "../../domain/equipment/oee.ts";
import { toUtc } from "../../domain/kernel/instant.ts";
import { dateAt } from "../../eventstore/handler/date-at.ts";
import { calibrationImpact } from "../../projections/equipment/calibration-impact.ts";
import { idOf, reading } from "../access/route.ts";
import type { ApiParts } from "../parts.ts";
import { sendProblem } from "../problem.ts";
import { refreshed, WaitFor } from "../read.ts";
import {
  CalibrationImpactShape,
  LogShape,
  OeeShape,
  StatusShape,
} from "../shape/plant/equipment.ts";

const params = z.strictObject({ id: z.string() });
const Instant = z.iso.datetime({ offset: true });
const At = z.strictObject({ at: Instant.optional().describe("Business time; absent: now.") });
const Between = z.strictObject({ from: Instant, to: Instant });
const Oee = z.strictObject({
  ...Between.shape,
  idealPerHour: z.coerce.number().int().min(1).describe("Pieces per hour at its ideal rate."),
});

const common = { tags: ["equipment"], params };
const statusSchema = {
  ...common,
  operationId: "getEquipmentStatus",
  summary: "How a piece of equipment stood at a second",
  querystring: At,
  response: { 200: StatusShape },
};
const logSchema = {
  ...common,
  operationId: "getEquipmentLog",
  summary: "What happened to a piece of equipment (21 CFR 211.182)",
  querystring: Between,
  response: { 200: LogShape },
};
const oeeSchema = {
  ...common,
  operationId: "getEquipmentOee",
  summary: "Availability, performance, quality of a machine",
  querystring: Oee,
  response: { 200: OeeShape },
};
const impactSchema = {
  ...common,
  operationId: "getCalibrationImpact",
  summary: "What a failed calibration puts in doubt: measurements, batches, lots",
  querystring: WaitFor,
  response: { 200: CalibrationImpactShape },
};

const config = (what: string) => reading(what, "readRecords", { about: idOf("equipment") });

export function addEquipmentRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { clock, database } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const status = { config: config("getEquipmentStatus"), schema: statusSchema };
  typed.get("/v1/equipment/:id/status", status, async (request, reply) => {
    const known = await load(parts, request.params.id);
    if (!known) return sendUnknown(reply);
    const at = toUtc(request.query.at ?? clock.now().toISOString());
    const on = dateAt(at, request.caller.session.zone);
    return reply.send(statusOf(known, { at, on }));
  });
  const log = { config: config("getEquipmentLog"), schema: logSchema };
  typed.get("/v1/equipment/:id/log", log, async (request, reply) => {
    const known = await load(parts, request.params.id);
    const { from, to } = request.query;
    return known ? reply.send(logOf(known, toUtc(from), toUtc(to))) : sendUnknown(reply);
  });
  const effectiveness = { config: config("getEquipmentOee"), schema: oeeSchema };
  typed.get("/v1/equipment/:id/oee", effectiveness, async (request, reply) => {
    const known = await load(parts, request.params.id);
    const { from, to, idealPerHour } = request.query;
    if (!known) return sendUnknown(reply);
    return reply.send(
      oee(momentsOf(known.history), { from: toUtc(from), to: toUtc(to) }, idealPerHour),
    );
  });
  const impact = { config: config("getCalibrationImpact"), schema: impactSchema };
  typed.get("/v1/equipment/:id/calibration-impact", impact, async (request, reply) => {
    await refreshed(parts, request.query);
    const { id: equipmentId } = request.params;
    const known = await load(parts, equipmentId);
    if (!known) return sendUnknown(reply);
    const [doubt] = doubtsOf(known.history);
    if (!doubt) return reply.send({ doubt: null });
    const found = await calibrationImpact(database.kysely, { equipmentId, ...doubt });
    return reply.send({ doubt, asOf: found.asOf, ...found.answer });
  });
}

async function load({ handler }: ApiParts, id: string): Promise<Equipment | undefined> {
  const { state } = await handler.load(equipment, id, { whole: true });
  return state.status === "unknown" ? undefined : state;
}

const sendUnknown = (reply: FastifyReply): FastifyReply =>
  sendProblem(reply, {
    status: 404,
    code: "EQUIPMENT_UNKNOWN",
    title: "There is no such equipment.",
    detail: "No equipment is registered under this id.",
  });
