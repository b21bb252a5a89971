// Keys are unique, and every name stands for something.
import type { Recipe } from "../../kernel/recipe/recipe.ts";
import { questions } from "../profile/question.ts";
import { type Finding, finding, type Place } from "./finding.ts";
import { each, inPhases, operationsIn, type Placed, phasesIn, unitProceduresIn } from "./walk.ts";

type Keyed = Placed<{ readonly key: string }>;

export const checkNames = (recipe: Recipe): readonly Finding[] => [
  ...duplicates(recipe),
  ...sameNames(recipe),
  ...references(recipe).flatMap(({ name, among, at, what }) =>
    among.has(name) ? [] : [finding("NAME_UNKNOWN", at, `There is no ${what} ${name}.`)],
  ),
];

function duplicates(recipe: Recipe): readonly Finding[] {
  const { inputs, outputs, constants, equipmentClasses, conditions } = recipe;
  const { timeLimits, yields, labels } = recipe;
  const inOnePhase = phasesIn(recipe).map(({ item, at }): readonly Keyed[] => [
    ...each(item.parameters, [...at, "parameters"]),
    ...each(item.checks, [...at, "checks"]),
    ...each(item.samples, [...at, "samples"]),
    ...each(item.entries, [...at, "entries"]),
  ]);
  const lotValues = each(inputs, ["inputs"]).map(({ item, at }): readonly Keyed[] =>
    each(item.lotValues, [...at, "lotValues"]),
  );
  const spaces: readonly (readonly Keyed[])[] = [
    // Formulas call an input, an output and a phase by name before the point: one space.
    [
      ...each(inputs, ["inputs"]),
      ...each(outputs, ["outputs"]),
      ...unitProceduresIn(recipe),
      ...operationsIn(recipe),
      ...phasesIn(recipe),
    ],
    each(constants, ["constants"]),
    each(equipmentClasses, ["equipmentClasses"]),
    each(conditions, ["conditions"]),
    each(timeLimits, ["timeLimits"]),
    each(yields, ["yields"]),
    each(labels, ["labels"]),
    ...inOnePhase,
    ...lotValues,
  ];
  return spaces.flatMap(repeated);
}

function repeated(space: readonly Keyed[]): readonly Finding[] {
  const seen = new Set<string>();
  return space.flatMap(({ item: { key }, at }) => {
    if (seen.has(key)) return [finding("DUPLICATE_KEY", [...at, "key"], `${key} is there twice.`)];
    seen.add(key);
    return [];
  });
}

/** The record of a batch tells a value by its step and its name, and a yield by its name. */
function sameNames(recipe: Recipe): readonly Finding[] {
  const inOnePhase = phasesIn(recipe).map(({ item, at }) => [
    ...each(item.parameters, [...at, "parameters"]),
    ...each(item.checks, [...at, "checks"]),
    ...each(item.entries, [...at, "entries"]),
  ]);
  const { unitProcedures } = recipe.procedure;
  const at = ["procedure", "unitProcedures"];
  const operations = unitProcedures.map((unit, n) =>
    each(unit.operations, [...at, n, "operations"]),
  );
  const phases = operations.flatMap((all) =>
    all.map((one) => each(one.item.phases, [...one.at, "phases"])),
  );
  const units = each(unitProcedures, at);
  const spaces = [...inOnePhase, ...operations, ...phases, units, each(recipe.yields, ["yields"])];
  return spaces.flatMap((space: readonly Placed<{ readonly name: string }>[]) => {
    const names = space.map(({ item: { name } }) => name);
    return space
      .filter(({ item: { name } }, n) => names.indexOf(name) !== n)
      .map((one) => finding("DUPLICATE_NAME", [...one.at, "name"], `${one.item.name} twice.`));
  });
}

interface Reference {
  readonly name: string;
  readonly among: ReadonlySet<string>;
  readonly at: Place;
  readonly what: string;
}

function references(recipe: Recipe): readonly Reference[] {
  const keys = (items: readonly { readonly key: string }[] | undefined): ReadonlySet<string> =>
    new Set((items ?? []).map(({ key }) => key));
  const materials = new Set([...keys(recipe.inputs), ...keys(recipe.outputs)]);
  const phases = keys(phasesIn(recipe).map(({ item }) => item));
  const classes = keys(recipe.equipmentClasses);
  const printed = keys((recipe.inputs ?? []).filter(({ kind }) => kind === "printedPackaging"));
  const to =
    (what: string, among: ReadonlySet<string>) =>
    (name: string | undefined, at: Place): readonly Reference[] =>
      name === undefined ? [] : [{ name, among, at, what }];
  const toMaterial = to("input or output", materials);
  const toPhase = to("phase", phases);
  const toClass = to("class of equipment", classes);
  const toOutput = to("output", keys(recipe.outputs));
  return [
    ...inPhases(recipe, "charges").flatMap(({ item, at }) => toMaterial(item.of, [...at, "of"])),
    ...inPhases(recipe, "samples").flatMap(({ item, at }) => toMaterial(item.of, [...at, "of"])),
    ...phasesIn(recipe).flatMap(({ item: { produces, equipment }, at }) => [
      ...each(produces, [...at, "produces"]).flatMap((one) => toOutput(one.item, one.at)),
      ...each(equipment, [...at, "equipment"]).flatMap((one) => toClass(one.item, one.at)),
    ]),
    ...unitProceduresIn(recipe).flatMap(({ item, at }) =>
      toClass(item.equipment, [...at, "equipment"]),
    ),
    ...each(recipe.specifications, ["specifications"]).flatMap(({ item, at }) =>
      toMaterial(item.of, [...at, "of"]),
    ),
    ...each(recipe.timeLimits, ["timeLimits"]).flatMap(({ item, at }) => [
      ...toPhase(item.from.phase, [...at, "from", "phase"]),
      ...toPhase(item.to.phase, [...at, "to", "phase"]),
    ]),
    ...each(recipe.yields, ["yields"]).flatMap(({ item, at }) => [
      ...toPhase(item.phase, [...at, "phase"]),
      ...toOutput(item.of, [...at, "of"]),
    ]),
    ...each(recipe.labels, ["labels"]).flatMap(({ item, at }) => [
      ...to("printed packaging", printed)(item.input, [...at, "input"]),
      ...toPhase(item.phase, [...at, "phase"]),
    ]),
    ...each(recipe.notApplicable, ["notApplicable"]).flatMap(({ item, at }) =>
      to("item of a profile", new Set(Object.keys(questions)))(item.item, [...at, "item"]),
    ),
  ];
}
