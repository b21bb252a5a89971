// From issue to completion, and the holds, clearances and comments on the way.
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { Quantity } from "../../kernel/quantity.ts";
import { Hold, holdLabels } from "../../kernel/shape/hold.ts";
import { PhasePath } from "../../kernel/shape/phase.ts";
import {
  Digest,
  EventId,
  Id,
  MaterialReference,
  Name,
  Text,
} from "../../kernel/shape/reference.ts";
import type { Subject } from "../../kernel/subject.ts";

const PlannedPhase = z.strictObject({
  phaseId: Id,
  path: PhasePath,
  instruction: Text.exactOptional(),
  after: z.array(Id).describe("Phases that must be completed or skipped before."),
});

/** The copy of the approved master that the batch is made by (21 CFR 211.188(a)). */
const ControlRecipe = z.strictObject({
  recipeId: Id,
  recipeVersion: z.string().min(1).max(60),
  name: Name,
  digest: Digest,
  phases: z.array(PlannedPhase),
  formula: z.array(
    z.strictObject({ material: MaterialReference, quantity: Quantity.exactOptional() }),
  ),
});

const BatchNumber = z.string().min(1).max(120);

export const BatchIssued = eventType("BatchIssued", {
  data: z.strictObject({
    batchNumber: BatchNumber,
    numberIsProvisional: z.literal(true).exactOptional().describe("The final one is given later."),
    material: MaterialReference.describe("The product."),
    strength: z.string().min(1).max(60).exactOptional(),
    plannedQuantity: Quantity.exactOptional(),
    recipe: ControlRecipe.exactOptional(),
    orderId: Id.exactOptional(),
    clientPartyId: Id.exactOptional().describe("The contract giver, where it is made for another."),
    campaign: z.string().min(1).max(120).exactOptional(),
    equipmentIds: z.array(Id),
    dataOrigin: z.enum(["live", "import"]).describe("Recorded as it happened, or taken in later."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    batchNumber: "Batch number",
    numberIsProvisional: "Provisional number",
    material: "Product",
    strength: "Strength",
    plannedQuantity: "Batch size",
    recipe: "Control recipe",
    orderId: "Order",
    clientPartyId: "Contract giver",
    campaign: "Campaign",
    equipmentIds: "Equipment",
    dataOrigin: "Origin of the data",
  },
  subjects: ({ material, orderId, clientPartyId, equipmentIds }) => [
    { materialDefinition: material.materialDefinitionId },
    ...(orderId ? [{ order: orderId }] : []),
    ...(clientPartyId ? [{ party: clientPartyId }] : []),
    ...equipmentIds.map((equipment) => ({ equipment })),
  ],
  sentence: (data, show) => {
    const { batchNumber, material, plannedQuantity, recipe, dataOrigin } = data;
    const number = `${data.numberIsProvisional ? "provisionally " : ""}${batchNumber}`;
    const size = plannedQuantity ? `, ${show.quantity(plannedQuantity)}` : "";
    const by = recipe ? `, by ${recipe.name} version ${recipe.recipeVersion}` : "";
    const origin = dataOrigin === "import" ? " (imported)" : "";
    return `Batch ${number} of ${material.name} issued${size}${by}${origin}`;
  },
  entry: "Work Schedule",
  names: ({ batchNumber }) => batchNumber,
});

/** Once, and for good: whatever names the batch keeps the number that it had then. */
export const BatchNumberGiven = eventType("BatchNumberGiven", {
  data: z.strictObject({
    batchNumber: BatchNumber,
    formerNumber: BatchNumber.describe("Provisional; it is never given to another batch."),
  }),
  action: "change",
  criticality: "critical",
  labels: { batchNumber: "Batch number", formerNumber: "Provisional number" },
  subjects: () => [],
  sentence: ({ batchNumber, formerNumber }) =>
    `Batch ${formerNumber} got its final number, ${batchNumber}`,
  entry: "Property Value Change",
  names: ({ batchNumber }) => batchNumber,
  changes: ["batchNumber"],
});

const place = {
  equipmentId: Id.exactOptional(),
};
const equipment = (id: string | undefined): readonly Subject[] =>
  id === undefined ? [] : [{ equipment: id }];

export const BatchStarted = eventType("BatchStarted", {
  data: z.strictObject(place),
  action: "create",
  criticality: "critical",
  labels: { equipmentId: "Equipment" },
  subjects: ({ equipmentId }) => equipment(equipmentId),
  sentence: ({ equipmentId }, show) =>
    `Started${equipmentId ? ` on ${show.equipment(equipmentId)}` : ""}`,
  entry: "State Change",
});

export const LineCleared = eventType("LineCleared", {
  data: z.strictObject({
    ...place,
    area: Name,
    when: z.enum(["before", "after"]),
    result: z.enum(["clear", "notClear"]),
    findings: Text.exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    equipmentId: "Equipment",
    area: "Line or area",
    when: "Before or after the batch",
    result: "Result",
    findings: "Findings",
  },
  subjects: ({ equipmentId }) => equipment(equipmentId),
  sentence: ({ area, when, result, findings }) => {
    const found = findings ? `: ${findings}` : "";
    return `${area} ${result === "clear" ? "clear" : "not clear"} ${when} the batch${found}`;
  },
  entry: "Procedural Execution",
});

export const CommentAdded = eventType("CommentAdded", {
  data: z.strictObject({ text: Text, aboutEventId: EventId.exactOptional() }),
  action: "create",
  criticality: "minor",
  labels: { text: "Comment", aboutEventId: "About" },
  subjects: () => [],
  sentence: ({ text }) => `Comment: ${text}`,
  entry: "Comment",
});

export const BatchHoldPlaced = eventType("BatchHoldPlaced", {
  data: z.strictObject({
    ...Hold.shape,
    inheritedFromMaterialLotId: Id.exactOptional().describe("The lot that was charged into it."),
  }),
  action: "create",
  criticality: "critical",
  labels: { ...holdLabels, inheritedFromMaterialLotId: "Inherited from lot" },
  subjects: ({ inheritedFromMaterialLotId: lot }) => (lot ? [{ materialLot: lot }] : []),
  sentence: ({ code, text, owner }) =>
    `Hold of ${owner} placed on the batch: ${code}${text ? `, ${text}` : ""}`,
  entry: "Status Change",
});

export const BatchHoldLifted = eventType("BatchHoldLifted", {
  data: z.strictObject({ holdId: Id, code: Hold.shape.code }),
  action: "release",
  criticality: "critical",
  labels: { holdId: holdLabels.holdId, code: holdLabels.code },
  subjects: () => [],
  sentence: ({ code }) => `Hold for ${code} on the batch lifted`,
  entry: "Status Change",
});

/** Execution is over; what follows is review, approval and disposition (regulatory, section 6). */
export const BatchCompleted = eventType("BatchCompleted", {
  data: z.strictObject({}),
  action: "create",
  criticality: "critical",
  labels: {},
  subjects: () => [],
  sentence: () => "Completed",
  entry: "State Change",
});

export const lifecycleEvents = [
  BatchIssued,
  BatchNumberGiven,
  BatchStarted,
  LineCleared,
  CommentAdded,
  BatchHoldPlaced,
  BatchHoldLifted,
  BatchCompleted,
] as const;
