// Formulas for what is not pure: the figure follows from what is stored with it, by anybody.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Asked, compensate } from "../../../src/domain/batch/dispensing/compensation.ts";

const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
const percent = (value: string) => ({ value, unitOfMeasure: "%" });
const potency = (inputs: Asked["inputs"], decimals = 3): Asked => ({
  formula: "potency",
  version: 1,
  inputs,
  decimals,
});
const nominal = { name: "nominal", value: kg("12.5") };
const assay = { name: "assay", value: percent("98.4"), source: "Certificate A-77" };

test("potency: more of what is less pure, wet, or needed in excess", () => {
  expect(compensate(potency([nominal, assay]))).toMatchObject({
    // 12.5 x 100 / 98.4 = 12.70325...
    required: kg("12.703"),
    exact: { numerator: "3125", denominator: "246" },
  });
  const water = { name: "water", value: percent("2.5") };
  const excess = { name: "excess", value: percent("1") };
  // 12.5 x 101 x 100 / (98.4 x 97.5) = 13.15926...
  expect(compensate(potency([nominal, assay, water, excess]))).toMatchObject({
    required: kg("13.159"),
  });
});

test("balance: what the active takes more, the filler takes less", () => {
  const inputs = [
    { name: "nominal", value: kg("40") },
    { name: "activeNominal", value: kg("12.5") },
    { name: "activeRequired", value: { value: "12703", unitOfMeasure: "g" } },
  ];
  expect(compensate({ formula: "balance", version: 1, inputs, decimals: 3 })).toMatchObject({
    required: kg("39.797"),
  });
});

test.each([
  ["a version that there is not", { ...potency([nominal, assay]), version: 2 }],
  ["an input that it does not know", potency([nominal, assay, { ...assay, name: "__proto__" }])],
  ["one twice", potency([nominal, assay, assay])],
  ["one missing", potency([nominal])],
  ["an assay of nothing", potency([nominal, { name: "assay", value: percent("0") }])],
  ["all of it water", potency([nominal, assay, { name: "water", value: percent("100") }])],
])("%s is no formula", (_, asked) => {
  expect(compensate(asked)).toMatchObject({ refused: "FORMULA_UNKNOWN" });
});

test("what is stored is what is computed from it again", () => {
  const decimal = (min: number, max: number) =>
    fc.integer({ min, max }).map((value) => (value / 1_000).toFixed(3));
  const asked = fc.record({
    nominal: decimal(1, 900_000_000),
    assay: decimal(1, 120_000),
    water: decimal(0, 99_999),
    decimals: fc.integer({ min: 0, max: 6 }),
  });
  fc.assert(
    fc.property(asked, ({ decimals, ...values }) => {
      const stored = compensate(
        potency(
          [
            { name: "nominal", value: kg(values.nominal) },
            { name: "assay", value: percent(values.assay) },
            { name: "water", value: percent(values.water) },
          ],
          decimals,
        ),
      );
      if ("refused" in stored) throw new Error(stored.message);
      const { formula, version, inputs } = JSON.parse(JSON.stringify(stored)) as Asked;
      expect(compensate({ formula, version, inputs, decimals })).toEqual(stored);
      // Rounded it differs by half a step at most.
      const { numerator, denominator } = stored.exact;
      const step = 10n ** BigInt(decimals);
      const scaled = BigInt(stored.required.value.replace(".", ""));
      const off = scaled * BigInt(denominator) - BigInt(numerator) * step;
      expect(2n * (off < 0n ? -off : off) <= BigInt(denominator)).toBe(true);
    }),
  );
});
