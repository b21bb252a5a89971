// What a decider was shown is made anew: where it is not what was frozen, that is told.
import { expect, test } from "vitest";
import type { DispositionState } from "../../../src/domain/disposition/disposition.ts";
import type { Shown } from "../../../src/domain/disposition/events.ts";
import { decidedOn } from "../../../src/processes/disposition/decided.ts";
import type { View } from "../../../src/processes/disposition/view.ts";

const digest = (letter: string) => letter.repeat(64);
const batches = [{ batchId: "b-1", toRevision: 7, record: digest("c"), trail: digest("d") }];
const shown: Shown = { asOf: 40, trace: digest("a"), trail: digest("b"), batches };
const decision = {
  materialLotId: "lot-1",
  decision: "release",
  signature: { meaning: "certified", electronic: false },
} as const;

/** Each disposition with one decision of its own. */
const handlerOf = (frozen: Readonly<Record<string, Shown | undefined>>) => ({
  load: async (_: unknown, id: string) => {
    const decidedAt = `2026-11-20T0${id.length}:00:00.000Z`;
    const order = { number: 1, lotRevision: id.length, decidedAt };
    const decided = { ...decision, ...(frozen[id] && { shown: frozen[id] }), ...order };
    const state: DispositionState =
      id in frozen
        ? { status: "decided", decided, all: new Map([[`event of ${id}`, decided]]) }
        : { status: "undecided" };
    return { state } as never;
  },
});
const opened = (view: View, frozen: Readonly<Record<string, Shown | undefined>> = { d: shown }) =>
  decidedOn(handlerOf(frozen), view, "lot-1", Object.keys(frozen));

test("it is asked for the position that was frozen, and is the same", async () => {
  const asked: unknown[] = [];
  const [decided] = await opened(async (...of) => {
    asked.push(of);
    return shown;
  });
  expect(asked).toEqual([[{ materialLotId: "lot-1", batchIds: ["b-1"] }, 40]]);
  expect(decided).toMatchObject({ eventId: "event of d", shown: { asOf: 40, isSame: true } });
  expect(decided?.shown?.parts.map(({ what, batchId }) => [what, batchId])).toEqual([
    ["trace", undefined],
    ["trail", undefined],
    ["revision", "b-1"],
    ["record", "b-1"],
    ["trail", "b-1"],
  ]);
});

test("each part that is otherwise today, or not there, is told", async () => {
  const [decided] = await opened(async () => ({ ...shown, trace: digest("f"), batches: [] }));
  expect(decided?.shown?.isSame).toBe(false);
  const differing = decided?.shown?.parts.filter(({ frozen, today }) => frozen !== today);
  expect(differing?.map(({ what, today }) => [what, today])).toEqual([
    ["trace", digest("f")],
    ["revision", null],
    ["record", null],
    ["trail", null],
  ]);
  const [unanswered] = await opened(async () => undefined);
  expect(unanswered?.shown?.parts.map(({ today }) => today)).toEqual(Array(5).fill(null));
});

test("in the order of the decisions; of what froze nothing that is said", async () => {
  const decided = await opened(async () => shown, { ddd: shown, d: undefined, dd: shown });
  expect(decided.map(({ dispositionId }) => dispositionId)).toEqual(["d", "dd", "ddd"]);
  expect(decided[0]?.shown).toBeNull();
  const undecided = await decidedOn(handlerOf({}), async () => shown, "lot-1", ["other"]);
  expect(undecided).toEqual([]);
});
