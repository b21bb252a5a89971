// Sets of serial numbers: the laws of sets, against sets of texts.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  common,
  countOf,
  rangesOf,
  rangesText,
  Serial,
  type SerialRange,
  type Serials,
  serialsOf,
  union,
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
