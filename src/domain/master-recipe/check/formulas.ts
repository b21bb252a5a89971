// Formulas can be read, name what is there, and compute an amount at the reference batch size.
import { namesIn, parseFormula } from "../../kernel/formula/formula.ts";
import { isFault } from "../../kernel/formula/token.ts";
import { sign } from "../../kernel/quantity.ts";
import { Amounts, type Told } from "../../kernel/recipe/amount.ts";
import type { Recipe } from "../../kernel/recipe/recipe.ts";
import { isRefusal } from "../../kernel/refusal.ts";
import { type Finding, type FindingCode, finding, type Place } from "./finding.ts";
import { each, foundValues } from "./walk.ts";

const codes: Readonly<Record<Told["fault"], FindingCode>> = {
  syntax: "FORMULA_UNREADABLE",
  length: "FORMULA_UNREADABLE",
  depth: "FORMULA_UNREADABLE",
  name: "NAME_UNKNOWN",
  divisionByZero: "DIVISION_BY_ZERO",
  circular: "FORMULA_CIRCULAR",
  range: "AMOUNT_NOT_POSITIVE",
};

export const checkFormulas = (recipe: Recipe): readonly Finding[] => {
  const amounts = Amounts.of(recipe, recipe.batchSize.reference);
  if (isRefusal(amounts)) {
    const at = ["batchSize", "reference"];
    const code = amounts.refused === "UNIT_UNKNOWN" ? "UNIT_UNKNOWN" : "AMOUNT_NOT_POSITIVE";
    return [finding(code, at, amounts.message)];
  }
  return [
    ...inputAmounts(recipe, amounts),
    ...each(recipe.yields, ["yields"]).flatMap(({ item: { theoretical }, at }) => {
      if (!theoretical) return [];
      const computed = amounts.compute(theoretical.formula, theoretical.decimals);
      const place = [...at, "theoretical", "formula"];
      if (isFault(computed)) return [told(computed, place)];
      const amount = { value: computed.result, unitOfMeasure: theoretical.unitOfMeasure };
      return sign(amount) > 0 ? [] : [notPositive(computed.result, place)];
    }),
    ...conditionNames(recipe),
  ];
};

function inputAmounts(recipe: Recipe, amounts: Amounts): readonly Finding[] {
  return each(recipe.inputs, ["inputs"]).flatMap(({ item, at }) => {
    const found = amounts.input(item.key);
    const by = item.potency ? "potency" : "excess";
    const place = item.potency || item.excess ? [...at, by, "formula"] : [...at, "quantity"];
    if (isFault(found)) return [told(found, place)];
    return sign(found.amount) > 0 ? [] : [notPositive(found.amount.value, place)];
  });
}

/** A condition may ask for what a phase found, for constants and for the batch size. */
function conditionNames(recipe: Recipe): readonly Finding[] {
  const constants = (recipe.constants ?? []).map(({ key }) => key);
  const known = new Set([...foundValues(recipe).keys(), ...constants, "batchSize", "scale"]);
  return each(recipe.conditions, ["conditions"]).flatMap(({ item, at }) =>
    (["value", "than"] as const).flatMap((side) => {
      const tree = parseFormula(item[side]);
      if (isFault(tree)) return [told(tree, [...at, side])];
      const unknown = namesIn(tree).filter((name) => !known.has(name));
      return unknown.map((name) =>
        finding("NAME_UNKNOWN", [...at, side], `${name} is no value that a condition can ask for.`),
      );
    }),
  );
}

const told = ({ fault, message }: Told, at: Place): Finding => finding(codes[fault], at, message);

const notPositive = (value: string, at: Place): Finding =>
  finding("AMOUNT_NOT_POSITIVE", at, `The amount is ${value} at the reference batch size.`);
