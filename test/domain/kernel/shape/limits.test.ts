// Whether a value lies within its limits: by the rounding that they name, and only where it can be
// compared.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  isImplausible,
  isOutside,
  type Limits,
} from "../../../../src/domain/kernel/shape/limits.ts";

const pct = (value: string) => ({ value, unitOfMeasure: "%" });
const kg = (value: string) => ({ value, unitOfMeasure: "kg" });

test("a limit belongs to what it allows", () => {
  const limits = { low: kg("5"), high: kg("7"), rounding: "none" } as const;
  expect(["4.99", "5", "7", "7.01"].map((value) => isOutside(kg(value), limits))).toEqual([
    true,
    false,
    false,
    true,
  ]);
});
test("the reportable value is compared where the specification rounds", () => {
  const high = pct("2.0");
  expect(isOutside(pct("2.04"), { high, rounding: "none" })).toBe(true);
  expect(isOutside(pct("2.04"), { high, rounding: "toLimitDecimals" })).toBe(false);
  expect(isOutside(pct("2.05"), { high, rounding: "toLimitDecimals" })).toBe(true);
});
test("units are converted, and what cannot be compared is not judged", () => {
  const limits = { high: kg("1"), rounding: "none" } as const;
  expect(isOutside({ value: "1000.1", unitOfMeasure: "g" }, limits)).toBe(true);
  expect(isOutside({ value: "1", unitOfMeasure: "L" }, limits)).toBeUndefined();
  expect(isOutside(kg("1"), undefined)).toBeUndefined();
  expect(isOutside(kg("1"), { target: kg("2"), rounding: "none" })).toBeUndefined();
});
test("a broken side is enough; a kept one is not where the other is unknown", () => {
  const limits = {
    low: { value: "1", unitOfMeasure: "L" },
    high: kg("1"),
    rounding: "none",
  } as const;
  expect(isOutside(kg("2"), limits)).toBe(true);
  expect(isOutside(kg("1"), limits)).toBeUndefined();
});
test("law: a value is never both under the low and over the high of an ordered pair", () => {
  const value = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(value, value, value, (one, other, at) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const limits = { low: kg(`${low}`), high: kg(`${high}`), rounding: "none" } as const;
      expect(isOutside(kg(`${at}`), limits)).toBe(at < low || at > high);
    }),
  );
});

test("a value in another unit is rounded once, from its exact fraction", () => {
  const limits = {
    high: { value: "1.0", unitOfMeasure: "h" },
    rounding: "toLimitDecimals",
  } as const;
  const minutes = (value: string) => isOutside({ value, unitOfMeasure: "min" }, limits);
  expect(["62.9", "63", "100"].map(minutes)).toEqual([false, true, true]);
});

const speed = { low: kg("8"), high: kg("12"), rounding: "none" } as const;
const unlimited = { rounding: "none" } as const;
test.each<[string, Limits, string, boolean]>([
  ["within", speed, "10", false],
  ["out of them, as it may happen", speed, "13", false],
  ["twice over, and not by ten", speed, "79", false],
  ["ten times the least that may be", speed, "80", true],
  ["ten times over", speed, "120", true],
  ["99.8 without its point", { low: kg("99"), high: kg("101"), ...unlimited }, "998", true],
  ["100.2 with its point moved", { low: kg("99"), high: kg("101"), ...unlimited }, "10.02", true],
  ["a bit over wide limits", { low: kg("5"), high: kg("100"), ...unlimited }, "150", false],
  ["far over wide limits", { low: kg("5"), high: kg("100"), ...unlimited }, "200", true],
  ["ten times nearly the aim", { target: kg("10"), ...unlimited }, "98", true],
  ["a thousand where ten was meant", speed, "1000", true],
  ["a tenth of the least", speed, "0.8", true],
  ["a tenth of the most", speed, "1.2", true],
  ["less than the least, and not by ten", speed, "1.3", false],
  ["nothing at all: it stands still", speed, "0", false],
  ["of another sign", speed, "-10", true],
  ["ten times what is aimed at", { ...speed, target: kg("10") }, "100", true],
  ["a tenth of what is aimed at", { ...speed, target: kg("10") }, "1", true],
  ["low, where only the most is limited", { high: kg("5"), rounding: "none" }, "-3", false],
  ["high, where only the least is limited", { low: kg("5"), rounding: "none" }, "5000", false],
  ["below zero, where zero is allowed", { low: kg("0"), ...unlimited }, "-0.1", true],
  ["of another sign than is aimed at", { target: kg("10"), ...unlimited }, "-9", true],
  ["anything, where it is aimed at zero", { target: kg("0"), ...unlimited }, "-900", false],
  ["below zero as asked", { low: kg("-25"), high: kg("-15"), ...unlimited }, "-20", false],
  ["colder by ten", { low: kg("-25"), high: kg("-15"), ...unlimited }, "-250", true],
  ["without its sign", { low: kg("-25"), high: kg("-15"), ...unlimited }, "20", true],
  ["round zero, a bit over", { low: kg("-5"), high: kg("5"), ...unlimited }, "8", false],
  ["round zero, ten times over", { low: kg("-5"), high: kg("5"), ...unlimited }, "-50", true],
  ["what is said to be plausible", { ...speed, plausible: { high: kg("500") } }, "499", false],
  ["more than is plausible", { ...speed, plausible: { high: kg("500") } }, "501", true],
  ["within, whatever is plausible", { ...speed, plausible: { high: kg("9") } }, "12", false],
  ["without limits", unlimited, "1000000", false],
])("%s: held against what is asked", (_, limits, value, implausible) => {
  expect(isImplausible(kg(value), limits)).toBe(implausible);
});
test("in another unit it is the same value; what cannot be compared is not implausible", () => {
  expect(isImplausible({ value: "79999", unitOfMeasure: "g" }, speed)).toBe(false);
  expect(isImplausible({ value: "80000", unitOfMeasure: "g" }, speed)).toBe(true);
  expect(isImplausible({ value: "-1000", unitOfMeasure: "L" }, speed)).toBe(false);
});
const any = fc.integer({ min: -2000, max: 2000 });
const limited = fc
  .record({ low: any, high: any, target: any, least: any, most: any }, { requiredKeys: [] })
  .map(({ low, high, target, least, most }): Limits => {
    const of = (value: number) => kg(`${value}`);
    const plausible = {
      ...(least !== undefined && { low: of(least) }),
      ...(most !== undefined && { high: of(most) }),
    };
    return {
      ...(low !== undefined && { low: of(low) }),
      ...(high !== undefined && { high: of(high) }),
      ...(target !== undefined && { target: of(target) }),
      ...(least !== undefined && { plausible }),
      rounding: "none",
    };
  });
test("law: what is within its limits is never implausible, nor what was meant by the aim", () => {
  fc.assert(
    fc.property(limited, any, (limits, value) => {
      if (isOutside(kg(`${value}`), limits) === false) {
        expect(isImplausible(kg(`${value}`), limits)).toBe(false);
      }
      const { low, high, plausible, target } = limits;
      if (low || high || plausible || !target) return;
      expect(isImplausible(target, limits)).toBe(false);
    }),
  );
});
test("law: what is within narrow limits is implausible with its decimal point moved", () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 2000 }), fc.boolean(), (meant, isBelowZero) => {
      const of = (value: number) => kg(`${isBelowZero ? -value : value}`);
      const [near, far] = [of(meant * 0.9), of(meant * 1.1)];
      const [low, high] = isBelowZero ? [far, near] : [near, far];
      for (const slip of [of(meant * 10), of(meant * 1000), of(meant / 10)]) {
        expect(isImplausible(slip, { low, high, ...unlimited })).toBe(true);
      }
    }),
  );
});
test("law: a slip of the decimal point from what is aimed at is implausible, once outside", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.integer({ min: 1, max: 4 }),
      (aim, places) => {
        const limits = {
          low: kg(`${aim}`),
          high: kg(`${aim}`),
          target: kg(`${aim}`),
          ...unlimited,
        };
        for (const slipped of [`${aim}${"0".repeat(places)}`, (aim / 10 ** places).toFixed(8)]) {
          expect(isImplausible(kg(slipped), limits)).toBe(true);
        }
      },
    ),
  );
});
