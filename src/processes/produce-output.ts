// What a batch yields becomes a lot: the batch says so first, with all that the lot is, then the
// lot opens its stream.
import { batch } from "../domain/batch/batch.ts";
import {
  produceOutput as produce,
  recordOutput as record,
} from "../domain/batch/material/commands.ts";
import type { DataOf } from "../domain/kernel/decider.ts";
import { produceMaterialLot } from "../domain/material-lot/origin/commands.ts";
import type { Answer, Handler, Session } from "../eventstore/handler/handle.ts";
import { inheritingHolds } from "./hold/inherit.ts";
import { untilAllRead } from "./hold/standing.ts";
import {
  callOn,
  eventIn,
  type FirstHalf,
  firstHalf,
  followUp,
  mustBeAccepted,
  type Request,
} from "./request.ts";

export type Output = DataOf<typeof produce> & { readonly batchId: string };

/** An act: the batch must be running. */
export const produceOutput = (handler: Handler, request: Request<Output>, session: Session) =>
  output(handler, produce, request, session);

/** An observation: it is there already. */
export const recordOutput = (handler: Handler, request: Request<Output>, session: Session) =>
  output(handler, record, request, session);

async function output(
  handler: Handler,
  command: typeof produce,
  request: Request<Output>,
  session: Session,
): Promise<Answer> {
  const { batchId, ...data } = request.data;
  const call = callOn(batchId, { ...request, data });
  const produced = await untilAllRead(async () => {
    const inheriting = await inheritingHolds(handler, command, batchId, session.site);
    return handler.execute(inheriting, call, session);
  });
  if (produced.outcome === "refused") return produced;
  const eventId = eventIn(produced, "OutputProduced");
  if (eventId === undefined) return produced;
  const { materialLotId } = data;
  await finishOutput(handler, batchId, materialLotId, firstHalf(request, eventId), session);
  return produced;
}

/** From what the batch says came out of it, holds included. */
export async function finishOutput(
  handler: Handler,
  batchId: string,
  materialLotId: string,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const { state } = await handler.load(batch, batchId);
  const found = state.status === "unknown" ? undefined : state.material.outputs.get(materialLotId);
  if (!found) throw new Error(`batch-${batchId} has not produced ${materialLotId}.`);
  const { materialLotId: id, flags: _, span: __, confirmed: ___, ...lot } = found.data;
  const data = { ...lot, batchId, outputEventId: found.eventId };
  const opened = await handler.execute(produceMaterialLot, followUp(first, id, data), session);
  mustBeAccepted(opened, "Opening the lot that a batch produced");
}
