// What went into the batch and what came out of it: the edges of every trace.
import { z } from "zod";
import { eventType, type Show } from "../../kernel/event-type.ts";
import { Identifier, written } from "../../kernel/identifier.ts";
import { DateOnly } from "../../kernel/instant.ts";
import { Quantity } from "../../kernel/quantity.ts";
import { Charge, chargeLabels, DrawFlag, Span } from "../../kernel/shape/charge.ts";
import { Container, counted } from "../../kernel/shape/container.ts";
import { Hold } from "../../kernel/shape/hold.ts";
import { asConfirmed, confirmed } from "../../kernel/shape/limits.ts";
import { MadeOn } from "../../kernel/shape/made-on.ts";
import { EventId, Id, MaterialReference } from "../../kernel/shape/reference.ts";
import { SerialFlag } from "../serial/events.ts";

/** What was not as the rules ask: in an act it is the refusal, in an observation it is noted. */
export const ConsumptionFlag = z.enum([
  "BATCH_NOT_STARTED",
  "BATCH_CLOSED",
  "STATUS_BLOCKS_USE",
  "WRONG_MATERIAL",
  "STEP_OUT_OF_ORDER",
  "QUANTITY_OUT_OF_TOLERANCE",
]);
export type ConsumptionFlag = z.output<typeof ConsumptionFlag>;

export const MaterialConsumed = eventType("MaterialConsumed", {
  data: z.strictObject({
    materialLotId: Id,
    material: MaterialReference.describe("What the lot is of, by its name at the time."),
    containerId: Id.exactOptional(),
    quantity: Quantity.exactOptional().describe("Absent: not known; never zero."),
    drawnEventId: EventId.describe("The lot's own event.").exactOptional(),
    ...Charge.shape,
    flags: z
      .array(z.enum([...ConsumptionFlag.options, ...DrawFlag.options]))
      .describe("Rules that this broke, by the batch and by the lot; recorded all the same."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    materialLotId: "Material lot",
    material: "Material",
    containerId: "Container",
    quantity: "Quantity",
    drawnEventId: "Drawn by",
    ...chargeLabels,
    flags: "Against the rules",
  },
  subjects: ({ materialLotId, material, containerId }) => [
    { materialLot: materialLotId },
    { materialDefinition: material.materialDefinitionId },
    ...(containerId ? [{ container: containerId }] : []),
  ],
  sentence: ({ materialLotId, material, quantity, kind, flags, confirmed: is }, show) => {
    const lot = `${material.name}, lot ${show.materialLot(materialLotId)}`;
    const broken = flags.length > 0 ? ` (${flags.join(", ")})` : "";
    return `${show.quantity(quantity)} of ${lot} ${kindWords[kind]}${broken}${asConfirmed(is)}`;
  },
  entry: "Consume",
});

const correcting = {
  correctsEventId: EventId,
  materialLotId: Id,
  drawnEventId: EventId.exactOptional(),
};
const correctingLabels = {
  correctsEventId: "Corrects",
  materialLotId: "Material lot",
  drawnEventId: "Drawn by",
};

export const MaterialConsumptionCorrected = eventType("MaterialConsumptionCorrected", {
  data: z.strictObject({ ...correcting, quantity: Quantity, confirmed }),
  action: "change",
  criticality: "critical",
  labels: { ...correctingLabels, quantity: "Quantity", confirmed: "Confirmed as meant" },
  subjects: ({ materialLotId }) => [{ materialLot: materialLotId }],
  sentence: ({ materialLotId, quantity, confirmed: is }, show) => {
    const of = show.materialLot(materialLotId);
    return `Quantity of ${of} corrected to ${show.quantity(quantity)}${asConfirmed(is)}`;
  },
  entry: "Change",
  changes: ["quantity"],
});

/** It was never consumed: the edge is void, and stays to be seen as such (ES-12). */
export const MaterialConsumptionVoided = eventType("MaterialConsumptionVoided", {
  data: z.strictObject(correcting),
  action: "void",
  criticality: "critical",
  labels: correctingLabels,
  subjects: ({ materialLotId }) => [{ materialLot: materialLotId }],
  sentence: ({ materialLotId }, show) =>
    `Consumption of ${show.materialLot(materialLotId)} void: it was not consumed`,
  entry: "Change",
});

/** Complete by itself: the lot's own first event is made from it. */
const OutputFlag = z.enum([...ConsumptionFlag.options, ...SerialFlag.options]);

export const OutputProduced = eventType("OutputProduced", {
  data: z.strictObject({
    materialLotId: Id,
    material: MaterialReference,
    identifiers: z.array(Identifier),
    quantity: Quantity.exactOptional().describe("Absent: not known; never zero."),
    containers: z.array(Container),
    sublotOfMaterialLotId: Id.exactOptional(),
    span: Span.exactOptional().describe("Which part of the batch's run it is."),
    expiresOn: DateOnly.exactOptional(),
    retestOn: DateOnly.exactOptional(),
    locationId: Id.exactOptional(),
    ownerPartyId: Id.exactOptional().describe("The contract giver of the batch."),
    madeOn: z.array(MadeOn).exactOptional(),
    holds: z.array(Hold).describe("Holds of the batch at the time, which the lot inherits."),
    flags: z.array(OutputFlag).describe("Rules that this broke; recorded all the same."),
    confirmed,
  }),
  action: "create",
  criticality: "critical",
  labels: {
    materialLotId: "Material lot",
    material: "Material",
    identifiers: "Identifiers",
    quantity: "Quantity",
    containers: "Containers",
    sublotOfMaterialLotId: "Sublot of",
    span: "Part of the run",
    expiresOn: "Expires on",
    retestOn: "Retest on",
    locationId: "Location",
    ownerPartyId: "Owner",
    madeOn: "Made on",
    holds: "Holds inherited",
    flags: "Against the rules",
    confirmed: "Confirmed as meant",
  },
  subjects: ({ materialLotId, material, containers, ...data }) => [
    { materialLot: materialLotId },
    { materialDefinition: material.materialDefinitionId },
    ...containers.map(({ containerId }) => ({ container: containerId })),
    ...(data.sublotOfMaterialLotId ? [{ materialLot: data.sublotOfMaterialLotId }] : []),
    ...(data.locationId ? [{ location: data.locationId }] : []),
    ...(data.ownerPartyId ? [{ party: data.ownerPartyId }] : []),
  ],
  sentence: (data, show) => `${produced(data, show)} produced${asConfirmed(data.confirmed)}`,
  entry: "Produce",
});

export const materialEvents = [
  MaterialConsumed,
  MaterialConsumptionCorrected,
  MaterialConsumptionVoided,
  OutputProduced,
] as const;

const kindWords = {
  charge: "charged",
  rework: "charged as rework",
  heel: "was in the vessel as heel",
} as const;

interface Produced {
  readonly containers: readonly Container[];
  readonly material: MaterialReference;
  readonly identifiers: readonly Identifier[];
  readonly quantity?: Quantity;
}
function produced({ material, identifiers, quantity, containers }: Produced, show: Show): string {
  const as = identifiers.length > 0 ? ` (${identifiers.map(written).join(", ")})` : "";
  return `${counted(containers, show)}${show.quantity(quantity)} of ${material.name}${as}`;
}
