// The first position at which a log is not as it was recorded, and what is wrong there, right where
// what was done tells it, and where more was done than a kind has a name for, by what stands where.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { derivedId } from "../../../src/eventstore/handler/event-id.ts";
import type { LoggedBytes } from "../../../src/eventstore/stored-event.ts";
import { MerkleTree } from "../../../src/integrity/tree/merkle.ts";
import * as tablets from "../batch-record/tablets.ts";
import { stored } from "../history.ts";
import {
  bytesOf,
  changed,
  checkpoint,
  events,
  signer,
  size,
  sound,
  stranger,
  useSoundTree,
} from "./tree-for-test.ts";

const { made, found, drift } = useSoundTree();

const moved = (from: number, to: number, log = sound): LoggedBytes[] =>
  log.toSpliced(from, 1).toSpliced(to, 0, ...log.slice(from, from + 1));
const exchanged = (one: number, other: number, log = sound): LoggedBytes[] =>
  log.map((bytes, n) => log[n === one ? other : n === other ? one : n] ?? bytes);
const strangers = (count: number): LoggedBytes[] =>
  Array.from({ length: count }, (_, n) => strangerOf(n));
/** Told apart by their ids alone, so that no stream has a gap for them. */
const strangerOf = (n: number): LoggedBytes => ({ ...stranger, id: derivedId("stranger", `${n}`) });

describe("more than one event", () => {
  test.each([2, 5, 14])("%i neighbours are removed", async (count) => {
    expect(await found({ log: sound.toSpliced(5, count) })).toEqual([["EVENT_REMOVED", 5]]);
  });

  test("two far from each other change places", async () => {
    expect((await found({ log: exchanged(4, 9) }))[0]).toEqual(["EVENTS_REORDERED", 4]);
  });

  test.each([
    [4, 6, 4],
    [9, 2, 2],
    [0, size - 1, 0],
  ])("one is moved from %i to %i", async (from, to, position) => {
    expect((await found({ log: moved(from, to) }))[0]).toEqual(["EVENTS_REORDERED", position]);
  });

  test("two are inserted", async () => {
    const log = sound.toSpliced(5, 0, ...strangers(2));
    const [first, ...others] = await found({ log });
    expect(first).toEqual(["EVENT_INSERTED", 5]);
    expect(others).toEqual([["EVENT_FOREIGN", 6]]);
  });

  test("some are removed, and the end is cut off as well", async () => {
    const log = sound.toSpliced(5, 2).slice(0, -3);
    expect(await found({ log })).toEqual([
      ["EVENT_REMOVED", 5],
      ["TAIL_CUT", 15],
    ]);
  });

  test("one is removed with another in its place: no byte tells it from a change", async () => {
    const log = sound.toSpliced(5, 1, ...strangers(1));
    expect((await found({ log }))[0]).toEqual(["EVENT_CHANGED", 5]);
  });
});

describe("what comes first is told first", () => {
  const foreignAtThree = stored(
    eventTypes,
    Array.from({ length: size }, (_, n) => ({ ...tablets.consumed(`${n + 1}`), foreign: n === 3 })),
  );

  test("a head that is contradicted, before a change that has no part in it", async () => {
    const other = (at: number) => checkpoint(at, signer, Buffer.alloc(32));
    const log = changed(12);
    expect(await found({ log, checkpoints: [other(5)] })).toEqual([
      ["CHECKPOINT_CONTRADICTED", 0],
      ["EVENT_CHANGED", 12],
    ]);
    expect(await found({ log, checkpoints: [checkpoint(5), other(13)] })).toEqual([
      ["EVENT_CHANGED", 12],
    ]);
  });

  test("somebody else's event, before the end that is cut off", async () => {
    await made(foreignAtThree);
    expect(await found({ log: foreignAtThree.map(bytesOf).slice(0, 15) })).toEqual([
      ["EVENT_FOREIGN", 3],
      ["TAIL_CUT", 15],
    ]);
  });

  test("somebody else's event, also where the tree has another leaf for it", async () => {
    await made(foreignAtThree);
    await drift(3);
    const log = foreignAtThree.map(bytesOf);
    expect(await found({ log })).toEqual([["EVENT_CHANGED", 3]]);
    await made(foreignAtThree);
    await drift(2);
    expect(await found({ log })).toEqual([
      ["EVENT_CHANGED", 2],
      ["EVENT_FOREIGN", 3],
    ]);
    await made(foreignAtThree);
    await drift(3);
    const tree = new MerkleTree();
    for (const { entry } of foreignAtThree.slice(0, 10)) tree.append(entry);
    expect(await found({ log, checkpoints: [checkpoint(10, signer, tree.root())] })).toEqual([
      ["TREE_DRIFTED", 3],
      ["EVENT_FOREIGN", 3],
    ]);
  });
});

test.each([
  ["its own name behind a $", (type: string) => `$${type}`],
  ["the name of a link", () => "$>"],
])("an event of ours that was given %s is none of the store's", async (_, renamed) => {
  const history = events.slice(0, size).toSpliced(7, 1);
  await made(history);
  const alone = events.map((event, n) =>
    n === 7 ? { ...event, type: renamed(event.type) } : event,
  );
  expect(await found({ log: history.map(bytesOf), alone })).toEqual([["EVENT_CHANGED", 7]]);
});

interface Done {
  readonly log: readonly LoggedBytes[];
  readonly kind: string;
  readonly at: number;
}

const place = fc.nat({ max: size - 1 });
/** One thing done to the log, and what it is to be called. */
const done: fc.Arbitrary<Done> = fc
  .record({
    what: fc.constantFrom("remove", "insert", "exchange", "move", "change"),
    ...{ one: place, other: place, count: fc.integer({ min: 1, max: size }) },
  })
  .filter(({ what, one, other }) => one !== other || what === "remove" || what === "insert")
  .map(({ what, one, other, count }) => {
    const at = Math.min(one, other);
    if (what === "remove") {
      const kind = one + count >= size ? "TAIL_CUT" : "EVENT_REMOVED";
      return { log: sound.toSpliced(one, count), kind, at: one };
    }
    if (what === "insert") {
      return { log: sound.toSpliced(one, 0, ...strangers(count)), kind: "EVENT_INSERTED", at: one };
    }
    if (what === "change") return { log: changed(one), kind: "EVENT_CHANGED", at: one };
    const log = what === "move" ? moved(one, other) : exchanged(one, other);
    return { log, kind: "EVENTS_REORDERED", at };
  });

/** The store gives every stream whole: what else is wrong with the log is not of interest here. */
const firstOf = async (log: readonly LoggedBytes[]) => (await found({ log, alone: events }))[0];

test("whatever is done once is told by its kind and its first position", async () => {
  await fc.assert(
    fc.asyncProperty(done, async ({ log, kind, at }) => {
      expect(await firstOf(log)).toEqual([kind, at]);
    }),
    { numRuns: 40 },
  );
});

test("whatever is done in any order is told by what stands at the first place", async () => {
  const edit = fc.tuple(fc.nat({ max: 4 }), place, place);
  const edits = fc.array(edit, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(edits, async (all) => {
      const log = all.reduce<readonly LoggedBytes[]>(edited, sound);
      const at = sound.findIndex((bytes, n) => bytes !== log[n]);
      // What was undone again, or put behind the end.
      fc.pre(at >= 0);
      expect(await firstOf(log)).toEqual([kindAt(at, log), at]);
    }),
    { numRuns: 40 },
  );
});

function edited(
  log: readonly LoggedBytes[],
  [what, one, other]: readonly [number, number, number],
  n: number,
): readonly LoggedBytes[] {
  if (what === 0) return log.toSpliced(one, 1 + (other % 3));
  if (what === 1) return log.toSpliced(one, 0, strangerOf(n));
  if (what === 2) return changed(one, [...log]);
  return what === 3 ? moved(one, other, [...log]) : exchanged(one, other, [...log]);
}

/** What stands here and what was recorded here, each looked for in the other list. */
function kindAt(at: number, log: readonly LoggedBytes[]): string {
  const [read, recorded] = [log[at], sound[at]];
  if (!read) return "TAIL_CUT";
  const isMissing = !log.some((bytes) => bytes === recorded);
  const isAdded = !sound.some((bytes) => bytes === read);
  if (isMissing && isAdded) return "EVENT_CHANGED";
  if (isMissing) return "EVENT_REMOVED";
  return isAdded ? "EVENT_INSERTED" : "EVENTS_REORDERED";
}
