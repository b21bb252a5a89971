// A log is copied byte for byte and in its order, from wherever an interruption left it, and into
// nothing that holds something else.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { readFence } from "../../../src/eventstore/embedded/store/fence.ts";
import {
  type EmbeddedNode,
  startEmbeddedNode,
} from "../../../src/eventstore/embedded/supervisor.ts";
import { openEventLog, openLogCopy } from "../../../src/eventstore/event-log.ts";
import type { EventLog, LogCopy } from "../../../src/eventstore/port.ts";
import { compareLogs } from "../../../src/eventstore/replica/compare-logs.ts";
import { copyLog } from "../../../src/eventstore/replica/copy-log.ts";
import type { LoggedBytes, StoredBytes } from "../../../src/eventstore/stored-event.ts";
import { entryBytes, entryHash } from "../../../src/integrity/entry.ts";
import { MerkleTree } from "../../../src/integrity/tree/merkle.ts";
import { collect, counted, faultOf, logOn } from "../event-log-for-test.ts";
import { oddLog, write, written } from "./log-for-test.ts";

const silent = { info: () => {}, error: () => {} };
let folder: string;
let sourceNode: EmbeddedNode;
let source: LogCopy;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "replica-"));
  sourceNode = await nodeIn("source");
  source = await openLogCopy(sourceNode);
  await write(source, oddLog());
});
afterAll(async () => {
  await source.close();
  await sourceNode.stop();
  await rm(folder, { recursive: true, force: true });
});

const nodeIn = (name: string, movingTo?: string) =>
  startEmbeddedNode({
    directory: join(folder, name),
    synchronous: "NORMAL",
    logger: silent,
    ...(movingTo !== undefined && { movingTo }),
  });

async function emptyTarget(name: string): Promise<LogCopy> {
  const node = await nodeIn(name);
  const target = await openLogCopy(node);
  onTestFinished(async () => {
    await target.close();
    await node.stop();
  });
  return target;
}

const entriesOf = async (log: Pick<LogCopy, "readAllBytes">) =>
  (await collect(log.readAllBytes())).map((event) => entryBytes(event).toString("base64"));

test("every byte and the order are kept, wherever it is broken off", async () => {
  const target = await emptyTarget("target");
  const wanted = await entriesOf(source);
  let appends = 0;
  const breakingOff: Pick<LogCopy, "appendBytes"> = {
    async appendBytes(...append) {
      appends += 1;
      // Once before the append, once behind it.
      if (appends === 4) throw new Error("broken off");
      const answer = await target.appendBytes(...append);
      if (appends === 10) throw new Error("broken off");
      return answer;
    },
  };
  const broken = { source, target: { ...target, ...breakingOff } };
  await expect(copyLog(broken)).rejects.toThrow("broken off");
  await expect(copyLog(broken)).rejects.toThrow("broken off");
  expect(await copyLog({ source, target })).toMatchObject({ size: wanted.length });
  expect(await entriesOf(target)).toEqual(wanted);
  expect(await copyLog({ source, target })).toEqual({ size: wanted.length, copied: 0 });

  const tree = new MerkleTree();
  const events: StoredBytes[] = await collect(source.readAllBytes());
  let rootAt5: Buffer | undefined;
  for (const event of events) {
    tree.append(entryHash(event));
    if (tree.size === 5) rootAt5 = tree.root();
  }
  const roots = new Map<number, Buffer>();
  const onRead = (copied: MerkleTree) => roots.set(copied.size, copied.root());
  const compared = await compareLogs({ source, target, size: wanted.length, onRead });
  expect(compared).toEqual({ size: wanted.length, root: tree.root() });
  expect(roots.get(5)).toEqual(rootAt5);
  expect(roots.size).toBe(wanted.length);

  // What somebody adds to the copy, or to the log behind what was copied.
  const size = wanted.length;
  await target.appendBytes(
    "foreign-1",
    [{ ...written(), stream: "foreign-1", revision: 0 }],
    "any",
  );
  expect(await faultOf(compareLogs({ source, target, size }))).toMatchObject({
    code: "TARGET_DIFFERS",
  });
  expect(await faultOf(copyLog({ source, target }))).toMatchObject({
    code: "TARGET_DIFFERS",
    stream: "foreign-1",
  });
});

describe("what is refused", () => {
  const only = (events: readonly StoredBytes[]) => {
    // A position is not looked at.
    const stored = events as readonly LoggedBytes[];
    const logged = stored.filter(({ type }) => !type.startsWith("$"));
    return {
      async *readAllBytes({ limit = Number.MAX_SAFE_INTEGER } = {}) {
        yield* logged.slice(0, limit);
      },
      async *readStream(stream, { from = 0, limit } = {}) {
        const all = stored.map((one) => ({ ...one, data: {}, metadata: {} }));
        yield* all.filter((one) => one.stream === stream && one.revision >= from).slice(0, limit);
      },
      async *findRetentionSettings() {},
      appendBytes: async (_: string, run: readonly StoredBytes[]) => ({ revision: run.length }),
      close: async () => {},
    } satisfies LogCopy & Pick<EventLog, "readStream">;
  };
  const at = (stream: string, revision: number): StoredBytes => ({
    ...written(),
    stream,
    revision,
  });
  const [one, two, other] = [at("a", 0), at("a", 1), at("b", 0)];

  test.each([
    ["another log", [one, two], [other], { code: "TARGET_NOT_EMPTY", stream: "b" }],
    ["another event further on", [one, two], [one, other], { code: "TARGET_DIFFERS", stream: "a" }],
    [
      "one bit",
      [one, two],
      [one, { ...two, data: Buffer.from('{"n":0}') }],
      { code: "TARGET_DIFFERS" },
    ],
    ["a content type", [one], [{ ...one, contentType: "x" }], { code: "TARGET_NOT_EMPTY" }],
    ["more than the log has", [one], [one, two], { code: "TARGET_DIFFERS", stream: "a" }],
    ["a log that lost its beginning", [two], [], { code: "SOURCE_INCOMPLETE", stream: "a" }],
    [
      "a log with a link in a stream",
      [one, { ...two, type: "$>" }, at("a", 2)],
      [],
      { code: "STORE_EVENT_IN_STREAM", stream: "a" },
    ],
    ["a log with a gap", [one, at("a", 2)], [], { code: "SOURCE_INCOMPLETE", stream: "a" }],
  ])("%s", async (_, source, target, fault) => {
    const copying = copyLog({ source: only(source), target: only(target) });
    expect(await faultOf(copying)).toMatchObject(fault);
  });

  test("a copy that lacks the end", async () => {
    const comparing = { source: only([one, two]), target: only([one]), size: 2 };
    expect(await faultOf(compareLogs(comparing))).toMatchObject({ code: "TARGET_DIFFERS" });
  });

  test("a stream that is taken already, and a log that forgets", async () => {
    const target = await emptyTarget("taken");
    const hidden = [{ ...written(), type: "$hidden", stream: "lot-1", revision: 0 }];
    await target.appendBytes("lot-1", hidden, "no_stream");
    expect(await faultOf(copyLog({ source, target }))).toMatchObject({
      code: "TARGET_DIFFERS",
      stream: "lot-1",
    });
    const forgetting = { ...source, findRetentionSettings };
    expect(await faultOf(copyLog({ source: forgetting, target }))).toMatchObject({
      code: "RETENTION_ACTIVE",
    });
  });

  async function* findRetentionSettings() {
    yield { eventId: "1", stream: "lot-1", setting: "$maxCount" } as const;
  }
});

test("behind the fence nothing is taken, all is read, no other node starts", async () => {
  const first = await nodeIn("fenced");
  const before = await openEventLog(first);
  await before.append("lot-1", [counted(1)], "no_stream");
  await before.close();
  await first.stop();
  const node = await nodeIn("fenced", "esdb://new:2113");
  const log = await logOn(node);
  const { pid } = node;
  for (const restarted of [false, true]) {
    if (restarted) node.kill();
    await expect.poll(() => node.pid !== pid, { timeout: 20_000 }).toBe(restarted);
    expect(await faultOf(log.append("lot-1", [counted(2)], 0))).toMatchObject({
      code: "ACCESS_DENIED",
    });
    expect(await collect(log.readStream("lot-1"))).toHaveLength(1);
  }
  await node.stop();
  expect(await faultOf(nodeIn("fenced"))).toMatchObject({ code: "LOG_MOVED" });
  expect(readFence(join(folder, "fenced"))).toEqual({ state: "moving", to: "esdb://new:2113" });
});
