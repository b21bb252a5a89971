// What the copy asks for of its materials and of its labels, and the record does not hold.
import { negate, type Quantity, sign, sumOf } from "../../../kernel/quantity.ts";
import { isOutside } from "../../../kernel/shape/limits.ts";
import type { Batch, ReworkOrdered } from "../../batch-part.ts";
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

/**
 * Section 15: what was put in again before quality approved it, and a rework into which none of its
 * lots went (21 CFR 211.115; ICH Q7, 14.2 and 14.3).
 */
export const reworksMissing = ({ material, rework }: Batch): readonly Missing[] => {
  const again = [...material.consumptions.values()].filter(
    ({ data, voided }) => !voided && data.flags.includes("REPROCESSING_NOT_APPROVED"),
  );
  const unapproved = [...new Set(again.map(({ data }) => data.material.name))].map((name) => ({
    section: 15,
    item: `approval before it was put in again: ${name}`,
  }));
  if (!rework || isPutInAgain(material, rework)) return unapproved;
  return [...unapproved, { section: 15, item: reworkItem(rework) }];
};

/** As the gate and the printed record name it. */
export const reworkItem = ({ orderNumber }: Pick<ReworkOrdered, "orderNumber">): string =>
  `charge of a lot that order ${orderNumber} has put in again`;

/** Any amount of any of the lots, that was not given back whole. */
const isPutInAgain = ({ consumptions }: Batch["material"], { materialLotIds }: ReworkOrdered) =>
  [...consumptions.values()].some(
    ({ data, quantity, voided }) =>
      !voided &&
      data.kind === "rework" &&
      materialLotIds.includes(data.materialLotId) &&
      isStillIn(quantity),
  );

/** Of what is not known it is not said that nothing stayed. */
export const isStillIn = (quantity: Quantity | undefined): boolean =>
  quantity === undefined || sign(quantity) > 0;

/** What stayed in the batch of a charge, of which so much was given back to its lot. */
export const stayed = (
  quantity: Quantity | undefined,
  returned: readonly (Quantity | undefined)[],
): Quantity | undefined => sumOf([quantity, ...returned.map((one) => one && negate(one))]);
