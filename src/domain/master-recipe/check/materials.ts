// What goes in is charged, all of it, and what comes out is made before it is charged again.
import {
  compareFractions,
  exactText,
  type Fraction,
  fractionOf,
  plus,
} from "../../kernel/formula/fraction.ts";
import { befores, type Step, stepsOf } from "../../kernel/recipe/plan.ts";
import type { Recipe } from "../../kernel/recipe/recipe.ts";
import { type Finding, finding } from "./finding.ts";
import { each, inPhases, phasesIn } from "./walk.ts";

export const checkMaterials = (recipe: Recipe): readonly Finding[] => {
  const steps = stepsOf(recipe);
  return [...inputs(recipe, steps), ...outputs(recipe), ...chargedAgain(recipe, steps)];
};

interface Share {
  readonly percent: Fraction;
  readonly when: Step["when"];
}

function inputs(recipe: Recipe, steps: readonly Step[]): readonly Finding[] {
  const whole = fractionOf("100");
  return each(recipe.inputs, ["inputs"]).flatMap(({ item: { key }, at }) => {
    const shares = steps.flatMap(({ phase, when }) =>
      (phase.charges ?? [])
        .filter(({ of }) => of === key)
        .map(({ percent = "100" }): Share => ({ percent: fractionOf(percent), when })),
    );
    if (shares.length === 0) {
      return [finding("INPUT_NOT_CHARGED", at, `No phase charges ${key}.`)];
    }
    if (deciding(shares).length > conditionsMax) {
      const message = `More than ${conditionsMax} conditions decide how much of ${key} is charged.`;
      return [finding("INPUT_NOT_WHOLE", at, message)];
    }
    const most = mostCharged(shares);
    if (compareFractions(most, whole) === 0) return [];
    const message = `${exactText(most)} % of ${key} is charged.`;
    return [finding("INPUT_NOT_WHOLE", at, message)];
  });
}

/** Each doubles the ways through. */
const conditionsMax = 10;

const deciding = (shares: readonly Share[]): readonly string[] => [
  ...new Set(shares.flatMap(({ when }) => when.map(({ condition }) => condition))),
];

/** Arms of a condition exclude each other: the most that any one way through charges. */
function mostCharged(shares: readonly Share[]): Fraction {
  const [condition] = deciding(shares);
  if (condition === undefined) {
    return shares.reduce((sum, { percent }) => plus(sum, percent), fractionOf("0"));
  }
  const [yes, no] = [true, false].map((is) => mostCharged(shares.flatMap(settled(condition, is))));
  const zero = fractionOf("0");
  return compareFractions(yes ?? zero, no ?? zero) > 0 ? (yes ?? zero) : (no ?? zero);
}

const settled =
  (condition: string, is: boolean) =>
  (share: Share): readonly Share[] => {
    const runs = share.when.every((one) => one.condition !== condition || one.is === is);
    const when = share.when.filter((one) => one.condition !== condition);
    return runs ? [{ ...share, when }] : [];
  };

function outputs(recipe: Recipe): readonly Finding[] {
  const made = new Set(phasesIn(recipe).flatMap(({ item }) => item.produces ?? []));
  const unmade = each(recipe.outputs, ["outputs"])
    .filter(({ item }) => !made.has(item.key))
    .map(({ item, at }) => finding("OUTPUT_NOT_PRODUCED", at, `No phase makes ${item.key}.`));
  if ((recipe.outputs ?? []).some(({ kind }) => kind === "product")) return unmade;
  return [...unmade, finding("OUTPUT_NOT_PRODUCED", ["outputs"], "No output is the product.")];
}

function chargedAgain(recipe: Recipe, steps: readonly Step[]): readonly Finding[] {
  const before = befores(steps);
  const keys = new Set((recipe.outputs ?? []).map(({ key }) => key));
  return inPhases(recipe, "charges").flatMap(({ item: { of }, at, phase }) => {
    if (!keys.has(of)) return [];
    const over = before(phase.key);
    const makers = steps.filter(({ phase: one }) => one.produces?.includes(of));
    if (makers.some(({ phase: one }) => over.has(one.key))) return [];
    const message = `${of} is charged before a phase has made it.`;
    return [finding("CHARGED_BEFORE_MADE", [...at, "of"], message)];
  });
}
