// Which phases run: the arms of conditions, and how often a loop goes round. A condition is asked
// of the values that stand in the record, exactly and unrounded.
import { evaluate } from "../../kernel/formula/evaluate.ts";
import { parseFormula } from "../../kernel/formula/formula.ts";
import {
  compareFractions,
  divided,
  type Fraction,
  fractionOf,
} from "../../kernel/formula/fraction.ts";
import { isFault } from "../../kernel/formula/token.ts";
import { convert } from "../../kernel/quantity.ts";
import { befores, type Step } from "../../kernel/recipe/plan.ts";
import type { Recipe } from "../../kernel/recipe/recipe.ts";
import { isRefusal } from "../../kernel/refusal.ts";
import type { Batch } from "../batch-part.ts";
import { stepsIn } from "./control-recipe.ts";
import { evidenceKey } from "./evidence.ts";

export interface Route {
  /** False: its condition is not so, and it is left out. Undefined: that cannot be told yet. */
  runs(phaseId: string): boolean | undefined;
  /** Completed, and sent round again by its loop. */
  isAgain(phaseId: string): boolean;
  /** What `phaseId` waits for is done: in this round of the loop that both are in. */
  isDone(before: string, phaseId: string): boolean;
  /** False where it ends a loop that is to go on. */
  isOver(phaseId: string): boolean;
}

/** Undefined: the batch is not made by a master. */
export function routeOf(batch: Batch): Route | undefined {
  const { copied, phases, evidence } = batch;
  if (!copied) return undefined;
  const { byKey, loops } = partsOf(copied.recipe);
  const endedAt = (phaseId: string) => evidence.completedAt.get(phaseId) ?? -1;
  const statusOf = (phaseId: string) => phases.get(phaseId)?.status;
  const isLoopOver = ({ last, until, atMost }: Loop): boolean =>
    statusOf(last) === "skipped" ||
    isSo(batch, until) === true ||
    (evidence.completions.get(last) ?? 0) >= atMost;

  const runs = once((phaseId: string) => {
    const verdicts = (byKey.get(phaseId)?.when ?? []).map(({ condition, is }) => {
      const found = isSo(batch, condition);
      return found === undefined ? undefined : found === is;
    });
    if (verdicts.includes(false)) return false;
    return verdicts.includes(undefined) ? undefined : true;
  });
  const isOver = (phaseId: string) =>
    loops.filter(({ last }) => last === phaseId).every((loop) => isLoopOver(loop));
  const isAgain = (phaseId: string) =>
    loops.some((loop) => {
      const goesOn = statusOf(loop.last) === "completed" && !isLoopOver(loop);
      const isFormer = endedAt(phaseId) <= endedAt(loop.last);
      const isEnded = statusOf(phaseId) === "completed" || statusOf(phaseId) === "skipped";
      return loop.members.has(phaseId) && goesOn && isFormer && isEnded;
    });
  /** Of each phase that waits, what it waits for: ways that part and meet again are gone once. */
  const doneFor = once((phaseId: string) => {
    const isDone = once((before: string): boolean => {
      // What is left out opens nothing: what it would have waited for is waited for.
      if (runs(before) === false && statusOf(before) === undefined) {
        const { after = [] } = byKey.get(before) ?? {};
        return after.every(isDone);
      }
      const status = statusOf(before);
      if (status !== "completed" && status !== "skipped") return false;
      const round = loops.find(({ members }) => members.has(phaseId) && members.has(before));
      if (!round) return isOver(before);
      // Of a round that is over already it does not count for the next.
      return !isAgain(before) || status === "skipped";
    });
    return isDone;
  });
  return { runs, isAgain, isDone: (before, phaseId) => doneFor(phaseId)(before), isOver };
}

/** Worked out once for each key. */
function once<Answer>(work: (key: string) => Answer): (key: string) => Answer {
  const known = new Map<string, { readonly answer: Answer }>();
  return (key) => {
    const found = known.get(key) ?? { answer: work(key) };
    known.set(key, found);
    return found.answer;
  };
}

interface Loop {
  readonly members: ReadonlySet<string>;
  readonly last: string;
  readonly until: string;
  readonly atMost: number;
}

interface Parts {
  readonly byKey: ReadonlyMap<string, Step>;
  readonly loops: readonly Loop[];
}
const known = new WeakMap<Recipe, Parts>();

/** Worked out once for each copy. */
function partsOf(recipe: Recipe): Parts {
  const found = known.get(recipe);
  if (found) return found;
  const steps = stepsIn(recipe);
  const byKey = new Map(steps.map((step) => [step.phase.key, step]));
  const parts = { byKey, loops: loopsOf(steps) };
  known.set(recipe, parts);
  return parts;
}

/** Each: what lies between the phase that it goes back to and the one that ends it. */
function loopsOf(steps: readonly Step[]): readonly Loop[] {
  const before = befores(steps);
  return steps.flatMap(({ phase, within }): Loop[] => {
    const { repeat, key: last } = phase;
    if (!repeat) return [];
    const { from, until, atMost = Number.POSITIVE_INFINITY } = repeat;
    const isBehind = (key: string) => key === from || before(key).has(from);
    const isAhead = (key: string) => key === last || before(last).has(key);
    const round = steps
      .filter((one) => one.within[1] === within[1])
      .map((one) => one.phase.key)
      .filter((key) => isBehind(key) && isAhead(key));
    return [{ members: new Set([...round, last]), last, until, atMost }];
  });
}

/** Undefined: a value that it asks is not recorded. */
function isSo(batch: Batch, key: string): boolean | undefined {
  const { conditions = [] } = batch.copied?.recipe ?? {};
  const condition = conditions.find((one) => one.key === key);
  if (!condition) return undefined;
  const [value, than] = [amount(batch, condition.value), amount(batch, condition.than)];
  if (!value || !than) return undefined;
  const order = compareFractions(value, than);
  switch (condition.is) {
    case "below":
      return order < 0;
    case "atMost":
      return order <= 0;
    case "equal":
      return order === 0;
    case "atLeast":
      return order >= 0;
    case "above":
      return order > 0;
    default:
      return condition.is satisfies never;
  }
}

function amount(batch: Batch, formula: string): Fraction | undefined {
  const tree = parseFormula(formula);
  if (isFault(tree)) return undefined;
  const found = evaluate(tree, (name) => recordedAs(batch, name));
  return isFault(found) ? undefined : found;
}

/**
 * A constant, the size of the batch, or `phase.parameter` in the unit of the recipe; pass is 1 and
 * fail 0. What a phase finds out can be told when it is over, in its last run.
 */
function recordedAs(batch: Batch, name: string): Fraction | undefined {
  const { copied, evidence, phases } = batch;
  if (!copied) return undefined;
  const constant = (copied.recipe.constants ?? []).find(({ key }) => key === name);
  if (constant) return fractionOf(constant.value);
  if (name === "batchSize" || name === "scale") return sizeOf(batch, copied.recipe, name);
  const [phaseKey = "", own] = name.split(".");
  const step = partsOf(copied.recipe).byKey.get(phaseKey);
  if (!step || phases.get(phaseKey)?.status !== "completed") return undefined;
  const { parameters = [], checks = [] } = step.phase;
  const check = checks.find(({ key }) => key === own);
  const asked = parameters.find(({ key }) => key === own) ?? check;
  if (!asked) return undefined;
  const key = evidenceKey(asked.name, step.path);
  const since = evidence.startedAt.get(phaseKey) ?? 0;
  if (check?.kind === "passFail") {
    const verdict = evidence.verdicts.get(key);
    if (!verdict || verdict.revision < since || verdict.result === "notApplicable")
      return undefined;
    return fractionOf(verdict.result === "pass" ? "1" : "0");
  }
  const found = evidence.values.get(key);
  if (!found || found.revision < since || asked.unitOfMeasure === undefined) return undefined;
  const same = convert(found.value, asked.unitOfMeasure);
  return isRefusal(same) ? undefined : fractionOf(same.value);
}

function sizeOf(
  { issued: { plannedQuantity } }: Batch,
  { batchSize: { reference } }: Recipe,
  name: "batchSize" | "scale",
): Fraction | undefined {
  const same = plannedQuantity && convert(plannedQuantity, reference.unitOfMeasure);
  if (!same || isRefusal(same)) return undefined;
  const size = fractionOf(same.value);
  return name === "batchSize" ? size : divided(size, fractionOf(reference.value));
}
