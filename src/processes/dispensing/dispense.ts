// Dispensing: the weighing is recorded as it was, then what was weighed is charged into the batch.
// The charge is an act: a hold that came meanwhile stops it, and the weighing stays to be seen.
// That there is more than the books have is no reason to refuse it: over-drawn, and flagged.
import { batch } from "../../domain/batch/batch.ts";
import { recordDispensed } from "../../domain/batch/dispensing/commands.ts";
import { Dispense, type Weighing } from "../../domain/batch/dispensing/events.ts";
import { isKnown } from "../../domain/batch/standing.ts";
import { equipment } from "../../domain/equipment/equipment.ts";
import { commandsOf, type DataOf } from "../../domain/kernel/decider.ts";
import { toUtc } from "../../domain/kernel/instant.ts";
import type { Answer, Handler, Session } from "../../eventstore/handler/handle.ts";
import { chargeWeighed, recordWeighed, scopeOfCharge } from "../charge-material.ts";
import { isFitToRead } from "../equipment/read-device.ts";
import { lotOf } from "../hold/standing.ts";
import {
  callOn,
  eventIn,
  type FirstHalf,
  firstHalf,
  followUpId,
  type Request,
} from "../request.ts";

const scaleNamed = {
  aggregate: equipment,
  id: ({ weighing }: { readonly weighing: Weighing }) => weighing.equipmentId,
};

/** It is charged next: whoever may not charge the lot does not weigh it out either. */
const recordWeighing = (materialLotId: string) =>
  commandsOf(batch)(
    "DispenseMaterial",
    recordDispensed.right,
    Dispense,
    (data, state, { also: { scale }, ...context }) => {
      const at = toUtc(data.weighing.readAt ?? context.occurredAt);
      const deviceFit = isFitToRead(scale, at, context);
      return recordDispensed.decide({ ...data, deviceFit }, state, { ...context, also: {} });
    },
    {
      reads: { scale: scaleNamed, lot: lotOf(materialLotId) },
      scope: (_data, state, { lot }) => scopeOfCharge(lot, state),
    },
  );

export type Dispensing = DataOf<ReturnType<typeof recordWeighing>> & { readonly batchId: string };

export async function dispenseMaterial(
  handler: Handler,
  request: Request<Dispensing>,
  session: Session,
): Promise<Answer> {
  const { batchId, ...data } = request.data;
  const call = callOn(batchId, { ...request, data });
  const { state } = await handler.load(batch, batchId);
  const selection = isKnown(state) ? state.dispensing.selections.get(data.selectionId) : undefined;
  const command = recordWeighing(selection?.materialLotId ?? "none");
  const weighed = await handler.execute(command, call, session);
  if (weighed.outcome === "refused") return weighed;
  const eventId = eventIn(weighed, "MaterialDispensed");
  if (eventId === undefined) return weighed;
  const charged = await finishDispensing(handler, batchId, firstHalf(request, eventId), session);
  // Where the charge is refused, what was weighed is in the log all the same.
  const events = [...weighed.events, ...charged.events];
  return { ...charged, events, repeated: weighed.repeated };
}

/** From what the batch says was weighed. */
export async function finishDispensing(
  handler: Handler,
  batchId: string,
  first: FirstHalf,
  session: Session,
): Promise<Answer> {
  const { state } = await handler.load(batch, batchId);
  const found =
    state.status === "unknown" ? undefined : state.dispensing.dispensed.get(first.eventId);
  if (!found) throw new Error(`batch-${batchId} has no weighing ${first.eventId}.`);
  const { materialLotId, containerId, kind = "charge", path, overrideIds, weighing } = found;
  const { confirmed } = found;
  const named = {
    ...(path && { path }),
    ...(overrideIds && { overrideIds }),
    ...(confirmed && { confirmed }),
  };
  const data = {
    materialLotId,
    batchId,
    quantity: weighing.net,
    charge: { kind, basis: "weighed" as const, ...named },
    ...(containerId !== undefined && { containerId }),
  };
  const { correlationId, claims, commandId, eventId: causationId } = first;
  const charge = { commandId: followUpId(commandId), data, claims, correlationId, causationId };
  const charged = await chargeWeighed(handler, charge, session);
  if (charged.outcome === "accepted" || charged.code !== "QUANTITY_NOT_AVAILABLE") return charged;
  // It is out of the container, whatever the books said was in it.
  const observed = { ...charge, commandId: followUpId(commandId, 1) };
  return recordWeighed(handler, observed, session);
}
