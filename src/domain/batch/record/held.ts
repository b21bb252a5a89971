// What the record of a batch holds, by its fold.
import type { Batch } from "../batch-part.ts";
import { stepsIn } from "../control-recipe/control-recipe.ts";
import { evidenceKey } from "../control-recipe/evidence.ts";
import { isProvisional } from "../lifecycle/lifecycle.ts";
import { isOpen } from "../phase/state.ts";
import { type Held, packagingKinds, sectionOfCheck } from "./mandatory.ts";

/** As `lackingIn` asks it. */
export function heldIn(batch: Batch): Held {
  const { copied, evidence, issued, material, parameters, phases, results } = batch;
  const steps = copied ? stepsIn(copied.recipe) : [];
  const inputs = copied?.recipe.inputs ?? [];
  const charged = [...material.consumptions.values()].filter(({ voided }) => !voided);
  const packaging = new Set(
    inputs
      .filter(({ kind }) => packagingKinds.has(kind))
      .map((one) => one.material.materialDefinitionId),
  );
  const components = charged.filter(
    ({ data }) => !packaging.has(data.material.materialDefinitionId),
  );
  const isWritten = (of: "samples" | "checks") =>
    steps.some(({ phase, path }) =>
      (phase[of] ?? [])
        .filter((one) => !("kind" in one) || sectionOfCheck(one) === 11)
        .some(({ name }) =>
          // Also what names no step.
          [evidenceKey(name, path), evidenceKey(name)].some((key) => evidence.entries.has(key)),
        ),
    );
  return {
    finalNumber: !isProvisional(batch),
    size: issued.plannedQuantity !== undefined,
    start: batch.startedAt !== undefined,
    master: copied !== undefined,
    people: batch.performers.size > 0,
    clearance: [...evidence.cleared.entries()].some(
      ([key, { isClear }]) => isClear && JSON.parse(key)[1] === "before",
    ),
    required: inputs.length > 0 || (issued.recipe?.formula.length ?? 0) > 0,
    materials: charged.length > 0,
    quantities: charged.every(({ quantity }) => quantity !== undefined),
    weighings: components.every(({ data }) => ["weighed", "counted"].includes(data.basis)),
    equipment: batch.equipment.size > 0,
    steps: phases.size > 0,
    ends: ![...phases.values()].some(isOpen),
    parameters: parameters.entries.size + results.summaries.size > 0,
    checks: isWritten("checks") || [...results.entries.values()].some(isInProcess),
    samples: isWritten("samples"),
    yields: results.yields.size > 0,
  };
}

const isInProcess = ({ stage }: { readonly stage: string }): boolean => stage === "inProcess";
