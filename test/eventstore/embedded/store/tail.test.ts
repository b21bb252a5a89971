import { expect, test } from "vitest";
import type { LogReader } from "../../../../src/eventstore/embedded/store/log-reader.ts";
import type { StoredRecord } from "../../../../src/eventstore/embedded/store/record.ts";
import { Tail } from "../../../../src/eventstore/embedded/store/tail.ts";

const empty = Buffer.alloc(0);

/** A log in memory; counts how often it is read. */
function logOf(count: number, bytes = 10) {
  const records = Array.from({ length: count }, (_, index): StoredRecord => {
    const data = Buffer.alloc(bytes);
    const about = { type: "T", contentType: "", createdMs: 0, id: empty, metadata: empty, data };
    return { position: index * 10, revision: index, stream: "s", ...about };
  });
  const log = {
    reads: 0,
    /** Position of the last event that is committed. */
    end: -1,
    pageForwards: (from: number): readonly StoredRecord[] => log.forwards(from, 100),
    forwards(from: number, limit: number): readonly StoredRecord[] {
      log.reads++;
      const start = Math.max(0, Math.ceil(from / 10));
      return records.slice(start, Math.min(start + limit, log.end / 10 + 1));
    },
  };
  return log;
}

type Log = ReturnType<typeof logOf>;

const tailOf = (log: Log, position: number) => new Tail(log as unknown as LogReader, position);

function commit(log: Log, tail: Tail, position: number): void {
  log.end = position;
  tail.advance(position);
}

/** Follows as a subscription does. */
function follow(tail: Tail, after: number): number[] {
  const found: number[] = [];
  for (let at = after; ; ) {
    const page = tail.after(at);
    if (page.length === 0) return found;
    for (const { position } of page) found.push(position);
    at = page.at(-1)?.position ?? at;
  }
}

const from = (start: number, end: number) =>
  Array.from({ length: end - start }, (_, index) => (start + index) * 10);

test("without listeners nothing is kept or read", () => {
  const log = logOf(100);
  const tail = tailOf(log, 0);
  commit(log, tail, 500);
  expect(log.reads).toBe(0);
  expect(follow(tail, 0)).toEqual(from(1, 51));
});

test("listeners share one reading of what is new", () => {
  const log = logOf(1_000);
  const tail = tailOf(log, -1);
  let told = 0;
  for (let index = 0; index < 5; index++) {
    tail.listen((fresh) => {
      told += fresh.length;
    });
  }
  for (let end = 10; end < 500; end += 10) commit(log, tail, end * 10);
  expect(told).toBe(5 * 491);
  expect(log.reads).toBe(49);
  expect(follow(tail, -1)).toEqual(from(0, 491));
  expect(log.reads).toBe(49);
});

test.each([
  ["many", 60_000, 10],
  ["large", 400, 400_000],
])(
  "%s events: what is no longer kept comes from the log, nothing is missed",
  (_name, count, bytes) => {
    const log = logOf(count, bytes);
    const tail = tailOf(log, -1);
    tail.listen(() => {});
    const step = Math.floor(count / 40);
    for (let end = step; end < count; end += step) commit(log, tail, end * 10);
    const last = tail.position / 10;
    const reads = log.reads;
    expect(follow(tail, (last - 20) * 10)).toEqual(from(last - 19, last + 1));
    expect(log.reads).toBe(reads);
    expect(follow(tail, -1)).toEqual(from(0, last + 1));
    expect(log.reads).toBeGreaterThan(reads);
  },
);

test("one commit larger than what is kept is told as not whole", () => {
  const log = logOf(20_000);
  const tail = tailOf(log, -1);
  let isWhole = true;
  tail.listen((_fresh, whole) => {
    isWhole = whole;
  });
  commit(log, tail, 19_999 * 10);
  expect(isWhole).toBe(false);
  expect(follow(tail, -1).length).toBe(20_000);
});

test("what is committed and not told yet is not told twice", () => {
  const log = logOf(100);
  const tail = tailOf(log, -1);
  let told = 0;
  tail.listen((fresh) => {
    told += fresh.length;
  });
  log.end = 200;
  tail.advance(100);
  tail.advance(200);
  expect(told).toBe(21);
  expect(follow(tail, -1)).toEqual(from(0, 21));
});
