// Sets of serial numbers: the laws of sets, against sets of texts.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  among,
  common,
  countOf,
  type Gathered,
  gather,
  noSerials,
  outside,
  rangesOf,
  rangesText,
  Serial,
  type SerialRange,
  type Serials,
  serialsOf,
  union,
  whole,
  without,
} from "../../../../src/domain/kernel/gs1/serial.ts";

const set = (...ranges: SerialRange[]): Serials => {
  const found = serialsOf(ranges);
  if ("serials" in found) return found.serials;
  throw new Error(JSON.stringify(found));
};
/** Each number as a text. */
function each(serials: Serials): string[] {
  return rangesOf(serials).flatMap(({ from, to = from }) => {
    const digits = /[0-9]*$/.exec(from)?.[0] ?? "";
    const head = from.slice(0, from.length - digits.length);
    const last = Number(to.slice(head.length) || "0");
    const all: string[] = [];
    for (let at = Number(digits || "0"); at <= last; at += 1) {
      all.push(digits === "" ? head : `${head}${String(at).padStart(digits.length, "0")}`);
    }
    return all;
  });
}

const some = fc
  .array(
    fc.record({
      head: fc.constantFrom("A", "B", ""),
      width: fc.constantFrom(1, 2),
      from: fc.nat(9),
      more: fc.nat(9),
    }),
    { maxLength: 6 },
  )
  .map((runs) =>
    runs.reduce<Serials>((all, { head, width, from, more }) => {
      const last = Math.min(from + more, width === 1 ? 9 : 99);
      const text = (at: number) => `${head}${String(at).padStart(width, "0")}`;
      return union(all, set({ from: text(from), to: text(last) }));
    }, []),
  );

test("union, difference and common part are those of sets of texts", () => {
  fc.assert(
    fc.property(some, some, (one, other) => {
      const [a, b] = [new Set(each(one)), new Set(each(other))];
      expect(each(union(one, other)).sort()).toEqual([...a.union(b)].sort());
      expect(each(without(one, other)).sort()).toEqual([...a.difference(b)].sort());
      expect(each(common(one, other)).sort()).toEqual([...a.intersection(b)].sort());
      expect(Number(countOf(one))).toBe(a.size);
      // Ranges say the set, whole, and no number twice.
      expect(rangesOf(one).length === 0 ? [] : set(...rangesOf(one))).toEqual(one);
    }),
  );
});

test("law: what is gathered event by event is the one set, each number looked up in it", () => {
  fc.assert(
    fc.property(fc.array(some, { maxLength: 12 }), some, (events, asked) => {
      const all = events.reduce(gather, []);
      const naive = new Set(events.flatMap(each));
      const texts = new Set(each(asked));
      expect(whole(all)).toEqual(events.reduce(union, noSerials));
      expect(each(whole(all)).sort()).toEqual([...naive].sort());
      expect(each(among(asked, all)).sort()).toEqual([...texts.intersection(naive)].sort());
      expect(each(outside(asked, all)).sort()).toEqual([...texts.difference(naive)].sort());
      // As many sets as the number of ranges has binary digits, no more.
      const lengths = all.map(({ length }) => length);
      expect(lengths.every((length, n) => n === 0 || lengths[n - 1]! >= 2 * length)).toBe(true);
    }),
  );
});

/** Numbers far apart, as randomised ones are (EU 2016/161): no two of them join. */
const scattered = (count: number): SerialRange[] =>
  Array.from({ length: count }, (_, n) => ({
    from: `S${String(((n * 7_919) % 100_003) * 2).padStart(6, "0")}`,
  }));
/** The same numbers, and how often one of their runs is compared. */
function counted(serials: Serials) {
  const seen = { reads: 0 };
  const watched: Serials = serials.map((run) => ({
    ...run,
    get head() {
      seen.reads += 1;
      return run.head;
    },
  }));
  return { watched, seen };
}

test("of 20,000 single numbers each is compared with few others", () => {
  const numbers = scattered(20_000);
  const [half, all] = [set(...numbers.slice(0, 10_000)), set(...numbers)];
  for (const [act, length] of [
    [union, 20_000],
    [without, 0],
    [common, 10_000],
  ] as const) {
    const [one, other] = [counted(half), counted(all)];
    expect(act(one.watched, other.watched)).toHaveLength(length);
    expect(one.seen.reads + other.seen.reads).toBeLessThan(50 * 20_000);
  }
  const few = counted(all);
  expect(common(set({ from: "S000001" }, numbers[1]!), few.watched)).toHaveLength(1);
  expect(few.seen.reads).toBeLessThan(100);
});

test("20,000 events of one number each are gathered with few merges of many", () => {
  let all: Gathered = [];
  let merged = 0;
  for (const range of scattered(20_000)) {
    const now = gather(all, set(range));
    // What is new at the end was merged; the sets before it are the same ones.
    merged += now
      .filter((serials, n) => all[n] !== serials)
      .reduce((n, { length }) => n + length, 0);
    all = now;
  }
  expect(Number(countOf(whole(all)))).toBe(20_000);
  expect(merged).toBeLessThan(20 * 20_000);
});

test("a range counts up in the last digits of numbers of one length that begin alike", () => {
  expect(Number(countOf(set({ from: "A001", to: "A400" })))).toBe(400);
  expect(Number(countOf(set({ from: "XY" })))).toBe(1);
  for (const [from, to] of [
    ["A1", "B2"],
    ["A9", "A10"],
    ["A2", "A1"],
  ] as const) {
    expect(serialsOf([{ from, to }])).toEqual({ malformed: from });
  }
  expect(serialsOf([{ from: "A1", to: "A5" }, { from: "A5" }])).toEqual({ twice: "A5" });
  // Another length is another number.
  expect(common(set({ from: "1" }), set({ from: "01" }))).toEqual([]);
});

test("a number is up to twenty of the GS1 character set 82", () => {
  for (const serial of ["A-1/2", "a".repeat(20), "0"]) {
    expect(Serial.safeParse(serial).success).toBe(true);
  }
  for (const serial of ["", "a".repeat(21), "ä", "a b", "#1", "1\u0000"]) {
    expect(Serial.safeParse(serial).success).toBe(false);
  }
});

test("of many ranges the first ten are written", () => {
  const ranges = Array.from({ length: 12 }, (_, n) => ({ from: `A${n}X` }));
  expect(rangesText(ranges)).toMatch(/^A0X, .*A9X and 2 more ranges$/);
  expect(rangesText([{ from: "A1", to: "A9" }])).toBe("A1 to A9");
});
