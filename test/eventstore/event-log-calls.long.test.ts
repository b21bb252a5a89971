// Servers serve 100 streams on one connection and let the rest wait without a word. So no call may
// stay open behind a reader who left, and no more may be open at once. The node has the same limit.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LogForTest, startLog } from "../event-log-for-test.ts";
import {
  collect,
  counted,
  countedUpTo,
  faultOf,
  followUntil,
  freshStream,
} from "./event-log-for-test.ts";

let up: LogForTest;
beforeAll(async () => {
  up = await startLog();
  await up.log.append(freshStream(), countedUpTo(100), "no_stream");
});
afterAll(() => up[Symbol.asyncDispose]());

const leavesMax = 150;

test("a follower who leaves leaves no call open", async () => {
  const { log } = up;
  for (let n = 0; n < leavesMax; n++) await followUntil(log, () => true);
  expect(await collect(log.readAll({ limit: 1 }))).toHaveLength(1);
});

test("a follower who is told to stop leaves no call open, wherever it stands", async () => {
  const { log } = up;
  for (let n = 0; n < leavesMax; n++) {
    const stopping = new AbortController();
    const following = collect(log.follow({ signal: stopping.signal }));
    if (n % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
    if (n % 3 === 1) await collect(log.readAll({ limit: 1 }));
    stopping.abort();
    await following;
  }
  const stopped = AbortSignal.abort();
  expect(await collect(log.follow({ signal: stopped }))).toEqual([]);
  expect(await collect(log.readAll({ limit: 1 }))).toHaveLength(1);
});

test("a follower who throws leaves no call open", async () => {
  const { log } = up;
  for (let n = 0; n < leavesMax; n++) {
    const following = followUntil(log, () => {
      throw new RangeError("enough");
    });
    await expect(following).rejects.toThrow(RangeError);
  }
  expect(await collect(log.readAll({ limit: 1 }))).toHaveLength(1);
});

test("a reader who leaves leaves no call open", async () => {
  const { log } = up;
  for (let n = 0; n < leavesMax; n++) {
    for await (const _ of log.readAll()) break;
    for await (const _ of log.readAllBytes()) break;
    for await (const _ of log.readStream("lot-0")) break;
  }
  expect(await collect(log.readAll({ limit: 1 }))).toHaveLength(1);
});

test("any number of reads at once is served", async () => {
  const { log } = up;
  const reads = Array.from({ length: 300 }, () => collect(log.readStream("lot-0")));
  for (const events of await Promise.all(reads)) expect(events).toHaveLength(100);
});

test("readers within readers do not wait for each other", async () => {
  const { log } = up;
  const reads = Array.from({ length: 100 }, async () => {
    let inner = 0;
    for await (const event of log.readAll({ limit: 3 })) {
      inner += (await collect(log.readStream(event.stream, { limit: 2 }))).length;
    }
    return inner;
  });
  expect(new Set(await Promise.all(reads))).toEqual(new Set([6]));
});

test("a first flood of appends on a fresh connection is answered", async () => {
  await using fresh = await startLog();
  const { log } = fresh;
  const appends = Array.from({ length: 500 }, (_, n) =>
    log.append(`lot-${n}`, [counted(n)], "any"),
  );
  expect((await Promise.all(appends)).every(({ revision }) => revision === 0)).toBe(true);
});

test("more than 32 followers are refused, and room comes back", async () => {
  const { log } = up;
  const stopping = new AbortController();
  const { signal } = stopping;
  const following = Array.from({ length: 32 }, () => collect(log.follow({ signal })));
  const fault = await faultOf(collect(log.follow({ signal })));
  expect(fault).toMatchObject({ code: "TOO_MANY_FOLLOWERS" });
  // Reads and appends go on beside them.
  const reads = Array.from({ length: 100 }, () => collect(log.readAll({ limit: 5 })));
  await log.append(freshStream(), [counted(1)], "no_stream");
  await Promise.all(reads);
  stopping.abort();
  await Promise.all(following);
  expect(await followUntil(log, () => true)).toHaveLength(1);
});

test("a reader who stands still holds nobody up", async () => {
  const { log } = up;
  const standing = log.follow({ signal: new AbortController().signal });
  const iterator = standing[Symbol.asyncIterator]();
  await iterator.next();
  const stream = freshStream();
  for (let n = 0; n < 20; n++) await log.append(stream, [counted(n, "x".repeat(200_000))], "any");
  expect(await collect(log.readStream(stream))).toHaveLength(20);
  await iterator.return?.();
});
