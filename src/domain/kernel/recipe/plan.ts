// The phases of a recipe in one list, each with what must be over before it: what a batch runs by.
import type { PhasePath } from "../shape/phase.ts";
import type { Phase } from "./phase.ts";
import type { Recipe } from "./recipe.ts";

interface Ordered {
  readonly key: string;
  readonly after?: readonly string[];
  readonly when?: { readonly condition: string; readonly is: boolean };
}

export interface Step {
  readonly phase: Phase;
  readonly path: PhasePath;
  /** Keys of the unit procedure and the operation. */
  readonly within: readonly [unitProcedure: string, operation: string];
  /** Keys of the phases that must be completed or skipped before. */
  readonly after: readonly string[];
  /** All of these must be so, or it is skipped. */
  readonly when: readonly { readonly condition: string; readonly is: boolean }[];
}

/** In the order in which they are written. Names that stand for nothing are left out. */
export function stepsOf({ procedure }: Recipe): readonly Step[] {
  return placed(procedure.unitProcedures, []).flatMap(({ item: unit, first }) =>
    placed(unit.operations, first).flatMap(({ item: operation, first: begin }) =>
      placedPhases(operation.phases, begin).map(({ item: phase, first: after }) => ({
        phase,
        path: {
          procedure: procedure.name,
          unitProcedure: unit.name,
          operation: operation.name,
          phase: phase.name,
        },
        within: [unit.key, operation.key] as const,
        after,
        when: [unit.when, operation.when, phase.when].filter((when) => when !== undefined),
      })),
    ),
  );
}

/** Keys of the siblings that it follows: those it names, or the one before it. */
export function followed<Item extends Ordered>(
  items: readonly Item[],
  n: number,
): readonly string[] {
  const before = items[n - 1];
  return items[n]?.after ?? (before ? [before.key] : []);
}

interface Level extends Ordered {
  readonly operations?: readonly Level[];
  readonly phases?: readonly Ordered[];
}

/** `first`: the phases that must be over before the first of the item may begin. */
function placed<Item extends Level>(items: readonly Item[], begin: readonly string[]) {
  return items.map((item, n) => {
    const names = followed(items, n);
    const former = items.filter(({ key }) => names.includes(key));
    return { item, first: former.length === 0 ? begin : former.flatMap(lastPhases) };
  });
}

function placedPhases<Item extends Ordered>(items: readonly Item[], begin: readonly string[]) {
  return items.map((item, n) => {
    const known = followed(items, n).filter((name) => items.some(({ key }) => key === name));
    return { item, first: known.length === 0 ? begin : known };
  });
}

/** The phases with which it is over. */
function lastPhases({ key, operations, phases }: Level): readonly string[] {
  if (operations) return lasts(operations).flatMap(lastPhases);
  return phases ? lasts(phases).map((phase) => phase.key) : [key];
}

function lasts<Item extends Ordered>(items: readonly Item[]): readonly Item[] {
  const followedBySome = new Set(items.flatMap((_, n) => followed(items, n)));
  const last = items.filter(({ key }) => !followedBySome.has(key));
  // In a circle nothing is last, and nothing behind it begins.
  return last.length > 0 ? last : items;
}

export type Before = (key: string) => ReadonlySet<string>;

/** Keys of all phases that are over before a phase begins. */
export function befores(steps: readonly Step[]): Before {
  const byKey = new Map(steps.map((step) => [step.phase.key, step]));
  const known = new Map<string, ReadonlySet<string>>();
  return (key) => {
    const found = known.get(key);
    if (found) return found;
    const all = new Set<string>();
    const open = [...(byKey.get(key)?.after ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (all.has(next)) continue;
      all.add(next);
      open.push(...(byKey.get(next)?.after ?? []));
    }
    known.set(key, all);
    return all;
  };
}
