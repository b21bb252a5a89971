// A recipe run on paper: the order of its phases, how much of each input they take for a batch
// size, by which formula, and what runs in either arm of each condition.
import { divided, exactText, fractionOf, times } from "../../kernel/formula/fraction.ts";
import { isFault } from "../../kernel/formula/token.ts";
import type { Quantity } from "../../kernel/quantity.ts";
import {
  Amounts,
  type Computed,
  type InputAmount,
  type LotValues,
  type Told,
} from "../../kernel/recipe/amount.ts";
import { type Step, stepsOf } from "../../kernel/recipe/plan.ts";
import type { Recipe } from "../../kernel/recipe/recipe.ts";
import { isRefusal, type Refusal } from "../../kernel/refusal.ts";

interface DryCharge {
  readonly of: string;
  readonly percent: string;
  /** Undefined: the amount cannot be computed, see `inputs`. */
  readonly amount: Quantity | undefined;
}

interface DryPhase {
  readonly key: string;
  readonly path: Step["path"];
  /** Phases of one rank may run side by side. From 1. */
  readonly rank: number;
  readonly after: readonly string[];
  readonly when: Step["when"];
  readonly repeat?: NonNullable<Step["phase"]["repeat"]>;
  readonly charges: readonly DryCharge[];
  readonly produces: readonly { readonly of: string; readonly theoretical: Quantity }[];
}

export interface DryRun {
  readonly batchSize: Quantity;
  readonly phases: readonly DryPhase[];
  readonly inputs: readonly (InputAmount | ({ readonly key: string } & Told))[];
  readonly yields: readonly {
    readonly key: string;
    readonly theoretical: Quantity | Computed | Told;
  }[];
  /** Of each condition: which of the phases it decides about run when it is so, and when not. */
  readonly arms: readonly {
    readonly condition: string;
    readonly name: string;
    readonly whenTrue: readonly string[];
    readonly whenFalse: readonly string[];
  }[];
  /** Never begun; a static check says why. */
  readonly unreached: readonly string[];
}

/** Refused where the batch size cannot be said in the unit of the recipe. */
export function dryRun(recipe: Recipe, size: Quantity, lots: LotValues = {}): DryRun | Refusal {
  const amounts = Amounts.of(recipe, size, lots);
  if (isRefusal(amounts)) return amounts;
  const steps = stepsOf(recipe);
  const ranks = ranksOf(steps);
  const phases = steps
    .flatMap((step) => {
      const rank = ranks.get(step.phase.key);
      return rank === undefined ? [] : [dryPhase(recipe, amounts, step, rank)];
    })
    .sort((one, other) => one.rank - other.rank);
  return {
    batchSize: size,
    phases,
    inputs: (recipe.inputs ?? []).map(({ key }) => {
      const amount = amounts.input(key);
      return isFault(amount) ? { key, ...amount } : amount;
    }),
    yields: (recipe.yields ?? []).map(({ key, of, theoretical }) => {
      const output = (recipe.outputs ?? []).find((one) => one.key === of);
      const none: Told = { fault: "name", message: `There is no output ${of}.` };
      const plain = output ? amounts.theoretical(output) : none;
      if (!theoretical) return { key, theoretical: plain };
      return { key, theoretical: amounts.compute(theoretical.formula, theoretical.decimals) };
    }),
    arms: (recipe.conditions ?? []).map(({ key, name }) => ({
      condition: key,
      name,
      whenTrue: decided(steps, key, true),
      whenFalse: decided(steps, key, false),
    })),
    unreached: steps.map(({ phase }) => phase.key).filter((key) => !ranks.has(key)),
  };
}

const decided = (steps: readonly Step[], condition: string, is: boolean): readonly string[] =>
  steps
    .filter(({ when }) => when.some((one) => one.condition === condition && one.is === is))
    .map(({ phase }) => phase.key);

function dryPhase(recipe: Recipe, amounts: Amounts, step: Step, rank: number): DryPhase {
  const { phase, path, after, when } = step;
  const outputs = (recipe.outputs ?? []).filter(({ key }) => phase.produces?.includes(key));
  return {
    key: phase.key,
    path,
    rank,
    after,
    when,
    ...(phase.repeat && { repeat: phase.repeat }),
    charges: (phase.charges ?? []).map(({ of, percent = "100" }) => ({
      of,
      percent,
      amount: shareOf(recipe, amounts, of, percent),
    })),
    produces: outputs.map((output) => ({
      of: output.key,
      theoretical: amounts.theoretical(output),
    })),
  };
}

function shareOf(
  recipe: Recipe,
  amounts: Amounts,
  of: string,
  percent: string,
): Quantity | undefined {
  const output = (recipe.outputs ?? []).find(({ key }) => key === of);
  const input = amounts.input(of);
  const whole = output ? amounts.theoretical(output) : isFault(input) ? undefined : input.amount;
  if (!whole) return undefined;
  const share = divided(fractionOf(percent), fractionOf("100"));
  return share && { ...whole, value: exactText(times(fractionOf(whole.value), share)) };
}

/** The longest way to each phase that can begin. */
function ranksOf(steps: readonly Step[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (let more = true; more; ) {
    more = false;
    for (const { phase, after } of steps) {
      const before = after.map((key) => ranks.get(key));
      if (ranks.has(phase.key) || before.includes(undefined)) continue;
      ranks.set(phase.key, 1 + Math.max(0, ...before.filter((rank) => rank !== undefined)));
      more = true;
    }
  }
  return ranks;
}
