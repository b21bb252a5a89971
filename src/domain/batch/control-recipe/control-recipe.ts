// The copy as the batch is run by it: its steps in a list, what is limited, and what each of it is
// called in the record.

import type { EventOf } from "../../kernel/event-type.ts";
import { isFault } from "../../kernel/formula/token.ts";
import type { Quantity } from "../../kernel/quantity.ts";
import { Amounts } from "../../kernel/recipe/amount.ts";
import type { Parameter } from "../../kernel/recipe/phase.ts";
import { type Step, stepsOf } from "../../kernel/recipe/plan.ts";
import type { Recipe } from "../../kernel/recipe/recipe.ts";
import { isRefusal } from "../../kernel/refusal.ts";
import type { Limits } from "../../kernel/shape/limits.ts";
import { type PhasePath, pathText } from "../../kernel/shape/phase.ts";
import type { MasterRecipeCopied } from "./events.ts";

export type Copied = EventOf<typeof MasterRecipeCopied>["data"];

const known = new WeakMap<Recipe, readonly Step[]>();

/** Worked out once for each copy. */
export function stepsIn(recipe: Recipe): readonly Step[] {
  const found = known.get(recipe) ?? stepsOf(recipe);
  known.set(recipe, found);
  return found;
}

export const stepAt = ({ recipe }: Copied, path: PhasePath): Step | undefined =>
  stepsIn(recipe).find((step) => pathText(step.path) === pathText(path));

/** Phases and amounts in the form in which every batch has them, also one without a master. */
export function plainRecipe(
  { masterRecipeId, version, digest, recipe }: Omit<Copied, "adjustments">,
  size: Quantity,
) {
  const amounts = Amounts.of(recipe, size);
  const inputs = recipe.inputs ?? [];
  // What an earlier phase makes may be charged as well.
  const asked = new Set(
    stepsIn(recipe).flatMap(({ phase }) => (phase.charges ?? []).map(({ of }) => of)),
  );
  const charged = (recipe.outputs ?? []).filter(({ key }) => asked.has(key));
  return {
    recipeId: masterRecipeId,
    recipeVersion: String(version),
    name: recipe.name,
    digest,
    phases: stepsIn(recipe).map(({ phase, path, after }) => ({
      phaseId: phase.key,
      path,
      instruction: phase.instruction,
      after: [...after],
    })),
    formula: [
      ...inputs.map(({ key, material }) => {
        const amount = isRefusal(amounts) ? undefined : amounts.input(key);
        const quantity = amount && !isFault(amount) ? { quantity: amount.amount } : {};
        return { material, ...quantity };
      }),
      ...charged.map((output) => ({
        material: output.material,
        ...(!isRefusal(amounts) && { quantity: amounts.theoretical(output) }),
      })),
    ],
  };
}

/**
 * What the copy says of a value that is recorded under this name in this step. What it does not
 * name at all has the limits that came with it; of what it names they never count.
 */
export function limitsIn(
  copied: Pick<Copied, "recipe" | "adjustments"> | undefined,
  path: string | undefined,
  name: string,
  otherwise: Limits | undefined,
): Limits | undefined {
  const steps = copied ? stepsIn(copied.recipe) : [];
  const isNamed = steps.some(({ phase }) =>
    [...(phase.parameters ?? []), ...(phase.checks ?? [])].some((one) => one.name === name),
  );
  if (!isNamed) return otherwise;
  const fits = steps.filter((step) => path === undefined || pathText(step.path) === path);
  const limited = fits.flatMap(({ phase }) => {
    const values = [...(phase.parameters ?? []), ...(phase.checks ?? [])];
    return values
      .filter((one) => one.name === name)
      .map((one) => ({ one, setPoint: copied && adjusted(copied, phase.key, one.key) }));
  });
  const [only, ...more] = limited;
  if (!only || more.length > 0) return undefined;
  return limitsOf(only.one, only.setPoint);
}

const adjusted = ({ adjustments }: Pick<Copied, "adjustments">, phase: string, parameter: string) =>
  adjustments.find((one) => one.phase === phase && one.parameter === parameter)?.setPoint;

type Limited = Pick<Parameter, "low" | "high" | "plausible" | "rounding" | "setPoint"> & {
  readonly unitOfMeasure?: string;
  readonly target?: string;
};

function limitsOf(
  { low, high, plausible, rounding = "none", setPoint, target, unitOfMeasure }: Limited,
  instead: string | undefined,
): Limits | undefined {
  const aim = instead ?? setPoint ?? target;
  if (unitOfMeasure === undefined) return undefined;
  const amount = (value: string) => ({ value, unitOfMeasure });
  const range = (least: string | undefined, most: string | undefined) => ({
    ...(least !== undefined && { low: amount(least) }),
    ...(most !== undefined && { high: amount(most) }),
  });
  return {
    ...range(low, high),
    ...(aim !== undefined && { target: amount(aim) }),
    ...(plausible && { plausible: range(plausible.low, plausible.high) }),
    rounding,
  };
}
