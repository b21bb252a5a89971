// Labels and other printed matter on the line of a batch: issued, returned, destroyed; what was
// applied is what the batch consumed of the roll (21 CFR 211.125, 211.130).
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { Quantity } from "../../kernel/quantity.ts";
import { EventId, Id, MaterialReference, Name, Text } from "../../kernel/shape/reference.ts";

const roll = {
  materialLotId: Id,
  quantity: Quantity.describe("Counted."),
};
const rollLabels = { materialLotId: "Lot of labels", quantity: "Count" };

export const LabelIssued = eventType("LabelIssued", {
  data: z.strictObject({
    ...roll,
    material: MaterialReference,
    artworkVersion: Name.exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: { ...rollLabels, material: "Printed material", artworkVersion: "Artwork version" },
  subjects: ({ materialLotId, material }) => [
    { materialLot: materialLotId },
    { materialDefinition: material.materialDefinitionId },
  ],
  sentence: ({ materialLotId, material, artworkVersion, quantity }, show) => {
    const artwork = artworkVersion ? `, artwork ${artworkVersion}` : "";
    const lot = show.materialLot(materialLotId);
    const what = `${show.quantity(quantity)} of ${material.name}${artwork}`;
    return `${what}, lot ${lot}, issued to the line`;
  },
  entry: "Material",
});

export const LabelReturned = eventType("LabelReturned", {
  data: z.strictObject(roll),
  action: "create",
  criticality: "critical",
  labels: rollLabels,
  subjects: ({ materialLotId }) => [{ materialLot: materialLotId }],
  sentence: ({ materialLotId, quantity }, show) =>
    `${show.quantity(quantity)} of ${show.materialLot(materialLotId)} returned from the line`,
  entry: "Material",
});

/** The lot is scrapped by as much. Excess labels that bear a lot number are never returned. */
export const LabelDestroyed = eventType("LabelDestroyed", {
  data: z.strictObject({ ...roll, cause: Name }),
  action: "create",
  criticality: "critical",
  labels: { ...rollLabels, cause: "Cause" },
  subjects: ({ materialLotId }) => [{ materialLot: materialLotId }],
  sentence: ({ materialLotId, quantity, cause }, show) =>
    `${show.quantity(quantity)} of ${show.materialLot(materialLotId)} destroyed: ${cause}`,
  entry: "Material",
});

/** 21 CFR 211.125(c): waived for cut or roll labels that were all of them examined. */
const Waiver = z.strictObject({
  inspection: Text.describe("How each label was examined for being the right one."),
  checkEventId: EventId.describe("The check by which another person verified it."),
  verifiedBy: Name.exactOptional(),
});

export const LabelReconciled = eventType("LabelReconciled", {
  data: z.strictObject({
    materialLotId: Id,
    issued: Quantity,
    applied: Quantity,
    returned: Quantity,
    destroyed: Quantity,
    difference: Quantity.describe("Issued less the other three; less than 0: more than issued."),
    deviationId: Id.exactOptional(),
    waiver: Waiver.exactOptional(),
  }),
  action: "verify",
  criticality: "critical",
  labels: {
    materialLotId: "Lot of labels",
    issued: "Issued",
    applied: "Applied",
    returned: "Returned",
    destroyed: "Destroyed",
    difference: "Difference",
    deviationId: "Deviation",
    waiver: "Waived by full inspection",
  },
  subjects: ({ materialLotId, deviationId }) => [
    { materialLot: materialLotId },
    ...(deviationId ? [{ deviation: deviationId }] : []),
  ],
  sentence: ({ materialLotId, issued, difference, waiver }, show) => {
    const how = waiver ? ", waived: all were examined" : "";
    const lot = show.materialLot(materialLotId);
    const open = show.quantity(difference);
    return `${lot} reconciled: ${show.quantity(issued)} issued, difference ${open}${how}`;
  },
  entry: "Reconciliation",
});

export const labelEvents = [LabelIssued, LabelReturned, LabelDestroyed, LabelReconciled] as const;
