// Charging a batch: drawn from the lot, then consumed by the batch (design, section 2). The batch's
// event makes the edge. When the batch no longer takes it, that refusal is an event of the batch's
// stream under the same command id: whoever comes second, this process or the one that finishes
// what a crash left, gets the same answer and returns the material.
import { type BatchState, batch, scopeOfBatch } from "../domain/batch/batch.ts";
import type { Batch } from "../domain/batch/batch-part.ts";
import { refusePaper } from "../domain/batch/blank-form/from-paper.ts";
import { chargeMeant } from "../domain/batch/control-recipe/amount.ts";
import { overriddenIn } from "../domain/batch/deviation/override.ts";
import {
  consumeMaterial,
  recordConsumption,
  refuseCharge,
} from "../domain/batch/material/commands.ts";
import { isKnown, refuseEntry, unknownBatch } from "../domain/batch/standing.ts";
import type { Scope } from "../domain/kernel/access/standing.ts";
import { type Context, commandsOf, type DataOf } from "../domain/kernel/decider.ts";
import { isRefusal, type Refusal } from "../domain/kernel/refusal.ts";
import type { DrawFlag } from "../domain/kernel/shape/charge.ts";
import type { Hold } from "../domain/kernel/shape/hold.ts";
import {
  type MaterialLotEvent,
  type MaterialLotState,
  materialLot,
} from "../domain/material-lot/material-lot.ts";
import {
  drawMaterial,
  drawnUnless,
  recordMaterialDrawn,
  returnUnconsumed,
} from "../domain/material-lot/use/commands.ts";
import type { Answer, Handler, Session } from "../eventstore/handler/handle.ts";
import { lookingAt } from "./hold/looking-at.ts";
import {
  lotNamed,
  readMore,
  refuseHeld,
  registerOf,
  standingHolds,
  untilAllRead,
} from "./hold/standing.ts";
import type { AnyRead } from "./material/judgement/evidence.ts";
import { readsOfSources, refuseUnnumbered } from "./material/supplier-lot.ts";
import { orderBehind, readsBehind } from "./order/behind.ts";
import { asApproved, refuseRework } from "./order/rework.ts";
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
const readsAt = (site: string) =>
  ({
    batch: {
      aggregate: batch,
      id: ({ batchId }: { batchId: string }) => batchId,
      within: true,
    },
    register: registerOf(site),
  }) as const;
const readsOfLotAt = (site: string) => ({ lot: lotNamed, register: registerOf(site) });

/** What stands behind the batch that it is for, and what the lot came from. */
type Behind = Readonly<Record<string, AnyRead>>;

type DrawFor = (site: string, behind: Behind, meant: Meant) => ReturnType<typeof drawAt>;

/** What the draw says of a quantity that can hardly be meant. */
type Meant = typeof chargeMeant;
const askedBefore: Meant = (_batch, { confirmed }) => (confirmed ? { confirmed } : {});

const drawAt = (site: string, behind: Behind, meant: Meant) =>
  lotCommand(
    drawMaterial.name,
    drawMaterial.right,
    drawMaterial.data,
    (data, lot, { also, ...context }) => {
      if (!isKnown(also.batch)) return unknownBatch;
      const unlike = refusePaper(consumeMaterial.name, also.batch, context);
      if (unlike) return unlike;
      if (lot.status !== "unknown") {
        const refused = refuseCharge(also.batch, { material: lot.material, ...data.charge });
        if (refused) return refused;
      }
      const act = { materialLotId: context.id };
      const off = overriddenIn(also.batch, data.charge.overrideIds, act, context.actor);
      if (isRefusal(off)) return off;
      const of = orderBehind(also, also.batch, data.charge.overrideIds);
      if (isRefusal(of)) return of;
      const refused =
        refuseRework(also.batch, data.charge, context.id, lot, of) ??
        refuseUnnumbered(also, also.batch, lot);
      if (refused) return refused;
      const as = asMeantIn(also.batch, lot, data, meant, context);
      if (isRefusal(as)) return as;
      const held = refuseHeld(also.register, context.id, lot, data.containerId);
      return drawnUnless(as, asApproved(lot, of, context.id), context, off, held);
    },
    {
      reads: { ...behind, ...readsAt(site) },
      scope: (_data, lot, also) => scopeOfCharge(lot, also.batch),
    },
  );

const recordDrawnAt = (site: string, behind: Behind, meant: Meant) =>
  lotCommand(
    recordMaterialDrawn.name,
    recordMaterialDrawn.right,
    recordMaterialDrawn.data,
    (data, lot, { also, ...context }) => {
      if (!isKnown(also.batch)) return unknownBatch;
      const of = orderBehind(also, also.batch, undefined);
      if (isRefusal(of)) return of;
      const refused =
        refuseEntry(also.batch) ?? refusePaper(recordConsumption.name, also.batch, context);
      const as = refused ?? asMeantIn(also.batch, lot, data, meant, context);
      if (isRefusal(as)) return as;
      const usable = asApproved(lot, of, context.id);
      const drawn = recordMaterialDrawn.decide(as, usable, { ...context, also: {} });
      if (isRefusal(drawn)) return drawn;
      const noNumber = refuseUnnumbered(also, also.batch, lot);
      if (noNumber === readMore) return noNumber;
      const found = [
        ...(refuseHeld(also.register, context.id, lot, data.containerId) ? [onHold] : []),
        ...(isReworkOf(also.batch, data.charge, context.id, lot, of) ? [unapproved] : []),
        ...(noNumber ? [unnumbered] : []),
      ];
      return drawn.map((event) => flagged(event, found));
    },
    {
      reads: { ...behind, ...readsAt(site) },
      scope: (_data, lot, also) => scopeOfCharge(lot, also.batch),
    },
  );

/** The draw, which says that it is confirmed where that was asked. */
function asMeantIn(
  of: Batch,
  lot: MaterialLotState,
  data: DataOf<typeof drawMaterial>,
  meant: Meant,
  context: Context,
): DataOf<typeof drawMaterial> | Refusal {
  if (lot.status === "unknown") return data;
  const { confirmed: _, ...charge } = data.charge;
  const { quantity } = data;
  const said = { ...data.charge, ...(quantity && { quantity }), material: lot.material };
  const as = meant(of, said, context);
  return isRefusal(as) ? as : { ...data, charge: { ...charge, ...as } };
}

const onHold = "LOT_ON_HOLD" as const;
const unnumbered = "SUPPLIER_LOT_REQUIRED" as const;
const unapproved = "REPROCESSING_NOT_APPROVED" as const;

/** Where no source ever stated a status, it stated no decision to rework it either. */
const isReworkOf = (...asked: Parameters<typeof refuseRework>): boolean => {
  const [, , , lot] = asked;
  const isUnstated = lot.status !== "unknown" && lot.qualityStatus === "unstated";
  return !isUnstated && refuseRework(...asked) !== undefined;
};

function flagged(event: MaterialLotEvent, found: readonly DrawFlag[]): MaterialLotEvent {
  if (event.type !== "MaterialDrawn") return event;
  const flags = [...new Set([...event.data.flags, ...found])];
  return { ...event, data: { ...event.data, flags } };
}

/** Second half. A hold that came after the lot was drawn refuses it, and the material goes back. */
const consumeAt = (site: string) =>
  lookingAt(
    consumeMaterial,
    readsOfLotAt(site),
    (consumed, { data: { materialLotId, containerId }, also: { register, lot } }) =>
      refuseHeld(register, materialLotId, lot, containerId) ?? consumed,
  );

/** It is in the batch: what holds the lot holds the batch from now on, and all that comes of it. */
const recordConsumedAt = (site: string) =>
  lookingAt(recordConsumption, readsOfLotAt(site), (consumed, { data, state, also }) => {
    const { materialLotId, containerId } = data;
    const former = isKnown(state) ? state.holds : new Map<string, Hold>();
    const inherited = standingHolds(also.register, materialLotId, also.lot, containerId)
      .filter(({ holdId }) => !former.has(holdId))
      .map((hold) => ({
        type: "BatchHoldPlaced" as const,
        data: { ...hold, inheritedFromMaterialLotId: materialLotId },
      }));
    return [...consumed, ...inherited];
  });

/**
 * Whoever may run the batch may charge it, whatever it is made of; but not with what belongs to
 * another client than that whose batch it is.
 */
export function scopeOfCharge(lot: MaterialLotState, of: BatchState): Scope {
  const scope = scopeOfBatch(of);
  const owner = lot.status === "unknown" ? undefined : lot.ownerPartyId;
  return owner === undefined || owner === scope.client ? scope : { ...scope, client: null };
}

export type Charge = DataOf<typeof drawMaterial> & { readonly materialLotId: string };

/** An act: refused when lot or batch do not allow it. */
export const chargeMaterial = (handler: Handler, request: Request<Charge>, session: Session) =>
  charge(handler, drawAt, chargeMeant, request, session);

/** An observation: it is in the batch already. Recorded whatever lot and batch say, and flagged. */
export const recordCharge = (handler: Handler, request: Request<Charge>, session: Session) =>
  charge(handler, recordDrawnAt, chargeMeant, request, session);

/** What was weighed out is charged: whether it is meant has been asked. */
export const chargeWeighed = (handler: Handler, request: Request<Charge>, session: Session) =>
  charge(handler, drawAt, askedBefore, request, session);
export const recordWeighed = (handler: Handler, request: Request<Charge>, session: Session) =>
  charge(handler, recordDrawnAt, askedBefore, request, session);

async function charge(
  handler: Handler,
  drawFor: DrawFor,
  meant: Meant,
  request: Request<Charge>,
  session: Session,
): Promise<Answer> {
  const { materialLotId, ...data } = request.data;
  const call = callOn(materialLotId, { ...request, data });
  const drawn = await untilAllRead(async () => {
    const behind = {
      ...(await readsBehind(handler, data.batchId, data.charge.overrideIds)),
      ...(await readsOfSources(handler, materialLotId)),
    };
    return handler.execute(drawFor(session.site, behind, meant), call, session);
  });
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
    drawnAgainst: draw.flags,
  };
  const call = (data: object) => followUp(first, draw.batchId ?? "", data);
  const consumed = await (draw.observed
    ? handler.execute(recordConsumedAt(session.site), call(consumption), session)
    : handler.execute(consumeAt(session.site), call(consumption), session));
  if (consumed.outcome === "accepted") return consumed;
  const refusal = { code: consumed.code, message: consumed.message };
  const back = followUp(first, materialLotId, { drawnEventId: first.eventId, refusal });
  const returned = await handler.execute(returnUnconsumed, back, session);
  mustBeAccepted(returned, "Returning what the batch did not take");
  return consumed;
}
