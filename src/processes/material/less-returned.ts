// What was given back to its lot is not in the batch: what the copy asks for is asked of what
// stayed (21 CFR 211.101(c), 211.188(b)(4)).
import { type BatchEvent, type BatchState, batch } from "../../domain/batch/batch.ts";
import { stayed } from "../../domain/batch/control-recipe/gate/material.ts";
import { completeBatch } from "../../domain/batch/lifecycle/commands.ts";
import { isKnown } from "../../domain/batch/standing.ts";
import type { Command } from "../../domain/kernel/decider.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { order } from "../../domain/order/order.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { inputsOf } from "../deviation/impact.ts";
import { authoriseDeparture, under } from "../deviation/open.ts";
import { readMore, untilAllRead } from "../hold/standing.ts";
import { asOrdered } from "../order/rework.ts";
import { type AnyRead, type Evidence, evidenceIn, readsOf } from "./judgement/evidence.ts";

/** The batch as it stands with what stayed in it; each charge less what its lot has back of it. */
export function lessReturned(state: BatchState, evidence: Evidence): BatchState {
  if (!isKnown(state)) return state;
  let { consumptions } = state.material;
  for (const [id, one] of consumptions.entries()) {
    const { materialLotId, drawnEventId } = one.data;
    const lot = evidence.of(materialLot, materialLotId);
    const draw =
      drawnEventId === undefined || !lot || lot.status === "unknown"
        ? undefined
        : lot.draws.get(drawnEventId);
    if (one.voided || !draw || draw.returned.length === 0) continue;
    const quantity = stayed(one.quantity, draw.returned);
    consumptions = consumptions.with(id, { ...one, quantity });
  }
  return { ...state, material: { ...state.material, consumptions } };
}

/** What the batch is completed and approved by: less what was given back, and with its order. */
export const asOfNow = (state: BatchState, evidence: Evidence): BatchState =>
  asOrdered(lessReturned(state, evidence), evidence);

type Reads = Readonly<Record<string, AnyRead>>;
const readsFor = (state: BatchState): Reads => {
  if (!isKnown(state)) return {};
  const { orderId } = state.issued;
  const lots = inputsOf(state).map((id) => [materialLot, id] as const);
  return readsOf([...lots, ...(orderId === undefined ? [] : [[order, orderId] as const])]);
};

const decideOn = <Data, Own extends object>(
  base: Command<BatchState, Data, BatchEvent, Own>,
  own: Own,
  more: Reads,
): Command<BatchState, Data, BatchEvent, Own & Reads> => ({
  ...base,
  reads: { ...own, ...more },
  decide(data, state, context) {
    if (!Object.keys(readsFor(state)).every((key) => key in context.also)) return readMore;
    return base.decide(data, asOfNow(state, evidenceIn(context.also)), context);
  },
});

const ofWhatStayed =
  <Data, Own extends object>(base: Command<BatchState, Data, BatchEvent, Own>, own: Own) =>
  (handler: Handler, call: Call, session: Session): Promise<Answer> =>
    untilAllRead(async () => {
      const { state } = await handler.load(batch, call.id);
      return handler.execute(decideOn(base, own, readsFor(state)), call, session);
    });

export const completeWithReturns = ofWhatStayed(completeBatch, {});
export const departWithReturns = ofWhatStayed(authoriseDeparture, under);
