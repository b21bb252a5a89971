// The second half of whatever changes the scope of a recall: its holds stand on what is in it, and
// on nothing else. Each stream is asked with the recall's own beside it, so that whoever comes late
// does what is right now; what a crash leaves is done by whoever settles next.
import {
  liftRecallBatchHold,
  placeRecallBatchHold,
} from "../../../domain/batch/lifecycle/commands.ts";
import type { Command } from "../../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../../domain/kernel/event-type.ts";
import type { Keyed } from "../../../domain/kernel/keyed.ts";
import type { Hold } from "../../../domain/kernel/shape/hold.ts";
import { liftRecallHold, placeRecallHold } from "../../../domain/material-lot/status/commands.ts";
import { holdIdOf, type Recall, type RecallState, recall } from "../../../domain/recall/recall.ts";
import { settleHolds as settled } from "../../../domain/recall/scope/commands.ts";
import { isIn, type Member, type ScopePart } from "../../../domain/recall/scope/scope.ts";
import type { Call } from "../../../eventstore/handler/handle.ts";
import { lookingAt } from "../../hold/looking-at.ts";
import { mustBeAccepted } from "../../request.ts";
import { callOn, recallHold, type Settling } from "./recall-hold.ts";
import { settleRegisters } from "./settle-registers.ts";

/** Until nothing is left to be settled. */
export async function settleHolds(parts: Settling, recallId: string): Promise<void> {
  for (;;) {
    const { state } = await parts.handler.load(recall, recallId);
    if (state.status === "unknown" || state.scope.unsettled.size === 0) return;
    const forEventIds = [...state.scope.unsettled.keys()];
    const changes = [...state.scope.unsettled.values()];
    await settleRegisters(parts, recallId, state);
    const lots = new Set(changes.flatMap((one) => one.lots));
    const batches = new Set(changes.flatMap((one) => one.batches));
    // Batches first: what they yield from now on is held by itself.
    for (const id of batches) await settleOne(parts, recallId, id, onBatch);
    for (const id of lots) await settleOne(parts, recallId, id, onLot);
    const data = { forEventIds, lots: lots.size, batches: batches.size };
    mustBeAccepted(
      await parts.handler.execute(settled, callOn(recallId, data), parts.session),
      "Recording that the holds of a recall stand",
    );
  }
}

const onBatch = {
  membersOf: ({ batches }: ScopePart) => batches,
  place: placeRecallBatchHold,
  lift: liftRecallBatchHold,
};
const onLot = {
  membersOf: ({ lots }: ScopePart) => lots,
  place: placeRecallHold,
  lift: liftRecallHold,
};

interface Where<State, Event extends AnyEvent> {
  readonly membersOf: (scope: ScopePart) => Keyed<Member>;
  readonly place: Command<State, Hold, Event>;
  readonly lift: Command<State, { holdId: string }, Event>;
}

/** Somebody may have decided otherwise in between; then it is done again. */
async function settleOne<State, Event extends AnyEvent>(
  parts: Settling,
  recallId: string,
  id: string,
  where: Where<State, Event>,
): Promise<void> {
  for (;;) {
    const { state } = await parts.handler.load(recall, recallId);
    if (state.status === "unknown") return;
    const wanted = isWanted(state, id, where);
    const { handler, session } = parts;
    const answer = wanted
      ? await handler.execute(placing(where, recallId, id), placed(recallId, id, state), session)
      : await handler.execute(
          lifting(where, recallId, id),
          lifted(recallId, id, state, where),
          session,
        );
    // A node of the graph that nobody has opened a stream for holds nothing.
    if (answer.outcome === "refused" && answer.code !== "NOT_FOUND") {
      mustBeAccepted(answer, "Settling a hold of a recall");
    }
    const { state: after } = await handler.load(recall, recallId);
    if (isWanted(after, id, where) === wanted) return;
  }
}

function isWanted(state: RecallState, id: string, { membersOf }: Membership): boolean {
  if (state.status === "unknown" || !state.scope.hold) return false;
  return isIn(membersOf(state.scope), id);
}

type Membership = Pick<Where<never, never>, "membersOf">;

const readsOf = (recallId: string) => ({ recall: { aggregate: recall, id: () => recallId } });

const placing = <State, Event extends AnyEvent>(
  where: Where<State, Event>,
  recallId: string,
  id: string,
) =>
  lookingAt(where.place, readsOf(recallId), (events, { also }) =>
    isWanted(also.recall, id, where) ? events : [],
  );

const lifting = <State, Event extends AnyEvent>(
  where: Where<State, Event>,
  recallId: string,
  id: string,
) =>
  lookingAt(where.lift, readsOf(recallId), (events, { also }) =>
    isWanted(also.recall, id, where) ? [] : events,
  );

const placed = (recallId: string, id: string, state: Recall): Call =>
  callOn(id, recallHold(recallId, state));

function lifted(recallId: string, id: string, { scope }: Recall, { membersOf }: Membership): Call {
  const member = membersOf(scope).get(id);
  const reason = (member?.status === "leftOut" ? member.reason : undefined) ?? unreasoned;
  return { ...callOn(id, { holdId: holdIdOf(recallId) }), claims: { reason } };
}

const unreasoned = { code: "recall", text: "It is not in the scope of the recall." };
