// The life of a recall, whatever comes: nothing leaves its scope but by somebody else's decision,
// and nobody who was told leaves its list.
import fc from "fast-check";
import { expect, test } from "vitest";
import { isRefusal } from "../../../src/domain/kernel/refusal.ts";
import { notifyConsignee, recordReply } from "../../../src/domain/recall/consignee/commands.ts";
import { inOrder, isHeard } from "../../../src/domain/recall/consignee/consignee.ts";
import { type Recall, recall } from "../../../src/domain/recall/recall.ts";
import { decideNarrowing, proposeNarrowing } from "../../../src/domain/recall/scope/commands.ts";
import { isIn } from "../../../src/domain/recall/scope/scope.ts";
import { widening } from "../../../src/domain/recall/scope/widening.ts";
import { anna, bela, decided, ownId, type Past, person, stateOf } from "../../given.ts";
import * as x from "./examples.ts";

const lots = ["lot-1", "lot-2", "lot-3", "lot-4"];
const people = [anna, bela, person("carl")];
const some = fc.uniqueArray(fc.constantFrom(...lots));
const who = fc.nat({ max: 2 });
const what = fc.nat({ max: 9 });
const step = fc.oneof(
  fc.record({
    kind: fc.constant("trace" as const),
    lots: some,
    asOf: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ kind: fc.constant("propose" as const), lots: some, who }),
  fc.record({ kind: fc.constant("decide" as const), what, who, accepted: fc.boolean() }),
  fc.record({ kind: fc.constant("notify" as const), what }),
  fc.record({ kind: fc.constant("reply" as const), what }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

function openOf(past: readonly Past[]): Recall {
  const state = stateOf(recall, past, ownId);
  if (state.status === "unknown") throw new Error("It is open.");
  return state;
}

/** What comes of it; nothing where it is refused. */
function after(state: Recall, one: Step, n: number): readonly Past[] {
  const by = "who" in one ? people[one.who] : undefined;
  const acting = { reason: x.reason, ...(by && { actor: by }) };
  const pick = (ids: Iterable<string>) => {
    const all = [...ids];
    return ("what" in one && all[one.what % all.length]) || "none";
  };
  switch (one.kind) {
    case "trace": {
      const to = one.lots.map((lot) => x.shipped(`s-${lot}`, `To ${lot.slice(-1)}`, lot));
      return widening(state, { ...x.traced(one.lots, [], to), asOf: one.asOf }, `n-${n}`);
    }
    case "propose": {
      const data = { lots: one.lots, batches: [], text: "Another silo." };
      return done(decided(proposeNarrowing, data, state, acting), by).map((event) => ({
        ...event,
        data: { ...event.data, proposalId: `n-${n}` },
      }));
    }
    case "decide": {
      const proposalId = pick(state.scope.proposals.keys());
      return done(
        decided(decideNarrowing, { proposalId, accepted: one.accepted }, state, acting),
        by,
      );
    }
    case "notify": {
      const consigneeNumber = pick(inOrder(state.consignees).map((one) => one.consigneeNumber));
      return done(decided(notifyConsignee, { consigneeNumber, channel: "phone" }, state, {}));
    }
    case "reply": {
      const consigneeNumber = pick(inOrder(state.consignees).map((one) => one.consigneeNumber));
      const reply = { consigneeNumber, lines: [], passedOnTo: [] };
      return done(decided(recordReply, reply, state, {}));
    }
    default:
      return one satisfies never;
  }
}

const done = (
  decision: ReturnType<typeof decided>,
  by: Past["by"] = undefined,
): readonly (Past & { data: object })[] =>
  isRefusal(decision)
    ? []
    : (decision as readonly (Past & { data: object })[]).map((e) => ({ ...e, ...(by && { by }) }));

test("what was reached leaves by somebody else's decision alone; who was told stays", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const past: Past[] = [x.opened];
      const told = new Set<string>();
      for (const [n, one] of steps.entries()) {
        const before = openOf(past);
        const events = after(before, one, n);
        past.push(...events);
        const now = openOf(past);
        for (const lot of lots.filter((id) => isIn(before.scope.lots, id))) {
          if (isIn(now.scope.lots, lot)) continue;
          const [decision] = events;
          if (!decision) throw new Error(`${lot} left without an event.`);
          expect(decision.type).toBe("RecallNarrowingDecided");
          const { proposalId } = decision.data as { proposalId: string };
          const proposal = before.scope.proposals.get(proposalId);
          expect(proposal?.status === "open" && proposal.lots.includes(lot)).toBe(true);
          expect(proposal?.why === "judged" && proposal.by === decision.by?.id).toBe(false);
        }
        for (const { consigneeNumber, notified } of before.consignees.values()) {
          if (notified > 0) told.add(consigneeNumber);
        }
        for (const number of told) expect(now.consignees.has(number)).toBe(true);
        // What more went to somebody, nobody has answered for yet.
        const more = events.filter(({ type }) => type === "RecallScopeWidened");
        const owing = more.flatMap(
          ({ data }) => (data as { shipments: (typeof x.toC1)[] }).shipments,
        );
        for (const { consigneeNumber } of owing) {
          const consignee = now.consignees.get(consigneeNumber);
          expect(consignee && isHeard(consignee)).toBe(false);
        }
      }
    }),
  );
});
