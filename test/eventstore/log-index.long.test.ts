// The log index: dense, the same from wherever the log is taken up, known for what has passed.
import { expect, test } from "vitest";
import {
  createLogIndex,
  followIndexed,
  type IndexedChunk,
} from "../../src/eventstore/log-index.ts";
import type { EventLog, Followed } from "../../src/eventstore/port.ts";
import { collect, counted, countedUpTo, faultOf, ownLog } from "./event-log-for-test.ts";

async function chunksUntilCaughtUp(
  log: EventLog,
  from?: Parameters<typeof followIndexed>[1]["from"],
): Promise<IndexedChunk[]> {
  const chunks: IndexedChunk[] = [];
  for await (const chunk of followIndexed(log, { from, signal: new AbortController().signal })) {
    chunks.push(chunk);
    if (chunk.caughtUp) break;
  }
  return chunks;
}

const eventsOf = (chunks: readonly IndexedChunk[]) => chunks.flatMap(({ events }) => events);

test("indexes are dense in log order, and the same when taken up in the middle", async () => {
  const { log } = await ownLog();
  for (let n = 0; n < 7; n++) await log.append(`lot-${n % 3}`, countedUpTo(1_000), "any");
  const all = eventsOf(await chunksUntilCaughtUp(log));
  expect(all.map(({ index }) => index)).toEqual(Array.from(Array(7_000).keys()));
  expect(all.map(({ event }) => event)).toEqual(await collect(log.readAll()));
  for (const at of [0, 1, 3_456, 6_998, 6_999]) {
    const { index, event } = all[at]!;
    const { storePosition } = event;
    const rest = eventsOf(await chunksUntilCaughtUp(log, { index, storePosition }));
    expect(rest).toEqual(all.slice(at + 1));
  }
});

test("a chunk has its bounds in events and in bytes", async () => {
  const { log } = await ownLog();
  for (let n = 0; n < 11; n++) await log.append("lot-1", countedUpTo(1_000), "any");
  for (let n = 0; n < 20; n++)
    await log.append("lot-2", [counted(n, "x".repeat(1_000_000))], "any");
  const chunks: IndexedChunk[] = [];
  for await (const chunk of followIndexed(log, { signal: new AbortController().signal })) {
    chunks.push(chunk);
    if (chunk.caughtUp) break;
    // While the reader is at work, the next chunk fills up and no further.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(Math.max(...chunks.map(({ events }) => events.length))).toBeLessThanOrEqual(5_000);
  for (const { events } of chunks) {
    const large = events.filter(({ event }) => event.stream === "lot-2");
    expect(large.length).toBeLessThanOrEqual(9);
  }
  expect(eventsOf(chunks)).toHaveLength(11_020);
});

test("at the live end each event comes with the word that it is the live end", async () => {
  const { log } = await ownLog();
  const seen: IndexedChunk[] = [];
  for await (const chunk of followIndexed(log, { signal: new AbortController().signal })) {
    seen.push(chunk);
    const count = eventsOf(seen).length;
    if (count === 3) break;
    await log.append("lot-1", [counted(count)], "any");
  }
  expect(seen.every(({ caughtUp }) => caughtUp)).toBe(true);
  expect(eventsOf(seen).map(({ event }) => event.data.n)).toEqual([0, 1, 2]);
});

test("after a break it goes on counting", async () => {
  const { log, node } = await ownLog();
  await log.append("lot-1", countedUpTo(10), "no_stream");
  let appended: Promise<unknown> | undefined;
  const indexes: number[] = [];
  for await (const chunk of followIndexed(log, { signal: new AbortController().signal })) {
    indexes.push(...chunk.events.map(({ index }) => index));
    if (chunk.caughtUp && indexes.length === 10 && !appended) {
      node.kill();
      appended = log.append("lot-1", countedUpTo(10), 9);
    }
    if (indexes.length === 20 && chunk.caughtUp) break;
  }
  await appended;
  expect(indexes).toEqual(Array.from(Array(20).keys()));
});

test("a reader is told that it is behind, and again when it is not", async () => {
  const told = Promise.withResolvers<void>();
  async function* follow(): AsyncGenerator<Followed> {
    yield { kind: "caughtUp" };
    await told.promise;
    yield { kind: "fellBehind" };
    await new Promise((resolve) => setImmediate(resolve));
    yield { kind: "caughtUp" };
  }
  const states: boolean[] = [];
  for await (const chunk of followIndexed({ follow }, { signal: new AbortController().signal })) {
    states.push(chunk.caughtUp);
    told.resolve();
  }
  expect(states).toEqual([true, false, true]);
});

test("it ends when told to, whatever it is doing", async () => {
  const { log } = await ownLog();
  await log.append("lot-1", countedUpTo(1_000), "no_stream");
  expect(await collect(followIndexed(log, { signal: AbortSignal.abort() }))).toEqual([]);
  const stopping = new AbortController();
  const { signal } = stopping;
  let count = 0;
  for await (const { events, caughtUp } of followIndexed(log, { signal })) {
    count += events.length;
    // Nothing more comes by itself: it has to be woken.
    if (caughtUp) setImmediate(() => stopping.abort());
  }
  expect(count).toBe(1_000);
});

test("what ends the log ends the chunks", async () => {
  const { log } = await ownLog();
  const reading = collect(followIndexed(log, { signal: new AbortController().signal }));
  setTimeout(() => void log.close(), 100);
  expect(await faultOf(reading)).toMatchObject({ code: "EVENT_LOG_CLOSED" });
});

test("who has appended learns the index when it has passed", async () => {
  const { log } = await ownLog();
  const index = createLogIndex();
  const stopping = new AbortController();
  const followed = (async () => {
    for await (const chunk of followIndexed(log, { signal: stopping.signal })) index.take(chunk);
  })();
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, n) => {
      const event = counted(n);
      await log.append(`lot-${n}`, [event], "no_stream");
      return index.waitFor(event.id);
    }),
  );
  expect(answers.toSorted((a, b) => a - b)).toEqual(Array.from(Array(50).keys()));
  expect(index.size).toBe(50);
  for (const { id } of await collect(log.readAll())) {
    expect(index.indexOf({ eventId: id })).toBe(await index.waitFor(id));
  }
  stopping.abort();
  await followed;
});

test("waiting ends with its signal, and leaves the others waiting", async () => {
  const index = createLogIndex(7);
  const event = {
    ...counted(0),
    stream: "lot-1",
    revision: 0,
    contentType: "",
    storePosition: "0/0",
  };
  const entry = { index: 7, event } as unknown as IndexedChunk["events"][number];
  const leaving = new AbortController();
  const left = index.waitFor(event.id, leaving.signal);
  const stayed = index.waitFor(event.id);
  leaving.abort(new RangeError("enough"));
  await expect(left).rejects.toThrow(RangeError);
  await expect(index.waitFor("none", AbortSignal.abort())).rejects.toThrow();
  index.take({ events: [entry] });
  expect(await stayed).toBe(7);
  expect(index.size).toBe(8);
  expect(index.indexOf({ eventId: "none" })).toBeUndefined();
  expect(() => index.take({ events: [entry] })).toThrow(RangeError);
});

test("what passed long ago is forgotten", () => {
  const index = createLogIndex();
  const events = Array.from({ length: 100_001 }, (_, n) => ({ index: n, event: { id: `${n}` } }));
  index.take({ events: events as unknown as IndexedChunk["events"] });
  expect(index.indexOf({ eventId: "0" })).toBeUndefined();
  expect(index.indexOf({ eventId: "1" })).toBe(1);
  expect(index.indexOf({ eventId: "100000" })).toBe(100_000);
  expect(index.size).toBe(100_001);
});
