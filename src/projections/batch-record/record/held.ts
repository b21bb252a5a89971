// What a record holds, as it is printed: asked what the gate of completion asks of the fold.
import {
  type Held,
  type HeldAtRelease,
  packagingKinds,
} from "../../../domain/batch/record/mandatory.ts";
import { pathText } from "../../../domain/kernel/shape/phase.ts";
import type { AskedFor } from "./executed-part.ts";
import type { BatchRecord } from "./record.ts";

type Content = Omit<BatchRecord, "completeness" | "counts" | "digest">;

/** As `lackingIn` asks it. */
export function heldBy(record: Content): Held {
  const { controlRecipe, identity, recipe } = record;
  const inputs = controlRecipe?.inputs ?? [];
  const charged = record.materials.filter(({ voided }) => !voided);
  const packaging = new Set(
    inputs.filter(({ kind }) => packagingKinds.has(kind)).map(({ material }) => material.name),
  );
  const components = charged.filter(({ material }) => !packaging.has(material));
  const asked = (controlRecipe?.asked ?? []).filter((one) => isFound(record, one));
  return {
    finalNumber: !identity.numberIsProvisional,
    size: identity.plannedQuantity !== null,
    start: identity.started !== null,
    master: recipe !== null || controlRecipe !== null,
    people: record.people.some(({ kind }) => kind === "person"),
    clearance: record.inspections.some(
      ({ phaseOfBatch, result }) => phaseOfBatch === "before" && result === "clear",
    ),
    required: (recipe?.formula.length ?? 0) + inputs.length > 0,
    materials: charged.length > 0,
    quantities: charged.every(({ quantity }) => quantity !== null),
    weighings: components.every(({ quantityKnownBy }) =>
      ["weighed", "counted"].includes(quantityKnownBy),
    ),
    equipment: record.equipment.length > 0,
    steps: record.steps.length > 0,
    ends: record.steps.every(({ ended }) => ended !== null),
    parameters: record.parameters.length + record.processData.length > 0,
    checks:
      record.inProcess.some(({ value }) => value !== null) ||
      asked.some(({ section }) => section === 11),
    samples: record.samples.length > 0 || asked.some(({ section }) => section === 12),
    yields: record.yields.length > 0,
  };
}

/** As `lackingAtRelease` asks it, of all that the batch made of its product. */
export function heldAtReleaseBy(record: Content): HeldAtRelease {
  const product = productIn(record);
  return {
    dated:
      product.length > 0 &&
      product.every(({ expiresOn, retestOn }) => expiresOn !== null || retestOn !== null),
    tested: lotsTested(record).every((tests) => tests.some((names) => names.size > 0)),
  };
}

const productIn = ({ identity, outputs }: Content) =>
  outputs.filter(({ material }) => material === identity.product.name);

type Names = ReadonlySet<string>;

/**
 * Of each lot of its product, or of the batch as long as there is none: names of the release tests
 * that have a result.
 */
export function lotsTested(record: Content): readonly (readonly Names[])[] {
  const product = productIn(record);
  if (product.length > 0) {
    const found = foundIn(record);
    return product.map(({ materialLotId }) => found(materialLotId));
  }
  const { results, samples } = resultsIn(record);
  return [[new Set([...results.map(({ name }) => name), ...samples.map(({ test }) => test)])]];
}

/**
 * Names of the release tests that have a result, of the batch, of the lot, and of a sample of it.
 * What was found in a part that was split off counts for the lot that it is of, in a
 * lot that was merged for each that it may be of.
 */
export function foundIn(record: Content): (materialLotId: string) => readonly Names[] {
  const { results, samples } = resultsIn(record);
  const whole = new Set<string | null>(record.outputs.map(({ materialLotId }) => materialLotId));
  const ofAll = new Set([
    ...results.filter(({ materialLotId: of }) => of === null).map(({ name }) => name),
    ...samples.filter(({ materialLotId: of }) => !whole.has(of)).map(({ test }) => test),
  ]);
  const ofLot = Map.groupBy(results, ({ materialLotId }) => materialLotId);
  const inLot = Map.groupBy(samples, ({ materialLotId }) => materialLotId);
  return (materialLotId) => [
    ofAll,
    new Set((ofLot.get(materialLotId) ?? []).map(({ name }) => name)),
    new Set((inLot.get(materialLotId) ?? []).map(({ test }) => test)),
  ];
}

const resultsIn = ({ release, sampleTests }: Content) => ({
  results: release.filter(({ value }) => value !== null),
  samples: sampleTests.filter(({ isValid }) => isValid),
});

/** A verdict, a number or an entry under this name in this step, or in none. */
export function isFound(record: Content, { name, step }: AskedFor): boolean {
  const { inspections, parameters, inProcess, writtenEntries } = record;
  const isOf = (path: AskedFor["step"] | null) => !path || pathText(path) === pathText(step);
  return (
    inspections.some(
      (one) =>
        one.kind === "check" &&
        one.ofEntry === null &&
        one.result !== "notApplicable" &&
        one.name === name &&
        isOf(one.step),
    ) ||
    [...parameters, ...inProcess].some(
      (one) => one.value !== null && one.name === name && isOf(one.step),
    ) ||
    writtenEntries.some((one) => one.entry === name && isOf(one.step))
  );
}
