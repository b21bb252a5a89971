// What the record of a batch lacks against a recipe, whatever it was made by: an imported batch,
// whose source never knew the master, or one of another version. Things are matched by the names
// that the recipe gives them, or by the tag of a device.
import { stepsOf } from "../../kernel/recipe/plan.ts";
import type { Recipe } from "../../kernel/recipe/recipe.ts";
import { pathText } from "../../kernel/shape/phase.ts";

/** What is recorded of a batch, in names. */
export interface BatchFacts {
  readonly charged: readonly {
    readonly materialDefinitionId: string;
    readonly name: string;
    readonly hasQuantity: boolean;
  }[];
  readonly produced: readonly { readonly materialDefinitionId: string; readonly name: string }[];
  /** Names of the phases that were completed. */
  readonly phases: readonly string[];
  /** Parameters that were recorded, and tags of series. */
  readonly parameters: readonly string[];
  /** Checks and tests with a result. */
  readonly results: readonly string[];
  readonly yields: readonly string[];
  readonly equipmentIds: readonly string[];
  /** How many people worked on it. */
  readonly people: number;
}

export interface Lack {
  readonly what:
    | "input"
    | "quantity"
    | "output"
    | "phase"
    | "parameter"
    | "check"
    | "test"
    | "yield"
    | "equipment"
    | "secondPerson";
  readonly name: string;
}

/** In the order of the recipe. */
export function lacks(recipe: Recipe, facts: BatchFacts): readonly Lack[] {
  const { inputs = [], outputs = [], yields = [], equipmentClasses = [] } = recipe;
  const steps = stepsOf(recipe);
  const missing = (what: Lack["what"], name: string, isThere: boolean): readonly Lack[] =>
    isThere ? [] : [{ what, name }];
  const isVerified = steps.every(({ phase }) => phase.signOff.policy === "performed");
  return [
    ...inputs.flatMap(({ material }) => {
      const found = facts.charged.filter(isOf(material));
      if (found.length === 0) return [{ what: "input", name: material.name } as const];
      return missing(
        "quantity",
        material.name,
        found.every((one) => one.hasQuantity),
      );
    }),
    ...outputs.flatMap(({ material }) =>
      missing("output", material.name, facts.produced.some(isOf(material))),
    ),
    ...missing(
      "equipment",
      equipmentClasses.map(({ name }) => name).join(", "),
      equipmentClasses.length <= facts.equipmentIds.length,
    ),
    ...steps.flatMap(({ phase, path }) => [
      ...missing("phase", pathText(path), facts.phases.includes(phase.name)),
      ...(phase.parameters ?? []).flatMap(({ name, tag }) =>
        missing(
          "parameter",
          name,
          [name, tag].some((one) => has(facts.parameters, one)),
        ),
      ),
      ...(phase.checks ?? []).flatMap(({ name }) =>
        missing("check", name, facts.results.includes(name)),
      ),
      ...(phase.samples ?? []).flatMap(({ tests = [] }) =>
        tests.flatMap((name) => missing("test", name, facts.results.includes(name))),
      ),
    ]),
    ...yields.flatMap(({ name }) => missing("yield", name, facts.yields.includes(name))),
    ...missing("secondPerson", "Who performed and who verified", isVerified || facts.people > 1),
  ];
}

const has = (names: readonly string[], name: string | undefined): boolean =>
  name !== undefined && names.includes(name);

/** By id, or by the name that people read: an import has ids of its own. */
const isOf =
  (material: { readonly materialDefinitionId: string; readonly name: string }) =>
  (one: { readonly materialDefinitionId: string; readonly name: string }): boolean =>
    one.materialDefinitionId === material.materialDefinitionId || one.name === material.name;
