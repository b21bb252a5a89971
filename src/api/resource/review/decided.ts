// GET /v1/lots/{id}/decisions: what was decided on a lot, and what each decider was shown.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { materialLot } from "../../../domain/material-lot/material-lot.ts";
import { decidedOn, type PartThen } from "../../../processes/disposition/decided.ts";
import { dispositionsOf } from "../../../projections/review/dispositions-of.ts";
import { idOf, reading } from "../../access/route.ts";
import type { ApiParts } from "../../parts.ts";
import { refreshed, WaitFor } from "../../read.ts";
import { DecisionsShape } from "../../shape/plant/decided.ts";
import { sendNoLot } from "../lot.ts";

const schema = {
  operationId: "listDecisions",
  tags: ["lots"],
  summary: "What was decided on a lot, and what each decider was shown",
  params: z.strictObject({ id: z.string() }),
  querystring: WaitFor,
  response: { 200: DecisionsShape },
};

const config = reading("listDecisions", "readRecords", { about: idOf("materialLot") });

export function addDecisionRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { answering, database, handler } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get("/v1/lots/:id/decisions", { config, schema }, async (request, reply) => {
    await refreshed(parts, request.query);
    const { id } = request.params;
    const { asOf, answer } = await dispositionsOf(database.kysely, id);
    const { state } = await handler.load(materialLot, id);
    if (state.status === "unknown") return sendNoLot(reply, id);
    const decided = await decidedOn(handler, answering.view, id, answer);
    const decisions = decided.map(({ shown, ...decision }) => ({
      ...decision,
      shown: shown && {
        ...shown,
        parts: shown.parts.map((part) => ({ ...part, open: pathOf(id, part, shown.asOf) })),
      },
    }));
    return reply.send({ asOf, materialLotId: id, decisions });
  });
}

/** Where the same is read, as it was known then. */
function pathOf(lotId: string, { what, batchId }: PartThen, asOf: number): string {
  const [lot, batch] = [lotId, batchId ?? ""].map(encodeURIComponent);
  if (what === "trace") return `/v1/traces?from=lot:${lot}&direction=backward&asOf=${asOf}`;
  if (batchId === undefined)
    return `/v1/audit-trail?aboutKind=materialLot&aboutId=${lot}&asOf=${asOf}`;
  if (what === "record") return `/v1/batches/${batch}/record?asOf=${asOf}`;
  return `/v1/audit-trail?batch=${batch}&asOf=${asOf}`;
}
