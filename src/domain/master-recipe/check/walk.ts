// The recipe with the place of each part, for whatever looks at all of them.
import type { Check, Parameter, Phase } from "../../kernel/recipe/phase.ts";
import type { Operation, Recipe, UnitProcedure } from "../../kernel/recipe/recipe.ts";
import type { SignOff } from "../../kernel/recipe/written.ts";
import type { Place } from "./finding.ts";

export interface Placed<Item> {
  readonly item: Item;
  readonly at: Place;
}

export const each = <Item>(
  items: readonly Item[] | undefined,
  at: Place,
): readonly Placed<Item>[] => (items ?? []).map((item, n) => ({ item, at: [...at, n] }));

export const unitProceduresIn = ({ procedure }: Recipe): readonly Placed<UnitProcedure>[] =>
  each(procedure.unitProcedures, ["procedure", "unitProcedures"]);

export const operationsIn = (recipe: Recipe): readonly Placed<Operation>[] =>
  unitProceduresIn(recipe).flatMap(({ item, at }) => each(item.operations, [...at, "operations"]));

export const phasesIn = (recipe: Recipe): readonly Placed<Phase>[] =>
  operationsIn(recipe).flatMap(({ item, at }) => each(item.phases, [...at, "phases"]));

/** What each phase has in a list of this name. */
export function inPhases<Name extends "parameters" | "checks" | "samples" | "entries" | "charges">(
  recipe: Recipe,
  name: Name,
) {
  return phasesIn(recipe).flatMap(({ item, at }) =>
    each<NonNullable<Phase[Name]>[number]>(item[name], [...at, name]).map((placed) => ({
      ...placed,
      phase: item,
    })),
  );
}

/** Every sign-off of the recipe, wherever it stands. */
export function signOffsIn(recipe: Recipe): readonly Placed<SignOff>[] {
  const phases = phasesIn(recipe);
  const holders: readonly Placed<{ readonly signOff?: SignOff }>[] = [
    ...phases,
    ...phases.flatMap(({ item: { clearance }, at }) =>
      clearance ? [{ item: clearance, at: [...at, "clearance"] }] : [],
    ),
    ...inPhases(recipe, "charges"),
    ...inPhases(recipe, "parameters"),
    ...inPhases(recipe, "checks"),
    ...inPhases(recipe, "samples"),
    ...inPhases(recipe, "entries"),
    ...each(recipe.yields, ["yields"]),
    ...each(recipe.labels, ["labels"]),
  ];
  return holders.flatMap(({ item: { signOff }, at }) =>
    signOff ? [{ item: signOff, at: [...at, "signOff"] }] : [],
  );
}

/** By `phase.key`, as formulas call it: what a phase finds out in numbers. */
export function foundValues(recipe: Recipe): ReadonlyMap<string, Phase> {
  const values = [...inPhases(recipe, "parameters"), ...inPhases(recipe, "checks")];
  return new Map(
    values.map(({ item, phase }: { item: Parameter | Check; phase: Phase }) => [
      `${phase.key}.${item.key}`,
      phase,
    ]),
  );
}
