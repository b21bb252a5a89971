// Whatever is done to a log, its tree or its checkpoints has a name and a place.
import { describe, expect, test } from "vitest";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import type { LoggedEvent } from "../../../src/eventstore/stored-event.ts";
import * as tablets from "../batch-record/tablets.ts";
import { stored } from "../history.ts";
import {
  all,
  bytesOf,
  changed,
  checkpoint,
  events,
  placesIn,
  signer,
  signerOf,
  size,
  sound,
  stranger,
  swapped,
  useSoundTree,
} from "./tree-for-test.ts";

const { made, verified, found, drift } = useSoundTree();

const link = (event: LoggedEvent) => ({ ...event, type: "$>", metadata: {} });

test("a sound log has nothing to find", async () => {
  const report = await verified({ checkpoints: [0, 5, 20].map((n) => checkpoint(n)) });
  expect(report).toMatchObject({ size, checkpoints: 3, findings: [] });
});

test("what is recorded while it is read is no cut", async () => {
  const grow = () => made(events.slice(0, size + 1));
  expect(await found({ whileRead: grow })).toEqual([]);
});

test.each([3, size - 2, size - 1])("an event is inserted at position %i", async (at) => {
  const log = sound.toSpliced(at, 0, all[size] ?? stranger);
  expect(await found({ log })).toEqual([["EVENT_INSERTED", at]]);
});

describe.each([3, size - 2])("at position %i", (at) => {
  test("an event is changed", async () => {
    expect(await found({ log: changed(at) })).toEqual([["EVENT_CHANGED", at]]);
  });
  test("an event is removed", async () => {
    expect(await found({ log: sound.toSpliced(at, 1) })).toEqual([["EVENT_REMOVED", at]]);
  });
  test("two events change places", async () => {
    expect(await found({ log: swapped(at) })).toEqual([["EVENTS_REORDERED", at]]);
  });
});

test("the end is cut off, also where the tree was cut with it", async () => {
  const log = sound.slice(0, 15);
  expect(await found({ log })).toEqual([["TAIL_CUT", 15]]);
  await made(events.slice(0, 15));
  expect(await found({ log, checkpoints: [checkpoint(20)] })).toEqual([["TAIL_CUT", 15]]);
  expect(await found({ log: [], checkpoints: [checkpoint(20)] })).toContainEqual(["TAIL_CUT", 0]);
});

test("a stream has a gap, or is not given whole, while tree and checkpoints agree", async () => {
  expect(await found({ alone: events.slice(3) })).toEqual([["EVENTS_HIDDEN", 0]]);
  const history = events.slice(0, size).toSpliced(7, 1);
  await made(history);
  const log = history.map(bytesOf);
  expect(await found({ log })).toEqual([["EVENT_REMOVED", 7]]);
  // But for an event of the store's own, which is no loss.
  const alone = events.map((event, n) => (n === 7 ? link(event) : event));
  expect(await found({ log, alone })).toEqual([["STORE_EVENT_IN_STREAM", 7]]);
});

test("what a follower has a moment later is not hidden", async () => {
  const alone: LoggedEvent[] = [];
  const whileRead = async () => void setTimeout(() => alone.push(...events), 80);
  expect(await found({ alone, whileRead })).toEqual([]);
});

test("an event is somebody else's", async () => {
  const history = Array.from({ length: 3 }, (_, n) => ({
    ...tablets.consumed("100"),
    foreign: n === 1,
  }));
  const theirs = stored(eventTypes, history);
  await made(theirs);
  expect(await found({ log: theirs.map(bytesOf) })).toEqual([["EVENT_FOREIGN", 1]]);
});

describe("checkpoints", () => {
  test("of another key or another log are forged", async () => {
    const checkpoints = [checkpoint(5, signerOf(signer.name)), checkpoint(6, signerOf("other/1"))];
    expect(await found({ checkpoints })).toEqual([
      ["CHECKPOINT_FORGED", 5],
      ["CHECKPOINT_FORGED", 6],
    ]);
  });

  test("of a key of the vault that no event tells: the end is cut off with it", async () => {
    await made(events.slice(0, 15));
    const next = signerOf(signer.name);
    const given = { log: sound.slice(0, 15), checkpoints: [checkpoint(12), checkpoint(20, next)] };
    const later = [signerOf("other").publicKey, next.publicKey];
    expect(await found({ ...given, later })).toEqual([["TAIL_CUT", 15]]);
    expect(await found(given)).toEqual([["CHECKPOINT_FORGED", 20]]);
    const within = { ...given, checkpoints: [checkpoint(12, next)], later };
    expect(await found(within)).toEqual([["CHECKPOINT_FORGED", 12]]);
  });

  test("forged without number are told a hundred times", async () => {
    const forged = checkpoint(5, signerOf(signer.name));
    const { findings } = await verified({ checkpoints: Array(150_000).fill(forged) });
    expect(findings).toHaveLength(100);
    expect(findings.at(-1)?.detail).toContain("149900 more");
  }, 120_000);

  test("are contradicted from the one before that agrees", async () => {
    const other = checkpoint(12, signer, Buffer.alloc(32));
    const checkpoints = [checkpoint(4), checkpoint(9), checkpoint(12), other, checkpoint(20)];
    const report = await verified({ checkpoints });
    expect(placesIn(report)).toEqual([["CHECKPOINT_CONTRADICTED", 9]]);
    expect(report.checkpoints).toBe(4);
  });
});

describe("the tree drifted", () => {
  test("from a log that is as it was signed", async () => {
    await drift(3);
    expect(await found({ checkpoints: [checkpoint(5)] })).toEqual([["TREE_DRIFTED", 3]]);
  });

  test("and hides no event that is changed", async () => {
    await drift(3);
    const log = changed(9);
    const checkpoints = [checkpoint(5), checkpoint(20)];
    expect(await found({ log, checkpoints })).toEqual([
      ["TREE_DRIFTED", 3],
      ["EVENT_CHANGED", 9],
    ]);
  });

  test("together with the log, which was signed otherwise", async () => {
    await drift(3);
    const changedTree = stored(
      eventTypes,
      [...Array(size).keys()].map(() => tablets.consumed("9")),
    );
    await made(changedTree);
    const log = changedTree.map(bytesOf);
    expect(await found({ log, checkpoints: [checkpoint(5)] })).toEqual([
      ["CHECKPOINT_CONTRADICTED", 0],
    ]);
  });

  test("by ending before the log", async () => {
    await made(events.slice(0, 15));
    expect(await found({})).toEqual([["TREE_DRIFTED", 15]]);
  });
});

describe("clocks", () => {
  const recordedAt = (at: readonly string[], clock: "real" | "simulated" = "real") =>
    stored(
      eventTypes,
      at.map((time, n) => ({
        ...tablets.consumed(`${n + 1}`),
        recordedAt: `2026-11-20T${time}.000Z`,
        clock,
      })),
    );
  const times = ["09:00:00", "09:05:00", "09:03:00", "09:04:00", "09:04:59"];
  const findings = async (history: readonly LoggedEvent[], created = bytesOf) => {
    await made(history);
    return found({ log: history.map(created) });
  };

  test("that went back by more than a minute are told once", async () => {
    expect(await findings(recordedAt(times))).toEqual([["STORE_CLOCK_OFF", 2]]);
    expect(await findings(recordedAt(["09:01:00", "09:00:01"]))).toEqual([]);
  });

  test("of a store that had an event before it was recorded are off", async () => {
    const history = recordedAt(["09:00:00", "09:05:00"]);
    const shifted = (by_ms: number) => (event: LoggedEvent) => {
      const bytes = bytesOf(event);
      return { ...bytes, created_ms: bytes.created_ms + by_ms };
    };
    expect(await findings(history, shifted(-61_000))).toEqual([["STORE_CLOCK_OFF", 0]]);
    expect(await findings(history, shifted(86_400_000))).toEqual([]);
    const back = (event: LoggedEvent) => shifted(event.revision === 0 ? 500_000 : 0)(event);
    expect(await findings(history, back)).toEqual([["STORE_CLOCK_OFF", 1]]);
  });

  test("of a demonstration are its own", async () => {
    expect(await findings(recordedAt(times, "simulated"))).toEqual([]);
  });
});

test("a stream that the store was told to forget is named, with its first event", async () => {
  const stream = sound[0]?.stream ?? "";
  const retention = [
    { eventId: "1", stream, setting: "$maxCount" },
    { eventId: "1", stream, setting: "$tb" },
    { eventId: "2", stream: "batch-other", setting: "deleted" },
  ] as const;
  const { findings } = await verified({ retention });
  expect(findings).toMatchObject([
    { code: "RETENTION_SET", position: 0, stream },
    { code: "RETENTION_SET", position: 0, stream: "batch-other" },
  ]);
});
