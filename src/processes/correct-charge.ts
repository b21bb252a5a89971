// Correcting or voiding what a batch consumed: the batch's record first, then the lot's books.
import { batch } from "../domain/batch/batch.ts";
import { correctConsumption, voidConsumption } from "../domain/batch/material/commands.ts";
import type { Quantity } from "../domain/kernel/quantity.ts";
import { correctMaterialDrawn, returnUnconsumed } from "../domain/material-lot/use/commands.ts";
import type { Answer, Handler, Session } from "../eventstore/handler/handle.ts";
import {
  callOn,
  type FirstHalf,
  followUp,
  inTwoHalves,
  mustBeAccepted,
  type Request,
} from "./request.ts";

interface Correction {
  readonly batchId: string;
  /** The event of the consumption. */
  readonly correctsEventId: string;
  readonly quantity: Quantity;
}

export async function correctCharge(
  handler: Handler,
  request: Request<Correction>,
  session: Session,
): Promise<Answer> {
  const { batchId, ...data } = request.data;
  const call = callOn(batchId, { ...request, data });
  const begun = handler.execute(correctConsumption, call, session);
  return inTwoHalves(request, begun, "MaterialConsumptionCorrected", (first) =>
    finishCorrection(handler, request.data, first, session),
  );
}

export async function finishCorrection(
  handler: Handler,
  { batchId, correctsEventId, quantity }: Correction,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const drawn = await drawnFor(handler, batchId, correctsEventId);
  if (!drawn) return;
  const data = { correctsEventId: drawn.drawnEventId, quantity };
  const call = followUp(first, drawn.materialLotId, data);
  const answer = await handler.execute(correctMaterialDrawn, call, session);
  mustBeAccepted(answer, "Correcting what was drawn from the lot");
}

export async function voidCharge(
  handler: Handler,
  request: Request<Omit<Correction, "quantity">>,
  session: Session,
): Promise<Answer> {
  const { batchId, ...data } = request.data;
  const call = callOn(batchId, { ...request, data });
  const begun = handler.execute(voidConsumption, call, session);
  return inTwoHalves(request, begun, "MaterialConsumptionVoided", (first) =>
    finishVoid(handler, request.data, first, session),
  );
}

export async function finishVoid(
  handler: Handler,
  { batchId, correctsEventId }: Omit<Correction, "quantity">,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const drawn = await drawnFor(handler, batchId, correctsEventId);
  if (!drawn) return;
  const refusal = { code: "CONSUMPTION_VOIDED", message: "It was never consumed." };
  const data = { drawnEventId: drawn.drawnEventId, refusal };
  const call = followUp(first, drawn.materialLotId, data);
  const answer = await handler.execute(returnUnconsumed, call, session);
  mustBeAccepted(answer, "Returning what was never consumed");
}

/** What a source without draws says was consumed has no second half. */
async function drawnFor(handler: Handler, batchId: string, consumedEventId: string) {
  const { state } = await handler.load(batch, batchId);
  const consumption =
    state.status === "unknown" ? undefined : state.material.consumptions.get(consumedEventId);
  const { drawnEventId, materialLotId } = consumption?.data ?? {};
  if (drawnEventId === undefined || materialLotId === undefined) return undefined;
  return { drawnEventId, materialLotId };
}
