// Rules and limits that do not count yet, over the record of a batch that is made: what they would
// have flagged, what was flagged, and of what nothing can be said. Pure: it changes nothing.
import { evaluate, type Unevaluated } from "../../kernel/exception/evaluate.ts";
import type { Fact } from "../../kernel/exception/fact.ts";
import type { Rule, RuleSet, Severity } from "../../kernel/exception/rule.ts";
import { compare, type Quantity } from "../../kernel/quantity.ts";
import type { Recipe } from "../../kernel/recipe/recipe.ts";
import { isOutside, type Limits } from "../../kernel/shape/limits.ts";
import { limitsIn } from "../control-recipe/control-recipe.ts";
import { askedBy } from "./asked.ts";
import { comparison } from "./fact-of.ts";

/** Why an entry was judged as it was then, whatever the recipe says. */
export const keptBecause = {
  NOT_IN_RECIPE: "The recipe has no value of this name; its limits are those it came with.",
  AMOUNT_NOT_TOLD: "What was asked of a weighing depends on its lot; it is judged as it was then.",
} as const;

export interface Kept {
  readonly eventId: string;
  readonly reason: keyof typeof keptBecause;
}

export interface RuleBackTest {
  readonly ruleKey: string;
  readonly kind: Rule["kind"];
  readonly severity: Severity;
  /** Ids of entries, in the order of the log. */
  readonly wouldFlag: readonly string[];
  /** By the rule of this key that counted, and the limits of then; none: there was no such rule. */
  readonly flaggedThen: readonly string[];
  readonly notEvaluated: readonly Pick<Unevaluated, "eventId" | "reason">[];
}

export interface BackTest {
  /** Of the rules that are tried, then of those that only counted then. */
  readonly rules: readonly RuleBackTest[];
  /** Of no rule that is tried. */
  readonly noRule: readonly string[];
  readonly kept: readonly Kept[];
}

/** `facts`: of the whole record, in the order of the log. Without a recipe limits are as then. */
export function backTest(
  facts: readonly Fact[],
  tried: { readonly ruleSet: RuleSet; readonly recipe?: Recipe },
  rulesThen: RuleSet,
): BackTest {
  const { facts: judged, kept } = tried.recipe
    ? factsUnder(tried.recipe, facts)
    : { facts, kept: [] };
  const would = evaluate(tried.ruleSet, judged);
  const then = evaluate(rulesThen, facts);
  const triedKeys = new Set(tried.ruleSet.rules.map(({ key }) => key));
  const all = [...tried.ruleSet.rules, ...rulesThen.rules.filter(({ key }) => !triedKeys.has(key))];
  const idsOf = (found: readonly { readonly eventId: string; readonly ruleKey: string }[]) => {
    const groups = Map.groupBy(found, ({ ruleKey }) => ruleKey);
    return (key: string) => (groups.get(key) ?? []).map(({ eventId }) => eventId);
  };
  const [wouldFlag, flaggedThen] = [idsOf(would.flagged), idsOf(then.flagged)];
  return {
    rules: all.map(({ key: ruleKey, kind, severity }) => ({
      ruleKey,
      kind,
      severity,
      wouldFlag: wouldFlag(ruleKey),
      flaggedThen: flaggedThen(ruleKey),
      notEvaluated: would.notEvaluated
        .filter((one) => one.ruleKey === ruleKey)
        .map(({ eventId, reason }) => ({ eventId, reason })),
    })),
    noRule: would.notEvaluated.flatMap((one) => (one.ruleKey === null ? one.eventId : [])),
    kept,
  };
}

/** The record as it would be, had the batch been made by this recipe. */
function factsUnder(recipe: Recipe, facts: readonly Fact[]) {
  const byId = new Map(facts.map((fact) => [fact.eventId, fact]));
  const kept: Kept[] = [];
  const asks = askedBy({ recipe });
  const judged = facts.map((fact, n): Fact => {
    const { asks: _, ...rest } = fact;
    const asked = n === 0 ? { ...rest, asks } : rest;
    const found = comparedBy(recipe, fact, byId);
    if (found === undefined) return asked;
    if (typeof found === "object") return { ...asked, ...found };
    kept.push({ eventId: fact.eventId, reason: found });
    return asked;
  });
  return { facts: judged, kept };
}

/** Undefined: it is no value that has limits. */
function comparedBy(
  recipe: Recipe,
  fact: Fact,
  byId: ReadonlyMap<string, Fact>,
): Pick<Fact, "comparison"> | Kept["reason"] | undefined {
  const { measures, name = "", comparison: former } = fact;
  const value = quantityIn(fact);
  if (former === undefined || former === "NO_NUMBER" || !value) return undefined;
  switch (measures) {
    case "parameter":
    case "result": {
      // A correction has the limits of what it corrects.
      const step = measures === "parameter" ? first(fact, byId).step : undefined;
      const limits = limitsIn({ recipe, adjustments: [] }, step, name, unnamed);
      if (limits === unnamed) return "NOT_IN_RECIPE";
      return { comparison: comparison(value, limits, isOutside(value, limits)) };
    }
    case "yield":
      return yieldBy(recipe, name, value);
    case "amount":
      return former === "within" || former === "outside" ? "AMOUNT_NOT_TOLD" : undefined;
    case undefined:
      return undefined;
    default:
      return measures satisfies never;
  }
}

const unnamed: Limits = { rounding: "none" };

function first(fact: Fact, byId: ReadonlyMap<string, Fact>): Fact {
  const former = fact.corrects === undefined ? undefined : byId.get(fact.corrects);
  return former ? first(former, byId) : fact;
}

/** The percentage is that of then: what was theoretical stands with it. */
function yieldBy(recipe: Recipe, stage: string, percent: Quantity) {
  const asked = recipe.yields?.find(({ name }) => name === stage);
  if (!asked) return "NOT_IN_RECIPE";
  const { low, high } = asked;
  const limit = (value: string) => ({ value, unitOfMeasure: "%" });
  const limits: Limits = {
    ...(low !== undefined && { low: limit(low) }),
    ...(high !== undefined && { high: limit(high) }),
    rounding: "none",
  };
  const cannotBe = compare(percent, limit("100")) === 1 || compare(percent, limit("0")) === -1;
  return { comparison: comparison(percent, limits, cannotBe || isOutside(percent, limits)) };
}

/** As the fact says it: number and unit. */
function quantityIn({ value }: Fact): Quantity | undefined {
  const [, number, unitOfMeasure] = /^(\S+) (\S+)$/.exec(value ?? "") ?? [];
  return number === undefined || unitOfMeasure === undefined
    ? undefined
    : { value: number, unitOfMeasure };
}
