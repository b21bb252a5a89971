// Laws of amounts: exact or refused, never silently rounded. Checked against BigInt fractions.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  compare,
  convert,
  negate,
  percentOf,
  Quantity,
  refuseNotPositive,
  round,
  sign,
  sumOf,
  unitRatio,
} from "../../../src/domain/kernel/quantity.ts";
import { isRefusal } from "../../../src/domain/kernel/refusal.ts";
import { quantity, sameDimension, text, unitsOfDimension } from "../../arbitrary.ts";

const units = Object.values(unitsOfDimension).flat();
const anyUnit = fc.constantFrom(...units);

describe("convert", () => {
  test("there and back is the same amount, or a refusal", () => {
    fc.assert(
      fc.property(quantity, anyUnit, (from, unit) => {
        const there = convert(from, unit);
        if (isRefusal(there)) return;
        const back = convert(there, from.unitOfMeasure);
        expect(back).toEqual({ ...from, value: plain(from.value) });
      }),
    );
  });
  test("never changes the amount, and yields what the schema admits", () => {
    fc.assert(
      fc.property(quantity, anyUnit, (from, unit) => {
        const to = convert(from, unit);
        if (isRefusal(to)) return;
        expect(Quantity.safeParse(to).success).toBe(true);
        expect(inBase(to)).toBe(inBase(from));
      }),
    );
  });
  test("knows thousands of counted things, and that a tablet is no capsule", () => {
    expect(convert({ value: "1.5", unitOfMeasure: "10*3.{tablet}" }, "{tablet}")).toEqual({
      value: "1500",
      unitOfMeasure: "{tablet}",
    });
    const capsules = convert({ value: "1", unitOfMeasure: "{tablet}" }, "{capsule}");
    expect(capsules).toMatchObject({ refused: "UNIT_NOT_CONVERTIBLE" });
  });
  test("refuses thirds of hours, other dimensions, unknown units", () => {
    const code = (value: string, from: string, to: string) =>
      convert({ value, unitOfMeasure: from }, to);
    expect(code("1", "s", "min")).toMatchObject({ refused: "UNIT_NOT_CONVERTIBLE" });
    expect(code("999999999999999999", "t", "mg")).toMatchObject({
      refused: "QUANTITY_OUT_OF_RANGE",
    });
    expect(code("1", "kg", "L")).toMatchObject({ refused: "UNIT_NOT_CONVERTIBLE" });
    expect(code("1", "kg", "lb")).toMatchObject({ refused: "UNIT_UNKNOWN" });
    expect(code("1", "constructor", "kg")).toMatchObject({ refused: "UNIT_UNKNOWN" });
  });
});

describe("add", () => {
  const pair = sameDimension(2) as fc.Arbitrary<readonly [Quantity, Quantity]>;
  const triple = sameDimension(3) as fc.Arbitrary<readonly [Quantity, Quantity, Quantity]>;

  test("commutes, unless an order is refused", () => {
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const one = add(left, right);
        const other = add(right, left);
        if (!isRefusal(one) && !isRefusal(other)) expect(inBase(one)).toBe(inBase(other));
      }),
    );
  });
  test("is exact: the sum holds both amounts and nothing else", () => {
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const sum = add(left, right);
        if (isRefusal(sum)) return;
        expect(Quantity.safeParse(sum).success).toBe(true);
        expect(inBase(sum)).toBe(inBase(left) + inBase(right));
      }),
    );
  });
  test("associates, unless an order is refused", () => {
    fc.assert(
      fc.property(triple, ([a, b, c]) => {
        const ab = add(a, b);
        const bc = add(b, c);
        if (isRefusal(ab) || isRefusal(bc)) return;
        const left = add(ab, c);
        const right = add(a, bc);
        if (!isRefusal(left) && !isRefusal(right)) expect(left).toEqual(right);
      }),
    );
  });
  test("takes back what was put in", () => {
    fc.assert(
      fc.property(quantity, (amount) => {
        expect(add(amount, negate(amount))).toEqual({ ...amount, value: "0" });
        expect(negate(negate(amount))).toEqual({ ...amount, value: plain(amount.value) });
      }),
    );
  });
});

test("the order of two amounts is that of their fractions", () => {
  const pair = sameDimension(2) as fc.Arbitrary<readonly [Quantity, Quantity]>;
  fc.assert(
    fc.property(pair, ([left, right]) => {
      const order = compare(left, right);
      const difference = inBase(left) - inBase(right);
      expect(order).toBe(difference === 0n ? 0 : difference < 0n ? -1 : 1);
      expect(sign(left)).toBe(inBase(left) === 0n ? 0 : inBase(left) < 0n ? -1 : 1);
    }),
  );
});

test("a quantity of material is more than nothing, in a known unit", () => {
  expect(refuseNotPositive({ value: "0.1", unitOfMeasure: "kg" })).toBeUndefined();
  for (const value of ["0", "-0", "-1", "0.000"]) {
    expect(refuseNotPositive({ value, unitOfMeasure: "g" })).toMatchObject({
      refused: "QUANTITY_NOT_POSITIVE",
    });
  }
  expect(refuseNotPositive({ value: "1", unitOfMeasure: "stone" })).toMatchObject({
    refused: "UNIT_UNKNOWN",
  });
});

test("a half is rounded away from zero, and the decimals are kept", () => {
  expect(round("2.345", 2)).toBe("2.35");
  expect(round("-2.345", 2)).toBe("-2.35");
  expect(round("1", 3)).toBe("1.000");
});

test("text that is no plain decimal is no amount", () => {
  for (const value of ["", "1e3", "1,000", "01", ".5", "5.", "+1", "NaN", "Infinity", " 1", "١"]) {
    expect(Quantity.safeParse({ value, unitOfMeasure: "kg" }).success).toBe(false);
  }
  fc.assert(
    fc.property(text(), (value) => {
      const admitted = Quantity.safeParse({ value, unitOfMeasure: "kg" }).success;
      expect(admitted).toBe(/^-?\d+(\.\d+)?$/.test(value) && admitted);
    }),
  );
});

test("every unit of one dimension has an exact ratio to the others", () => {
  for (const dimension of Object.values(unitsOfDimension)) {
    const known = dimension.map((unit) => unitRatio(unit)?.[0]);
    expect(new Set(known).size).toBe(1);
    expect(known[0]).toBeDefined();
  }
});

/** The amount in 10^-24 of the dimension's base unit, by whole numbers alone. */
function inBase({ value, unitOfMeasure }: Quantity): bigint {
  const [, ratio] = unitRatio(unitOfMeasure) ?? [];
  return whole(value, 12) * whole(ratio?.toFixed() ?? "", 12);
}

function whole(decimal: string, decimals: number): bigint {
  const [integer = "", fraction = ""] = decimal.replace("-", "").split(".");
  const digits = BigInt(integer + fraction.padEnd(decimals, "0"));
  return decimal.startsWith("-") ? -digits : digits;
}

/** Without superfluous zeros: the one way to write the number. */
function plain(decimal: string): string {
  const bare = decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
  return bare === "-0" ? "0" : bare;
}

test("a percentage is rounded half up from the exact ratio", () => {
  const tablets = (value: string) => ({ value, unitOfMeasure: "{tablet}" });
  const thousands = { value: "960", unitOfMeasure: "10*3.{tablet}" };
  expect(percentOf(tablets("949094"), thousands, 3)).toEqual({
    value: "98.864",
    unitOfMeasure: "%",
  });
  expect(percentOf(tablets("1"), tablets("3"), 3)).toEqual({ value: "33.333", unitOfMeasure: "%" });
  expect(percentOf(tablets("2"), tablets("3"), 3)).toEqual({ value: "66.667", unitOfMeasure: "%" });
  expect(percentOf(tablets("1"), tablets("200000"), 3)).toEqual({
    value: "0.001",
    unitOfMeasure: "%",
  });
  expect(percentOf(tablets("1"), tablets("0"), 3)).toMatchObject({
    refused: "QUANTITY_NOT_POSITIVE",
  });
  expect(percentOf(tablets("1"), { value: "1", unitOfMeasure: "kg" }, 3)).toMatchObject({
    refused: "UNIT_NOT_CONVERTIBLE",
  });
});

test("a sum is unknown as soon as one part of it is", () => {
  const [kg, g] = [
    { value: "1", unitOfMeasure: "kg" },
    { value: "500", unitOfMeasure: "g" },
  ];
  expect(sumOf([kg, g])).toEqual({ value: "1.5", unitOfMeasure: "kg" });
  expect(sumOf([kg, undefined, g])).toBeUndefined();
  expect(sumOf([])).toBeUndefined();
  expect(sumOf([kg, { value: "1", unitOfMeasure: "L" }])).toBeUndefined();
});
