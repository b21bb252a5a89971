// Whether a value lies within its limits: by the rounding that they name, and only where it can be
// compared.
import fc from "fast-check";
import { expect, test } from "vitest";
import { isOutside } from "../../../../src/domain/kernel/shape/limits.ts";

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
