import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import type { Entry } from "../../../../src/projections/runner/feed/entry.ts";
import { Feeds, type Reading } from "../../../../src/projections/runner/feed/feeds.ts";
import type { Place } from "../../../../src/projections/runner/progress.ts";
import { codec, MemoryLog, positionOf } from "../memory-log.ts";
import { canWait, charged, manyCharged, noted, patient, quiet } from "../setting.ts";
import type { ToyEvent } from "../toy.ts";

const feedsOf = (log: MemoryLog) =>
  new Feeds<ToyEvent>({ log, decode: codec.decode, canWait, logger: quiet });
const placeOf = (index: number): Place | undefined => {
  const place = { index, stream: "toy-log", revision: index, eventId: "" };
  return index < 0 ? undefined : { ...place, storePosition: positionOf(index) };
};

/** Takes until the end is told; answers the indexes, which must come without a gap. */
async function toEnd(reading: Reading<ToyEvent>, countMax = 1_000): Promise<number[]> {
  const { signal } = new AbortController();
  const seen: number[] = [];
  for (;;) {
    const entries: readonly Entry<ToyEvent>[] = await reading.take(countMax, signal);
    const last = entries.at(-1);
    if (!last) return seen;
    seen.push(...entries.map(({ place }) => place.index));
    reading.done(last.place.index + 1);
  }
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

test("each reading gives every event after its place once and in order", async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 4 });
  const joiners = fc.array(
    fc.record({
      after: fc.integer({ min: -1, max: 2_999 }),
      countMax: fc.integer({ min: 1, max: 900 }),
    }),
    { minLength: 1, maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(sizes, joiners, async (pieces, joiners) => {
      const log = new MemoryLog(manyCharged(3_000));
      log.pieces = pieces;
      const feeds = feedsOf(log);
      const all = joiners.map(async ({ after, countMax }) => {
        const seen = await toEnd(feeds.join(placeOf(after)), countMax);
        expect(seen).toEqual(range(after + 1, 3_000));
      });
      await Promise.all(all);
      await feeds.close();
      expect(log.followers).toBe(0);
    }),
    { numRuns: 25 },
  );
});

test("one that was behind goes on with the others", async () => {
  const log = new MemoryLog(manyCharged(20_000));
  const feeds = feedsOf(log);
  const ahead = feeds.join(placeOf(19_990));
  expect(await toEnd(ahead)).toEqual(range(19_991, 20_000));
  const behind = feeds.join(placeOf(-1));
  expect(log.followers).toBe(2);
  expect(await toEnd(behind)).toHaveLength(20_000);
  log.append([noted("a")]);
  expect(await toEnd(ahead)).toEqual([20_000]);
  expect(await toEnd(behind)).toEqual([20_000]);
  await expect.poll(() => log.followers, patient).toBe(1);
  await feeds.close();
});

test("what nobody has taken is not read further ahead than a window", async () => {
  const log = new MemoryLog(manyCharged(50_000));
  const feeds = feedsOf(log);
  const slow = feeds.join(undefined);
  await slow.take(1, new AbortController().signal);
  await expect.poll(() => log.given, patient).toBeGreaterThan(10_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(log.given).toBeLessThan(11_000);
  await feeds.close();
});

test("heavy events make the window and the pieces smaller", async () => {
  const heavy = { type: "Noted", data: { text: "x".repeat(200_000) } } as const;
  const log = new MemoryLog(Array.from({ length: 500 }, () => heavy));
  log.pieces = [1];
  const feeds = feedsOf(log);
  const slow = feeds.join(undefined);
  const { signal } = new AbortController();
  await slow.take(1, signal);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(log.given).toBeLessThan(120);
  expect((await slow.take(1_000, signal)).length).toBeLessThan(30);
  expect(await toEnd(slow)).toEqual(range(0, 500));
  await feeds.close();
});

test("a log with a gap is not believed", async () => {
  const log = new MemoryLog(manyCharged(10));
  const faults: unknown[] = [];
  const gap = {
    follow: async function* () {
      for await (const { events, caughtUp } of log.follow(
        undefined,
        new AbortController().signal,
      )) {
        yield { events: events.filter(({ index }) => index !== 5), caughtUp };
      }
    },
  };
  const warn = (fields: object) => void faults.push(fields);
  const feeds = new Feeds<ToyEvent>({
    log: gap,
    decode: codec.decode,
    canWait,
    logger: { ...quiet, warn },
  });
  const reading = feeds.join(undefined);
  const entries = await reading.take(100, new AbortController().signal);
  expect(entries.map(({ place }) => place.index)).toEqual(range(0, 5));
  await expect.poll(() => faults[0], patient).toMatchObject({ err: expect.any(RangeError) });
  expect(reading.isAway).toBe(true);
  await feeds.close();
});

afterEach(() => void vi.useRealTimers());

/** A reading at the end of a log of ten events, in a time that stands still. */
async function atEnd() {
  const log = new MemoryLog(manyCharged(10));
  const feeds = feedsOf(log);
  const reading = feeds.join(undefined);
  await toEnd(reading);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const taking = reading.take(1_000, new AbortController().signal);
  let isGiven = false;
  const given = taking.then((entries) => {
    isGiven = true;
    return entries.map(({ place }) => place.index);
  });
  const turns = async () => {
    for (let n = 0; n < 20; n += 1) await new Promise(setImmediate);
    return isGiven;
  };
  return { log, feeds, given, turns, [Symbol.asyncDispose]: () => feeds.close() };
}

test("what can wait is given after a while, together", async () => {
  await using end = await atEnd();
  end.log.append([noted("a")]);
  expect(await end.turns()).toBe(false);
  await vi.advanceTimersByTimeAsync(90);
  end.log.append([noted("b")]);
  expect(await end.turns()).toBe(false);
  await vi.advanceTimersByTimeAsync(10);
  expect(await end.given).toEqual([10, 11]);
});

test("what cannot wait takes along what waited", async () => {
  await using end = await atEnd();
  end.log.append([noted("a")]);
  expect(await end.turns()).toBe(false);
  end.log.append([charged(1)]);
  expect(await end.given).toEqual([10, 11]);
});

test("what somebody waits for is given at once, whether it is there or comes later", async () => {
  await using end = await atEnd();
  end.log.append([noted("a")]);
  expect(await end.turns()).toBe(false);
  end.feeds.want(10);
  expect(await end.given).toEqual([10]);
  await using later = await atEnd();
  later.feeds.want(11);
  later.log.append([noted("a")]);
  expect(await later.given).toEqual([10]);
});

test("many that can wait do not", async () => {
  await using end = await atEnd();
  end.log.pieces = [1_000];
  end.log.append(Array.from({ length: 600 }, () => noted("a")));
  expect((await end.given).length).toBeGreaterThan(0);
});

test("who waits for what may never come does not keep others from gathering", async () => {
  await using end = await atEnd();
  end.feeds.want(1_000_000_000);
  end.log.append(Array.from({ length: 600 }, () => noted("a")));
  expect((await end.given).length).toBeGreaterThan(0);
  while (end.log.given < 610) await end.turns();
  await end.turns();
  const reading = end.feeds.join(placeOf(609));
  const { signal } = new AbortController();
  expect(await reading.take(1_000, signal)).toEqual([]);
  const given = vi.fn();
  void reading.take(1_000, signal).then(given);
  end.log.append([noted("b")]);
  await end.turns();
  expect(given).not.toHaveBeenCalled();
});
