// Deciding what may become of a lot: the disposition on the folds of lot and batch, then the lot's
// quality status.
import { type BatchState, batch } from "../domain/batch/batch.ts";
import { decideDisposition as decide } from "../domain/disposition/commands.ts";
import { disposition } from "../domain/disposition/disposition.ts";
import type { DispositionDecision } from "../domain/disposition/events.ts";
import type { HoldRegisterState } from "../domain/hold-register/hold-register.ts";
import { commandsOf, type DataOf } from "../domain/kernel/decider.ts";
import { compare } from "../domain/kernel/quantity.ts";
import { type Refusal, refuse } from "../domain/kernel/refusal.ts";
import {
  type MaterialLotState,
  materialLot,
  scopeOfLot,
} from "../domain/material-lot/material-lot.ts";
import type { QualityStatus } from "../domain/material-lot/origin/events.ts";
import { changeQualityStatus } from "../domain/material-lot/status/commands.ts";
import type { Answer, Handler, Session } from "../eventstore/handler/handle.ts";
import { refuseHeld, registerOf } from "./hold/standing.ts";
import {
  callOn,
  eventIn,
  type FirstHalf,
  firstHalf,
  followUp,
  mustBeAccepted,
  type Request,
} from "./request.ts";

type Data = DataOf<typeof decide>;
export type Disposition = Data & { readonly dispositionId: string };

const command = commandsOf(disposition);
const lot = { aggregate: materialLot, id: ({ materialLotId }: Data) => materialLotId };

const decideOnReceived = (site: string) =>
  command(
    decide.name,
    decide.right,
    decide.data,
    (data, state, { also, ...context }) =>
      refuseForLot(data, also) ?? decide.decide(data, state, { ...context, also: {} }),
    {
      reads: { lot, register: registerOf(site) },
      scope: (_data, _state, also) => scopeOfLot(also.lot),
    },
  );

/** Of what a batch made, the batch is asked too. */
const decideOnProduced = (site: string, batchId: string) =>
  command(
    decide.name,
    decide.right,
    decide.data,
    (data, state, { also, ...context }) =>
      refuseForLot(data, also) ??
      refuseForBatch(data, also.batch) ??
      decide.decide(data, state, { ...context, also: {} }),
    {
      reads: {
        lot,
        register: registerOf(site),
        batch: { aggregate: batch, id: () => batchId },
      },
      scope: (_data, _state, also) => scopeOfLot(also.lot),
    },
  );

export async function decideDisposition(
  handler: Handler,
  request: Request<Omit<Disposition, "batchId">>,
  session: Session,
): Promise<Answer> {
  const { dispositionId, ...asked } = request.data;
  const batchId = await madeBy(handler, asked.materialLotId);
  const data = batchId === undefined ? asked : { ...asked, batchId };
  const call = callOn(dispositionId, { ...request, data });
  const decided =
    batchId === undefined
      ? await handler.execute(decideOnReceived(session.site), call, session)
      : await handler.execute(decideOnProduced(session.site, batchId), call, session);
  if (decided.outcome === "refused") return decided;
  const eventId = eventIn(decided, "DispositionDecided");
  if (eventId === undefined) return decided;
  await finishDisposition(handler, request.data, firstHalf(request, eventId), session);
  return decided;
}

export async function finishDisposition(
  handler: Handler,
  { dispositionId, materialLotId, decision }: Omit<Disposition, "batchId">,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const data = { to: statusAfter[decision], dispositionId, decidedEventId: first.eventId };
  const call = followUp(first, materialLotId, data);
  const changed = await handler.execute(changeQualityStatus, call, session);
  mustBeAccepted(changed, "Changing the status of the lot that was decided on");
}

const statusAfter: { readonly [Decision in DispositionDecision]: QualityStatus } = {
  release: "released",
  conditional: "conditional",
  useAtRisk: "useAtRisk",
  reject: "rejected",
  rework: "rework",
  suspend: "suspended",
  revoke: "quarantine",
};
const freeing: ReadonlySet<DispositionDecision> = new Set(["release", "conditional", "useAtRisk"]);

function refuseForLot(
  { materialLotId, decision, quantity }: Data,
  { lot: decidedOn, register }: { lot: MaterialLotState; register: HoldRegisterState },
): Refusal | undefined {
  if (decidedOn.status === "unknown") {
    return refuse("NOT_FOUND", "There is no lot under this id.");
  }
  const held = freeing.has(decision) && refuseHeld(register, materialLotId, decidedOn);
  if (held) return held;
  const { total } = decidedOn.onHand;
  if (quantity && total && compare(quantity, total) === -1) {
    return refuse("SUBLOT_REQUIRED", "A part of a lot is split off before it is decided on.");
  }
  return undefined;
}

/**
 * Nothing is released before its batch record is approved (21 CFR 211.22(a), 211.192); at risk it
 * may be used.
 */
function refuseForBatch({ decision }: Data, made: BatchState): Refusal | undefined {
  if (freeing.has(decision) && made.status !== "unknown" && made.holds.size > 0) {
    return refuse("LOT_ON_HOLD", "A hold stands on the batch that made it; it is lifted first.");
  }
  const needsRecord = freeing.has(decision) && decision !== "useAtRisk";
  if (!needsRecord || made.status === "approved") return undefined;
  return refuse("QA_REVIEW_PENDING", "The record of the batch has not been approved.");
}

async function madeBy(handler: Handler, materialLotId: string): Promise<string | undefined> {
  const { state } = await handler.load(materialLot, materialLotId);
  return state.status === "unknown" ? undefined : state.batchId;
}
