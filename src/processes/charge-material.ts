// Charging a batch: drawn from the lot, then consumed by the batch (design, section 2). The batch's
// event makes the edge. When the batch no longer takes it, that refusal is an event of the batch's
// stream under the same command id: whoever comes second, this process or the one that finishes
// what a crash left, gets the same answer and returns the material.
import { type BatchState, batch, scopeOfBatch } from "../domain/batch/batch.ts";
import {
  consumeMaterial,
  recordConsumption,
  refuseCharge,
} from "../domain/batch/material/commands.ts";
import { isKnown, refuseEntry, unknownBatch } from "../domain/batch/standing.ts";
import type { Scope } from "../domain/kernel/access/standing.ts";
import { commandsOf, type DataOf } from "../domain/kernel/decider.ts";
import { type MaterialLotState, materialLot } from "../domain/material-lot/material-lot.ts";
import {
  drawMaterial,
  recordMaterialDrawn,
  returnUnconsumed,
} from "../domain/material-lot/use/commands.ts";
import type { Answer, Handler, Session } from "../eventstore/handler/handle.ts";
import {
  callOn,
  eventIn,
  type FirstHalf,
  firstHalf,
  followUp,
  mustBeAccepted,
  type Request,
} from "./request.ts";

const lotCommand = commandsOf(materialLot);
const reads = {
  batch: {
    aggregate: batch,
    id: ({ batchId }: { batchId: string }) => batchId,
    within: true,
  },
} as const;

const drawForBatch = lotCommand(
  drawMaterial.name,
  drawMaterial.right,
  drawMaterial.data,
  (data, lot, { also, ...context }) => {
    if (!isKnown(also.batch)) return unknownBatch;
    const { kind } = data.charge;
    const refused =
      lot.status === "unknown"
        ? undefined
        : refuseCharge(also.batch, { material: lot.material, kind });
    return refused ?? drawMaterial.decide(data, lot, { ...context, also: {} });
  },
  { reads, scope: (_data, lot, also) => scopeOfCharge(lot, also.batch) },
);

const recordDrawnForBatch = lotCommand(
  recordMaterialDrawn.name,
  recordMaterialDrawn.right,
  recordMaterialDrawn.data,
  (data, lot, { also, ...context }) => {
    if (!isKnown(also.batch)) return unknownBatch;
    const refused = refuseEntry(also.batch);
    return refused ?? recordMaterialDrawn.decide(data, lot, { ...context, also: {} });
  },
  { reads, scope: (_data, lot, also) => scopeOfCharge(lot, also.batch) },
);

/**
 * Whoever may run the batch may charge it, whatever it is made of; but not with what belongs to
 * another client than that whose batch it is.
 */
function scopeOfCharge(lot: MaterialLotState, of: BatchState): Scope {
  const scope = scopeOfBatch(of);
  const owner = lot.status === "unknown" ? undefined : lot.ownerPartyId;
  return owner === undefined || owner === scope.client ? scope : { ...scope, client: null };
}

export type Charge = DataOf<typeof drawMaterial> & { readonly materialLotId: string };

/** An act: refused when lot or batch do not allow it. */
export const chargeMaterial = (handler: Handler, request: Request<Charge>, session: Session) =>
  charge(handler, drawForBatch, request, session);

/** An observation: it is in the batch already. Recorded whatever lot and batch say, and flagged. */
export const recordCharge = (handler: Handler, request: Request<Charge>, session: Session) =>
  charge(handler, recordDrawnForBatch, request, session);

async function charge(
  handler: Handler,
  draw: typeof drawForBatch,
  request: Request<Charge>,
  session: Session,
): Promise<Answer> {
  const { materialLotId, ...data } = request.data;
  const drawn = await handler.execute(draw, callOn(materialLotId, { ...request, data }), session);
  if (drawn.outcome === "refused") return drawn;
  const eventId = eventIn(drawn, "MaterialDrawn");
  if (eventId === undefined) return drawn;
  return finishCharge(handler, materialLotId, firstHalf(request, eventId), session);
}

/** From what the lot says of the draw: the batch consumes it, or it goes back. */
export async function finishCharge(
  handler: Handler,
  materialLotId: string,
  first: FirstHalf,
  session: Session,
): Promise<Answer> {
  const { state: lot } = await handler.load(materialLot, materialLotId);
  const draw = lot.status === "unknown" ? undefined : lot.draws.get(first.eventId);
  if (lot.status === "unknown" || !draw?.charge || draw.batchId === undefined) {
    throw new Error(`materialLot-${materialLotId} holds no draw ${first.eventId} for a batch.`);
  }
  const consumption = {
    materialLotId,
    material: lot.material,
    drawnEventId: first.eventId,
    ...(draw.quantity && { quantity: draw.quantity }),
    ...(draw.containerId !== undefined && { containerId: draw.containerId }),
    ...draw.charge,
  };
  const command = draw.observed ? recordConsumption : consumeMaterial;
  const call = followUp(first, draw.batchId, consumption);
  const consumed = await handler.execute(command, call, session);
  if (consumed.outcome === "accepted") return consumed;
  const refusal = { code: consumed.code, message: consumed.message };
  const back = followUp(first, materialLotId, { drawnEventId: first.eventId, refusal });
  const returned = await handler.execute(returnUnconsumed, back, session);
  mustBeAccepted(returned, "Returning what the batch did not take");
  return consumed;
}
