// The scope: it widens by what is reached, and narrows by decision alone.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inOrder } from "../../../src/domain/recall/consignee/consignee.ts";
import { type Recall, recall, thingsOf } from "../../../src/domain/recall/recall.ts";
import {
  decideNarrowing,
  orderHold,
  proposeNarrowing,
  settleHolds,
  widenScope,
} from "../../../src/domain/recall/scope/commands.ts";
import { idsIn } from "../../../src/domain/recall/scope/scope.ts";
import { widening } from "../../../src/domain/recall/scope/widening.ts";
import { isHeld, recallStatus } from "../../../src/domain/recall/status.ts";
import { anna, bela, given, now, ownId, stateOf, uuid } from "../../given.ts";
import * as x from "./examples.ts";

type Past = Parameters<typeof stateOf>[1][number];
function openOf(past: readonly Past[]): Recall {
  const state = stateOf(recall, past, ownId);
  if (state.status === "unknown") throw new Error("It is open.");
  return state;
}
const { opened, reached, traced, shipped, widened, reason } = x;
const terminated = { type: "RecallTerminated", data: { conclusion: "All is back." } };

describe("widening", () => {
  const all = traced(["lot-1", "lot-2"], ["batch-1"], [shipped("s-1")]);
  test("happens, and numbers the consignees", () => {
    given(opened).when(widenScope, all).then(reached);
  });
  test("is repeated", () => given(opened, reached).when(widenScope, all).thenNothing());
  test("adds only what is new; one consignee for one name and address", () => {
    const shipments = [shipped("s-1"), shipped("s-2"), shipped("s-3", "Drogerie")];
    given(opened, reached)
      .when(widenScope, traced(["lot-1", "lot-2", "lot-3"], ["batch-1"], shipments))
      .then(
        widened(
          ["lot-3"],
          [],
          [
            { ...shipped("s-2"), consigneeNumber: "C1" },
            { ...shipped("s-3", "Drogerie"), consigneeNumber: "C2" },
          ],
        ),
      );
  });
  test("what is no longer reached is proposed once, and stays", () => {
    const less = traced(["lot-1"], ["batch-1"], [shipped("s-1")]);
    const gone = { lots: ["lot-2"], batches: [], why: "notReached", asOf: 40 };
    const proposal = {
      proposalId: uuid(0x100),
      ...gone,
      text: "What had led to it was corrected or taken back.",
    };
    const state = stateOf(recall, [opened, reached], ownId);
    if (state.status === "unknown") throw new Error("It is open.");
    expect(widening(state, less, uuid(0x100))).toEqual([
      { type: "RecallNarrowingProposed", data: proposal },
    ]);
    const asked = { type: "RecallNarrowingProposed", data: proposal };
    given(opened, reached, asked).when(widenScope, less).thenNothing();
    const rejected = {
      proposalId: proposal.proposalId,
      accepted: false,
      lots: ["lot-2"],
      batches: [],
    };
    given(opened, reached, asked, { type: "RecallNarrowingDecided", data: rejected })
      .when(widenScope, less)
      .thenNothing();
    // Reached again before anybody decided: there is nothing to decide any more.
    given(opened, reached, asked)
      .when(widenScope, all)
      .then({ type: "RecallNarrowingWithdrawn", data: { proposalId: proposal.proposalId } });
  });
  test("what was left out comes back when something goes into it later, not before", () => {
    const past = [opened, reached, x.proposed, { ...x.decided, at: now }];
    given(...past)
      .when(widenScope, all)
      .thenNothing();
    const at = (time: string) => ({ ...all, fresh: [{ id: "lot-2", at: time }] });
    given(...past)
      .when(widenScope, at("2026-11-20T07:59:59.999Z"))
      .thenNothing();
    given(...past)
      .when(widenScope, at(now))
      .then(widened(["lot-2"]));
  });
  test("what was recorded between its proposal and the decision brings it back", () => {
    const later = "2026-11-20T09:00:00.000Z";
    const at = "2026-11-20T08:30:00.000Z";
    given(opened, reached, x.proposed, { ...x.decided, at: later })
      .when(widenScope, { ...all, fresh: [{ id: "lot-2", at }] })
      .then(widened(["lot-2"]));
  });
  test("what was left out as not reached comes back when it is reached, by no late trace", () => {
    const proposed = { ...x.proposed, data: { ...x.proposal, why: "notReached", asOf: 50 } };
    const past = [opened, reached, proposed, x.decided];
    given(...past)
      .when(widenScope, all)
      .thenNothing();
    given(...past)
      .when(widenScope, { ...all, asOf: 51 })
      .then({ ...widened(["lot-2"]), data: { ...widened(["lot-2"]).data, asOf: 51 } });
  });
  test("a trace that is late, or of fewer suspects, proposes nothing", () => {
    const less = traced(["lot-1"], ["batch-1"], [shipped("s-1")]);
    given(opened, reached)
      .when(widenScope, { ...less, asOf: 39 })
      .thenNothing();
    const added = { type: "RecallSeedAdded", data: { seed: "starch:6" } };
    given(opened, reached, added).when(widenScope, less).thenNothing();
    const now = widening(
      openOf([opened, reached, added]),
      { ...less, seeds: [...less.seeds, { seed: "starch:6", things: [] }] },
      "n-1",
    );
    expect(now.map(({ type }) => type)).toEqual(["RecallNarrowingProposed"]);
  });
  test("is refused after the end, and of nothing", () => {
    given(opened, terminated).when(widenScope, all).thenRefused("RECALL_TERMINATED");
    given().when(widenScope, all).thenRefused("NOT_FOUND");
  });
  test("a large one comes in several events", () => {
    const lots = Array.from({ length: 1201 }, (_, n) => `lot-${n}`);
    const state = stateOf(recall, [opened], ownId);
    if (state.status === "unknown") throw new Error("It is open.");
    const events = widening(state, traced(lots), "n-1");
    const sizes = events.map((one) => one.type === "RecallScopeWidened" && one.data.lots.length);
    expect(sizes).toEqual([500, 500, 201]);
    const after = stateOf(recall, [opened, ...events], ownId);
    expect(after.status !== "unknown" && after.scope.lots.size).toBe(1201);
  });
  test("one too large for an append takes several rounds, and so does its narrowing", () => {
    const lots = Array.from({ length: 5_000 }, (_, n) => `lot-${n}`);
    const rounds = (past: Past[], of: string[]): number[] => {
      const state = openOf(past);
      const events = widening(state, traced(of), `n-${past.length}`);
      if (events.length === 0) return [];
      past.push(...events);
      return [events.length, ...rounds(past, of)];
    };
    const past: Past[] = [opened];
    expect(rounds(past, lots)).toEqual([4, 4, 2]);
    expect(openOf(past).scope.lots.size).toBe(5_000);
    expect(rounds(past, lots.slice(0, 3_900))).toEqual([1, 1, 1]);
    const asked = [...openOf(past).scope.proposals.values()].flatMap((one) => one.lots);
    expect(asked.sort()).toEqual(lots.slice(3_900).sort());
  });
  test("in whatever order traces come, none takes anything out", () => {
    const some = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"));
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), (traces) => {
        let past: Parameters<typeof stateOf>[1] = [opened];
        for (const [n, lots] of traces.entries()) {
          const state = stateOf(recall, past, ownId);
          if (state.status === "unknown") throw new Error("It is open.");
          past = [...past, ...widening(state, traced(lots), `n-${n}`)];
        }
        const state = stateOf(recall, past, ownId);
        if (state.status === "unknown") throw new Error("It is open.");
        expect([...idsIn(state.scope.lots)].sort()).toEqual([...new Set(traces.flat())].sort());
      }),
    );
  });
});

describe("what a suspect stands for", () => {
  const other = { kind: "materialLot" as const, id: "lot-2" };
  const as = (...things: (typeof other)[]) => ({
    ...traced(["lot-1", "lot-2"], ["batch-1"], [shipped("s-1")]),
    seeds: [x.suspect(...things)],
  });
  test("is told once, and what comes to be called so is added", () => {
    given(opened, reached).when(widenScope, as(x.starch)).then(x.resolved);
    given(opened, reached, x.resolved).when(widenScope, as(x.starch)).thenNothing();
    const more = { ...x.resolved, data: { ...x.resolved.data, things: [other] } };
    given(opened, reached, x.resolved).when(widenScope, as(x.starch, other)).then(more);
    const { found } = openOf([opened, x.resolved, more]);
    expect([...(found.get("starch:5")?.values() ?? [])]).toHaveLength(2);
  });
  test("stays what it was when nothing is called so any more", () => {
    given(opened, reached, x.resolved).when(widenScope, as()).thenNothing();
    expect(thingsOf(openOf([opened, reached, x.resolved]), "starch:5")).toEqual([x.starch]);
  });
  test("asks for its holds anew", () => {
    const held = [opened, reached, x.ordered, x.settled];
    const added = { type: "RecallSeedAdded", data: { seed: "starch:6" } };
    expect(openOf(held).scope.unsettled.size).toBe(0);
    expect(openOf([...held, added]).scope.unsettled.size).toBe(1);
    expect(openOf([...held, x.resolved]).scope.unsettled.size).toBe(1);
  });
  test("is held only when all that is suspected was found, and something is", () => {
    const held = [opened, x.ordered, { ...x.settled, data: { ...x.settled.data } }];
    expect(isHeld(openOf([...held]))).toBe(false);
    expect(isHeld(openOf([opened, reached, x.ordered, x.settled]))).toBe(false);
    expect(isHeld(openOf([opened, x.resolved, reached, x.ordered, x.settled]))).toBe(true);
    expect(recallStatus("r-1", openOf(held))).toMatchObject({
      suspect: [{ seed: "starch:5", found: 0 }],
      held: false,
    });
    expect(recallStatus("r-1", openOf(held))).not.toHaveProperty("percentEffective");
    const clocks = (past: readonly Past[]) => recallStatus("r-1", openOf(past)).clocks;
    const clock = { ...x.clock, atOnce: true };
    expect(clocks(held)).toEqual([{ ...clock, told: false }]);
    const told = (at: string) => clocks([...held, { ...x.informed, at }]);
    const { dueAt } = x.clock;
    expect(told(dueAt)).toEqual([{ ...clock, told: true, toldAt: dueAt }]);
    const at = new Date(Date.parse(dueAt) + 3_600_000).toISOString();
    expect(told(at)).toEqual([{ ...clock, told: true, toldAt: at, lateBy_ms: 3_600_000 }]);
    const inAnHour = { ...x.clock, dueAt: at };
    const later = { ...opened, data: { ...opened.data, clocks: [inAnHour] } };
    expect(clocks([later])).toEqual([{ ...inAnHour, told: false }]);
  });
});

describe("the order to hold", () => {
  const sites = { sites: ["site-1"] };
  const { id: _, ...ordered } = x.ordered;
  test("happens", () => given(opened, reached).when(orderHold, sites).then(ordered));
  test("is repeated", () => given(opened, reached, x.ordered).when(orderHold, sites).thenNothing());
  test("is refused to an exercise, of nothing, and after the end", () => {
    given(x.mock).when(orderHold, sites).thenRefused("RECALL_IS_MOCK");
    given().when(orderHold, sites).thenRefused("NOT_FOUND");
    given(opened, terminated).when(orderHold, sites).thenRefused("RECALL_TERMINATED");
  });
});

describe("settling the holds", () => {
  const data = x.settled.data;
  test("happens", () => given(opened, reached, x.ordered).when(settleHolds, data).then(x.settled));
  test("is repeated, and says nothing of what it does not know", () => {
    given(opened, reached, x.ordered, x.settled).when(settleHolds, data).thenNothing();
    given(opened, reached).when(settleHolds, data).thenNothing();
    given().when(settleHolds, data).thenRefused("NOT_FOUND");
  });
});

describe("narrowing", () => {
  const asked = { lots: ["lot-2"], batches: [], text: x.proposal.text };
  const decide = { proposalId: "n-1", accepted: true };
  const past = [opened, reached, x.proposed];
  test("is proposed, of what is in the scope", () => {
    given(opened, reached)
      .when(proposeNarrowing, asked)
      .then({ type: "RecallNarrowingProposed", data: { ...x.proposal, proposalId: uuid(0x2000) } });
    given(opened, reached)
      .when(proposeNarrowing, { ...asked, lots: ["lot-9"] })
      .thenRefused("NOT_IN_SCOPE");
    given(opened, reached)
      .when(proposeNarrowing, { ...asked, lots: [] })
      .thenRefused("NOT_IN_SCOPE");
    given().when(proposeNarrowing, asked).thenRefused("NOT_FOUND");
    const actor = { kind: "service" as const, id: "s-1", name: "Scheduler" };
    given(opened, reached).when(proposeNarrowing, asked, { actor }).thenRefused("UNAUTHENTICATED");
  });
  test("is decided by somebody else, with a reason", () => {
    given(...past)
      .when(decideNarrowing, decide, { actor: bela, reason })
      .then(x.decided);
    given(...past)
      .when(decideNarrowing, { ...decide, accepted: false }, { actor: bela, reason })
      .then({ ...x.decided, data: { ...x.decided.data, accepted: false } });
    given(...past)
      .when(decideNarrowing, decide, { actor: bela })
      .thenRefused("REASON_REQUIRED");
    given(...past)
      .when(decideNarrowing, decide, { actor: anna, reason })
      .thenRefused("SECOND_PERSON_REQUIRED");
    const actor = { kind: "service" as const, id: "s-1", name: "Scheduler" };
    given(...past)
      .when(decideNarrowing, decide, { actor, reason })
      .thenRefused("UNAUTHENTICATED");
    given(opened).when(decideNarrowing, decide, { actor: bela, reason }).thenRefused("NOT_FOUND");
  });
  test("is repeated, and decided once; also after the end", () => {
    given(...past, x.decided)
      .when(decideNarrowing, decide, { actor: bela, reason })
      .thenNothing();
    given(...past, x.decided)
      .when(decideNarrowing, { ...decide, accepted: false }, { actor: bela, reason })
      .thenRefused("NARROWING_CLOSED");
    given(...past, terminated)
      .when(decideNarrowing, decide, { actor: bela, reason })
      .then(x.decided);
  });
  test("leaves everybody who got something on the list", () => {
    const without = { ...x.decided, data: { ...x.decided.data, lots: ["lot-1", "lot-2"] } };
    const state = stateOf(recall, [...past, x.notified(), without], ownId);
    expect(
      state.status !== "unknown" && inOrder(state.consignees).map((one) => one.consigneeNumber),
    ).toEqual(["C1"]);
    expect(state.status !== "unknown" && idsIn(state.scope.lots)).toEqual([]);
  });
});
