// Widening, which the log asks for; narrowing, which a person decides, also after the end, so that
// holds can be lifted; and the order to hold.
import { z } from "zod";
import { refuseUnlessPerson, refuseWithoutReason } from "../../kernel/precondition.ts";
import { isRefusal, refuse } from "../../kernel/refusal.ts";
import { command, knownRecall, openRecall, unknownRecall } from "../recall.ts";
import {
  Members,
  RecallHoldOrdered,
  RecallHoldsSettled,
  RecallNarrowingDecided,
  RecallNarrowingProposed,
} from "./events.ts";
import { isIn } from "./scope.ts";
import { Traced, widening } from "./widening.ts";

/** What is reached now, as a whole. Already known, it adds nothing. */
export const widenScope = command("WidenRecallScope", "system", Traced, (data, state, context) => {
  const open = openRecall(state);
  return isRefusal(open) ? open : widening(open, data, context.newId(0));
});

const Order = RecallHoldOrdered.data;

export const orderHold = command("OrderRecallHold", "manageRecall", Order, (data, state) => {
  const open = openRecall(state);
  if (isRefusal(open)) return open;
  if (open.opened.mock) return refuse("RECALL_IS_MOCK", "An exercise holds nothing.");
  const ordered = open.scope.hold?.sites ?? [];
  const isNew = data.sites.some((site) => !ordered.includes(site));
  return isNew ? [{ type: "RecallHoldOrdered", data }] : [];
});

export const settleHolds = command(
  "SettleRecallHolds",
  "system",
  RecallHoldsSettled.data,
  (data, state) => {
    if (state.status === "unknown") return unknownRecall;
    const forEventIds = data.forEventIds.filter((id) => state.scope.unsettled.has(id));
    if (forEventIds.length === 0) return [];
    return [{ type: "RecallHoldsSettled", data: { ...data, forEventIds } }];
  },
);

export const proposeNarrowing = command(
  "ProposeRecallNarrowing",
  "manageRecall",
  z.strictObject({ ...Members.shape, text: RecallNarrowingProposed.data.shape.text }),
  ({ lots, batches, text }, state, context) => {
    const open = knownRecall(state);
    if (isRefusal(open)) return open;
    const { scope } = open;
    const strange = {
      lots: lots.filter((id) => !isIn(scope.lots, id)),
      batches: batches.filter((id) => !isIn(scope.batches, id)),
    };
    const ids = [...strange.lots, ...strange.batches];
    if (ids.length > 0 || lots.length + batches.length === 0) {
      const message = `Not in the scope: ${ids.join(", ") || "nothing named"}.`;
      return refuse("NOT_IN_SCOPE", message, strange);
    }
    const proposal = { proposalId: context.newId(0), lots, batches, why: "judged" as const, text };
    const refused = refuseUnlessPerson(context);
    return refused ?? [{ type: "RecallNarrowingProposed", data: proposal }];
  },
);

export const decideNarrowing = command(
  "DecideRecallNarrowing",
  "decideRecall",
  RecallNarrowingDecided.data.pick({ proposalId: true, accepted: true }),
  ({ proposalId, accepted }, state, context) => {
    const open = knownRecall(state);
    if (isRefusal(open)) return open;
    const { scope } = open;
    const proposal = scope.proposals.get(proposalId);
    if (!proposal) return refuse("NOT_FOUND", "The recall has no such proposal.");
    if (proposal.status === (accepted ? "accepted" : "rejected")) return [];
    if (proposal.status !== "open") {
      return refuse("NARROWING_CLOSED", `The proposal is ${proposal.status}.`);
    }
    if (proposal.by === context.actor.id) {
      return refuse("SECOND_PERSON_REQUIRED", "Who proposed it does not decide on it.");
    }
    const lots = proposal.lots.filter((id) => isIn(scope.lots, id));
    const batches = proposal.batches.filter((id) => isIn(scope.batches, id));
    const decided = { proposalId, accepted, lots, batches };
    const refused = refuseUnlessPerson(context) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "RecallNarrowingDecided", data: decided }];
  },
);
