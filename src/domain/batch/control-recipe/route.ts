// Which phases run: the arms of conditions, and how often a loop goes round. A condition is asked
// of the values that stand in the record, exactly and unrounded.
import { evaluate } from "../../kernel/formula/evaluate.ts";
import { parseFormula } from "../../kernel/formula/formula.ts";
import { compareFractions, type Fraction, fractionOf } from "../../kernel/formula/fraction.ts";
import { isFault } from "../../kernel/formula/token.ts";
import { convert } from "../../kernel/quantity.ts";
import type { Step } from "../../kernel/recipe/plan.ts";
import { isRefusal } from "../../kernel/refusal.ts";
import type { Batch } from "../batch-part.ts";
import type { PhasePart } from "../phase/phase.ts";
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
  const steps = stepsIn(copied.recipe);
  const byKey = new Map(steps.map((step) => [step.phase.key, step]));
  const loops = loopsOf(steps);
  const endedAt = (phaseId: string) => evidence.completedAt.get(phaseId) ?? -1;
  const isLoopOver = ({ last, until, atMost }: Loop): boolean =>
    isSo(batch, until) === true || (phases.get(last)?.run ?? 0) >= atMost;

  const route: Route = {
    runs(phaseId) {
      const verdicts = (byKey.get(phaseId)?.when ?? []).map(({ condition, is }) => {
        const found = isSo(batch, condition);
        return found === undefined ? undefined : found === is;
      });
      if (verdicts.includes(false)) return false;
      return verdicts.includes(undefined) ? undefined : true;
    },
    isAgain: (phaseId) =>
      loops.some((loop) => {
        const goesOn = isCompleted(phases, loop.last) && !isLoopOver(loop);
        const isFormer = endedAt(phaseId) <= endedAt(loop.last);
        return loop.members.has(phaseId) && goesOn && isFormer;
      }),
    isDone(before, phaseId) {
      if (route.runs(before) === false) return true;
      const { status } = phases.get(before) ?? {};
      if (status !== "completed" && status !== "skipped") return false;
      const round = loops.find(({ members }) => members.has(phaseId) && members.has(before));
      if (!round) return route.isOver(before);
      // Of a round that is over already it does not count for the next.
      return !route.isAgain(before) || status === "skipped";
    },
    isOver: (phaseId) =>
      loops.filter(({ last }) => last === phaseId).every((loop) => isLoopOver(loop)),
  };
  return route;
}

const isCompleted = (phases: PhasePart, phaseId: string): boolean =>
  phases.get(phaseId)?.status === "completed";

interface Loop {
  readonly members: ReadonlySet<string>;
  readonly last: string;
  readonly until: string;
  readonly atMost: number;
}

/** Each from the phase that it goes back to, as they are written, to the one that ends it. */
function loopsOf(steps: readonly Step[]): readonly Loop[] {
  return steps.flatMap(({ phase, within }, n): Loop[] => {
    const { repeat, key: last } = phase;
    if (!repeat) return [];
    const from = steps.findIndex((one) => one.phase.key === repeat.from);
    const round = steps.slice(from, n + 1).filter((one) => one.within[1] === within[1]);
    const members = new Set(round.map((one) => one.phase.key));
    const { until, atMost = Number.POSITIVE_INFINITY } = repeat;
    return [{ members, last, until, atMost }];
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

/** A constant, or `phase.parameter` in the unit of the recipe; pass is 1 and fail 0. */
function recordedAs({ copied, evidence }: Batch, name: string): Fraction | undefined {
  if (!copied) return undefined;
  const constant = (copied.recipe.constants ?? []).find(({ key }) => key === name);
  if (constant) return fractionOf(constant.value);
  const [phaseKey, own] = name.split(".");
  const step = stepsIn(copied.recipe).find(({ phase }) => phase.key === phaseKey);
  const { parameters = [], checks = [] } = step?.phase ?? {};
  const asked = [...parameters, ...checks].find(({ key }) => key === own);
  if (!asked || !step) return undefined;
  const key = evidenceKey(asked.name, step.path);
  const value = evidence.values.get(key);
  if (value && asked.unitOfMeasure !== undefined) {
    const same = convert(value, asked.unitOfMeasure);
    return isRefusal(same) ? undefined : fractionOf(same.value);
  }
  const passed = evidence.passed.get(key);
  return passed === undefined ? undefined : fractionOf(passed ? "1" : "0");
}
