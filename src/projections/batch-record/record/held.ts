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
    tested: lotsAskedOf(record).every((lot) => testedOf(record, lot).size > 0),
  };
}

const productIn = ({ identity, outputs }: Content) =>
  outputs.filter(({ material }) => material === identity.product.name);

type ProductLot = Pick<BatchRecord["outputs"][number], "materialLotId" | "lot">;

/** Each lot of its product; as long as there is none, the batch as a whole. */
export function lotsAskedOf(record: Content): readonly (ProductLot | undefined)[] {
  const product = productIn(record);
  return product.length > 0 ? product : [undefined];
}

/**
 * Names of the release tests that have a result for the lot: of the batch, of the lot, and of a
 * sample of it. What was found in a part that was split off counts for each that it may be of.
 */
export function testedOf(
  { outputs, release, sampleTests }: Content,
  lot: ProductLot | undefined,
): ReadonlySet<string> {
  const whole = new Set(outputs.map(({ materialLotId }) => materialLotId));
  const isOf = ({ materialLotId: of }: BatchRecord["sampleTests"][number]) =>
    !lot || of === lot.materialLotId || of === null || !whole.has(of);
  return new Set([
    ...release
      .filter((one) => one.value !== null && (!lot || one.lot === null || one.lot === lot.lot))
      .map(({ name }) => name),
    ...sampleTests.filter((one) => one.isValid && isOf(one)).map(({ test }) => test),
  ]);
}

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
