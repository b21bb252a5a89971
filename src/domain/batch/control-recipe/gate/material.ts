// What the copy asks for of its materials and of its labels, and the record does not hold.
import { isOutside } from "../../../kernel/shape/limits.ts";
import type { Batch } from "../../batch-part.ts";
import { amountAsked, charged, isSamePortion, portionOf } from "../amount.ts";
import { type Copied, stepsIn } from "../control-recipe.ts";
import type { Missing } from "./missing.ts";

/** Of the steps that were done, each portion once; what was not weighed is asked for elsewhere. */
export function amountsMissing(batch: Batch, copied: Copied): readonly Missing[] {
  const steps = stepsIn(copied.recipe).filter(
    ({ phase }) => batch.phases.get(phase.key)?.status === "completed",
  );
  const portions = (copied.recipe.inputs ?? []).map(portionOf);
  const unlike = portions.filter(
    (one, n) => portions.findIndex((other) => isSamePortion(one, other)) === n,
  );
  return unlike.flatMap((portion) => {
    const asked = amountAsked(batch, copied, portion, steps);
    const total = charged(batch, portion);
    if (!asked) return [];
    const { name, target } = asked;
    const of = `${target.value} ${target.unitOfMeasure}`;
    if (!total || isOutside(total, asked.limits) === false) return [];
    // In a unit that does not compare it is not known to be enough.
    return [
      { section: 7, item: `${name}: ${total.value} ${total.unitOfMeasure} of ${of} charged` },
    ];
  });
}

/** 21 CFR 211.101(a): what is not pure is weighed out by the values of its lot. */
export const isByFormula = ({ dispensing }: Batch, { materialLotId }: { materialLotId: string }) =>
  [...dispensing.dispensed.values()].some(
    (one) => one.materialLotId === materialLotId && one.compensation !== undefined,
  );

/** 21 CFR 211.125: what was issued is reconciled, or every label was examined, and that checked. */
export function labelsMissing(
  { labels, material, dispensing }: Batch,
  { recipe }: Copied,
): readonly Missing[] {
  return (recipe.labels ?? []).flatMap(({ input, allVerified }) => {
    const printed = (recipe.inputs ?? []).find(({ key }) => key === input);
    if (!printed) return [];
    const { materialDefinitionId, name } = printed.material;
    const used = [...material.consumptions.values()].filter(({ voided }) => !voided);
    // A roll that was brought to the batch, and never issued, too.
    const lots = [...used.map(({ data }) => data), ...dispensing.dispensed.values()]
      .filter((one) => one.material.materialDefinitionId === materialDefinitionId)
      .map((one) => one.materialLotId);
    const open = [...new Set(lots)].filter((lot) => {
      const reconciled = labels.get(lot)?.reconciled;
      return allVerified ? !reconciled?.waiver : !reconciled;
    });
    const what = allVerified ? "examination of all" : "reconciliation";
    return open.length > 0 ? [{ section: 18, item: `${what}: ${name}` }] : [];
  });
}

/** Section 15: what was put in again before quality approved it (21 CFR 211.115; ICH Q7, 14.2). */
export const reworksMissing = ({ material }: Batch): readonly Missing[] => {
  const again = [...material.consumptions.values()].filter(
    ({ data, voided }) => !voided && data.flags.includes("REPROCESSING_NOT_APPROVED"),
  );
  return [...new Set(again.map(({ data }) => data.material.name))].map((name) => ({
    section: 15,
    item: `approval before it was put in again: ${name}`,
  }));
};
