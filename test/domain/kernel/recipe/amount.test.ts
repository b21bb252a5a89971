// Amounts for a batch size: exact, rounded once, and told with everything to compute them again.
import { expect, test } from "vitest";
import { Amounts } from "../../../../src/domain/kernel/recipe/amount.ts";
import type { Recipe } from "../../../../src/domain/kernel/recipe/recipe.ts";
import { isRefusal } from "../../../../src/domain/kernel/refusal.ts";
import { granules } from "./example.ts";

function amountsOf(recipe: Recipe, value = "100", unitOfMeasure = "kg", lots = {}) {
  const amounts = Amounts.of(recipe, { value, unitOfMeasure }, lots);
  if (isRefusal(amounts)) throw new Error(amounts.message);
  return amounts;
}

const withInput = (index: number, change: object): Recipe => ({
  ...granules,
  inputs: (granules.inputs ?? []).map((one, n) => (n === index ? { ...one, ...change } : one)),
});

test("potency and excess, with formula and values", () => {
  // 20 kg * 1.02 * 100 / 98.4 = 20.731707...
  expect(amountsOf(granules).input("active")).toEqual({
    key: "active",
    theoretical: { value: "20", unitOfMeasure: "kg" },
    excess: { formula: "2", values: [], decimals: 1, result: "2.0" },
    potency: {
      formula: "quantity * (100 + excess) / 100 * claim / assay",
      values: [
        { name: "quantity", value: "20" },
        { name: "excess", value: "2" },
        { name: "claim", value: "100" },
        { name: "assay", value: "98.4" },
      ],
      decimals: 3,
      result: "20.732",
    },
    amount: { value: "20.732", unitOfMeasure: "kg" },
  });
});

test("another input makes up for it, at the size of the batch and the lot that is used", () => {
  const lots = { active: { assay: "102" } };
  const amounts = amountsOf(granules, "50000", "g", lots);
  expect(amounts.input("active")).toMatchObject({ amount: { value: "10.000" } });
  expect(amounts.input("filler")).toMatchObject({ amount: { value: "40.000" } });
  expect(amounts.input("bag")).toMatchObject({ amount: { value: "2", unitOfMeasure: "{bag}" } });
});

test("a scale without end is kept as a fraction", () => {
  const recipe = withInput(1, { potency: { formula: "quantity * scale / scale", decimals: 2 } });
  expect(amountsOf(recipe, "100.1", "kg").input("filler")).toMatchObject({
    potency: { result: "80.08" },
  });
  const third: Recipe = {
    ...recipe,
    batchSize: { reference: { value: "3", unitOfMeasure: "kg" } },
  };
  expect(amountsOf(third, "1").input("filler")).toMatchObject({
    potency: { values: [{ name: "quantity" }, { name: "scale", value: "1/3" }] },
  });
});

test("an amount that depends on itself, an unknown name, a zero and a giant are told", () => {
  const fault = (formula: string) =>
    amountsOf(withInput(1, { potency: { formula, decimals: 0 } })).input("filler");
  expect(fault("filler.amount + 1")).toMatchObject({ fault: "circular" });
  expect(fault("toString")).toMatchObject({ fault: "name" });
  expect(fault("active.constructor")).toMatchObject({ fault: "name" });
  expect(fault("quantity / (scale - 1)")).toMatchObject({ fault: "divisionByZero" });
  expect(fault("999999999999999999 * 10")).toMatchObject({ fault: "range" });
});

test("a size of another dimension is refused", () => {
  const amounts = Amounts.of(granules, { value: "1", unitOfMeasure: "L" });
  expect(amounts).toMatchObject({ refused: "UNIT_NOT_CONVERTIBLE" });
});
