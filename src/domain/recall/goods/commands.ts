// What came back and what became of it: observations, kept as found, also after the end.
import type { Decision } from "../../kernel/decider.ts";
import type { EventOf } from "../../kernel/event-type.ts";
import { refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { refuseNotPositive } from "../../kernel/quantity.ts";
import { isRefusal, type Refusal, refuse } from "../../kernel/refusal.ts";
import { consigneeIn } from "../consignee/commands.ts";
import { command, type Recall, type RecallState, refuseStrange, unknownRecall } from "../recall.ts";
import {
  type goodsEvents,
  type Line,
  RecallDisposalCorrected,
  RecallGoodsDisposed,
  RecallGoodsRecovered,
  RecallRecoveryCorrected,
} from "./events.ts";

type Event = EventOf<(typeof goodsEvents)[number]>;

export const recordRecovery = command(
  "RecordRecovery",
  "manageRecall",
  RecallGoodsRecovered.data,
  (data, state) => recovered(data, state, refuseFrom),
);

/** What a shipment says came back; once noted, only a person corrects it. */
export const noteReturn = command(
  "NoteRecallReturn",
  "system",
  RecallGoodsRecovered.data,
  (data, state) => {
    const isNoted = state.status !== "unknown" && state.goods.recovered.has(data.recoveryNumber);
    // Whole, with lots that are not in the scope yet.
    return isNoted ? [] : recovered(data, state, () => undefined);
  },
);

type Recovered = EventOf<typeof RecallGoodsRecovered>["data"];

function refuseFrom(of: Recall, { lines, consigneeNumber }: Recovered): Refusal | undefined {
  if (consigneeNumber !== undefined) {
    const from = consigneeIn(of, consigneeNumber);
    if (isRefusal(from)) return from;
  }
  return refuseStrange(of, lines);
}

function recovered(
  data: Recovered,
  state: RecallState,
  refuseAlso: (of: Recall, data: Recovered) => Refusal | undefined,
): Decision<Event> {
  if (state.status === "unknown") return unknownRecall;
  const former = state.goods.recovered.get(data.recoveryNumber);
  if (former) return sameContent(former, data) ? [] : otherwise;
  const refused = refuseNothing(data.lines) ?? refuseAlso(state, data);
  return refused ?? [{ type: "RecallGoodsRecovered", data }];
}

export const disposeGoods = command(
  "DisposeRecalledGoods",
  "manageRecall",
  RecallGoodsDisposed.data,
  (data, state) => {
    if (state.status === "unknown") return unknownRecall;
    const former = state.goods.disposed.get(data.certificate);
    if (former) return sameContent(former, data) ? [] : otherwise;
    const refused = refuseNothing(data.lines) ?? refuseNotHere(state, data.lines);
    return refused ?? [{ type: "RecallGoodsDisposed", data }];
  },
);

export const correctRecovery = command(
  "CorrectRecovery",
  "manageRecall",
  RecallRecoveryCorrected.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknownRecall;
    const former = state.goods.recovered.get(data.recoveryNumber);
    if (!former) return refuse("NOT_FOUND", `Nothing came back under ${data.recoveryNumber}.`);
    if (sameContent(former.lines, data.lines)) return [];
    const before = { lines: former.lines };
    const refused =
      refuseNothing(data.lines) ?? refuseNotHere(state, data.lines) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "RecallRecoveryCorrected", data, before }];
  },
);

export const correctDisposal = command(
  "CorrectRecallDisposal",
  "manageRecall",
  RecallDisposalCorrected.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknownRecall;
    const former = state.goods.disposed.get(data.certificate);
    if (!former) return refuse("NOT_FOUND", `There is no certificate ${data.certificate}.`);
    if (sameContent(former.lines, data.lines)) return [];
    const before = { lines: former.lines };
    const refused =
      refuseNothing(data.lines) ?? refuseNotHere(state, data.lines) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "RecallDisposalCorrected", data, before }];
  },
);

const otherwise = refuse("ALREADY_EXISTS", "It is recorded under this number, otherwise.");

/** Of other lots only what a shipment brought back with them. */
function refuseNotHere(of: Recall, lines: readonly Line[]): Refusal | undefined {
  const back = [...of.goods.recovered.values()].flatMap((one) => one.lines);
  const here = new Set(back.map(({ materialLotId }) => materialLotId));
  return refuseStrange(
    of,
    lines.filter(({ materialLotId }) => !here.has(materialLotId)),
  );
}

const refuseNothing = (lines: readonly Line[]) =>
  lines.map(({ quantity }) => refuseNotPositive(quantity)).find((refused) => refused);
