// Every phase can begin, every loop ends, and no condition is asked before its values are there.
import { namesIn, parseFormula } from "../../kernel/formula/formula.ts";
import { isFault } from "../../kernel/formula/token.ts";
import { type Before, befores, followed, type Step, stepsOf } from "../../kernel/recipe/plan.ts";
import type { Recipe } from "../../kernel/recipe/recipe.ts";
import { type Finding, finding, type Place } from "./finding.ts";
import {
  each,
  foundValues,
  operationsIn,
  type Placed,
  phasesIn,
  unitProceduresIn,
} from "./walk.ts";

export function checkSequence(recipe: Recipe): readonly Finding[] {
  const steps = stepsOf(recipe);
  const before = befores(steps);
  return [
    ...level(
      unitProceduresIn(recipe).map(({ item }) => item),
      ["procedure", "unitProcedures"],
    ),
    ...unitProceduresIn(recipe).flatMap(({ item, at }) =>
      level(item.operations, [...at, "operations"]),
    ),
    ...operationsIn(recipe).flatMap(({ item, at }) => level(item.phases, [...at, "phases"])),
    ...arms(recipe, steps, before),
    ...loops(recipe, steps, before),
  ];
}

type Ordered = Parameters<typeof followed>[0][number];

/** What follows itself, or something that does, never begins. */
function level(items: readonly Ordered[], at: Place): readonly Finding[] {
  const keys = new Set(items.map(({ key }) => key));
  const unknown = each(items, at).flatMap(({ item, at: place }) =>
    (item.after ?? [])
      .filter((name) => !keys.has(name))
      .map((name) =>
        finding("NAME_UNKNOWN", [...place, "after"], `${name} does not stand beside it.`),
      ),
  );
  const begun = new Set<string>();
  for (let more = true; more; ) {
    const next = items.filter(
      ({ key }, n) =>
        !begun.has(key) && followed(items, n).every((name) => begun.has(name) || !keys.has(name)),
    );
    for (const { key } of next) begun.add(key);
    more = next.length > 0;
  }
  const never = each(items, at).filter(({ item }) => !begun.has(item.key));
  return [
    ...unknown,
    ...never.map(({ item, at: place }) =>
      finding("PHASE_UNREACHABLE", [...place, "after"], `${item.key} waits for itself.`),
    ),
  ];
}

/** Each condition is declared, does not contradict another, and has its values. */
function arms(recipe: Recipe, steps: readonly Step[], before: Before): readonly Finding[] {
  const askers = asked(recipe);
  const known = new Set((recipe.conditions ?? []).map(({ key }) => key));
  const unknown = askers.flatMap(({ item: { when }, at }) =>
    when && !known.has(when.condition)
      ? [finding("NAME_UNKNOWN", [...at, "when"], `There is no condition ${when.condition}.`)]
      : [],
  );
  const places = new Map(phasesIn(recipe).map(({ item, at }) => [item.key, at]));
  const found = steps.flatMap(({ phase, when }) => {
    const at = [...(places.get(phase.key) ?? []), "when"];
    const isContradiction = when.some(({ condition, is }) =>
      when.some((other) => other.condition === condition && other.is !== is),
    );
    const never = `${phase.key} runs only when a condition is so and is not so.`;
    const early = when.flatMap(({ condition }) =>
      missingValues(recipe, condition, before(phase.key)),
    );
    return [
      ...(isContradiction ? [finding("PHASE_UNREACHABLE", at, never)] : []),
      ...early.map((name) =>
        finding("CONDITION_TOO_EARLY", at, `${name} is not there when ${phase.key} might begin.`),
      ),
    ];
  });
  return [...unknown, ...found];
}

const asked = (recipe: Recipe): readonly Placed<Ordered>[] => [
  ...unitProceduresIn(recipe),
  ...operationsIn(recipe),
  ...phasesIn(recipe),
];

function valuesOf(recipe: Recipe, condition: string): readonly string[] {
  const found = (recipe.conditions ?? []).find(({ key }) => key === condition);
  const sides = found ? [parseFormula(found.value), parseFormula(found.than)] : [];
  return sides.flatMap((tree) => (isFault(tree) ? [] : namesIn(tree)));
}

function missingValues(
  recipe: Recipe,
  condition: string,
  over: ReadonlySet<string>,
): readonly string[] {
  const values = foundValues(recipe);
  return valuesOf(recipe, condition).filter((name) => {
    const phase = values.get(name);
    return phase !== undefined && !over.has(phase.key);
  });
}

function loops(recipe: Recipe, steps: readonly Step[], before: Before): readonly Finding[] {
  const conditions = new Set((recipe.conditions ?? []).map(({ key }) => key));
  const values = foundValues(recipe);
  return phasesIn(recipe).flatMap(({ item: { key, repeat }, at }) => {
    if (!repeat) return [];
    const place = [...at, "repeat"];
    const { from, until, atMost } = repeat;
    const found: Finding[] = [];
    const message = `The loop that ends with ${key} has no limit.`;
    if (atMost === undefined) found.push(finding("LOOP_WITHOUT_LIMIT", place, message));
    if (!conditions.has(until)) {
      const none = `There is no condition ${until}.`;
      return [...found, finding("NAME_UNKNOWN", [...place, "until"], none)];
    }
    const body = bodyOf(steps, before, from, key);
    if (body.size === 0) {
      const none = `${from} is no phase of this operation that comes before ${key}.`;
      return [...found, finding("NAME_UNKNOWN", [...place, "from"], none)];
    }
    const isChanged = valuesOf(recipe, until).some((name) => body.has(values.get(name)?.key ?? ""));
    const never = `Nothing in the loop changes whether ${until} is so.`;
    const early = missingValues(recipe, until, new Set([...before(key), key]));
    return [
      ...found,
      ...(isChanged ? [] : [finding("PHASE_NEVER_ENDS", place, never)]),
      ...early.map((name) => finding("CONDITION_TOO_EARLY", place, `${name} is not there yet.`)),
    ];
  });
}

/** What runs again: from one phase of an operation to another of the same. Empty: it is no loop. */
function bodyOf(
  steps: readonly Step[],
  before: Before,
  from: string,
  to: string,
): ReadonlySet<string> {
  const operation = steps.find(({ phase }) => phase.key === to)?.within[1];
  const same = steps.filter(({ within }) => within[1] === operation);
  const earlier = before(to);
  const isLoop = same.some(({ phase }) => phase.key === from) && (from === to || earlier.has(from));
  if (!isLoop) return new Set();
  const between = same
    .map(({ phase }) => phase.key)
    .filter((key) => earlier.has(key) && (key === from || before(key).has(from)));
  return new Set([...between, to]);
}
