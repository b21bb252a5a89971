// Whose hands a sample went through, from the container to its end (21 CFR 211.194(a)(1); the
// chain of custody). Who handed it on is named; who took it is the actor.
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { DateOnly } from "../../kernel/instant.ts";
import { Quantity } from "../../kernel/quantity.ts";
import { EventId, Id, MaterialReference, Name, Text } from "../../kernel/shape/reference.ts";
import { SpecifiedTest } from "../../kernel/shape/test.ts";

const SealNumber = z.string().min(1).max(60);

/** Second half of taking it: the lot has said what came out of which container. */
export const SampleTaken = eventType("SampleTaken", {
  data: z.strictObject({
    sampleNumber: z.string().min(1).max(120),
    materialLotId: Id,
    material: MaterialReference,
    ownerPartyId: Id.exactOptional().describe("Whose the lot is."),
    sampledEventId: EventId,
    specificationVersion: z.int().min(1).exactOptional(),
    planNumber: z.int().min(1).exactOptional(),
    planId: Id.exactOptional(),
    containerIds: z.array(Id),
    quantity: Quantity.exactOptional(),
    tests: z.array(SpecifiedTest).describe("By value: with the limits as they were then."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    sampleNumber: "Sample",
    materialLotId: "Material lot",
    material: "Material",
    ownerPartyId: "Owner",
    sampledEventId: "Taken out of the lot by",
    specificationVersion: "Version of the specification",
    planNumber: "Plan",
    planId: "Sampling plan",
    containerIds: "Containers",
    quantity: "Quantity",
    tests: "Tests",
  },
  subjects: ({ materialLotId, material, ownerPartyId, containerIds }) => [
    { materialLot: materialLotId },
    ...(ownerPartyId ? [{ party: ownerPartyId }] : []),
    { materialDefinition: material.materialDefinitionId },
    ...containerIds.map((container) => ({ container })),
  ],
  sentence: ({ sampleNumber, quantity, materialLotId, tests }, show) => {
    const names = tests.map(({ name }) => name).join(", ") || "no test";
    const lot = show.materialLot(materialLotId);
    return `Sample ${sampleNumber}, ${show.quantity(quantity)} of ${lot}, taken for: ${names}`;
  },
  entry: "Sample",
  names: ({ sampleNumber }) => sampleNumber,
});

export const SampleSent = eventType("SampleSent", {
  data: z.strictObject({
    to: Name.describe("The laboratory."),
    handedTo: Name.describe("Who took it over: a person or a carrier."),
    sealNumber: SealNumber.exactOptional(),
  }),
  action: "create",
  criticality: "major",
  labels: { to: "To", handedTo: "Handed to", sealNumber: "Seal" },
  subjects: () => [],
  sentence: ({ to, handedTo, sealNumber }) =>
    `Sent to ${to} by ${handedTo}${sealNumber ? `, under seal ${sealNumber}` : ""}`,
  entry: "Sample",
});

export const CustodyFlag = z.enum(["SEAL_BROKEN", "SEAL_DIFFERS"]);
export type CustodyFlag = z.output<typeof CustodyFlag>;

export const SampleReceived = eventType("SampleReceived", {
  data: z.strictObject({
    handedOverBy: Name,
    sealNumber: SealNumber.exactOptional().describe("As found."),
    sealIntact: z.boolean(),
    remark: Text.exactOptional(),
    flags: z.array(CustodyFlag).describe("What was not as it was sent; received all the same."),
  }),
  action: "create",
  criticality: "major",
  labels: {
    handedOverBy: "Handed over by",
    sealNumber: "Seal found",
    sealIntact: "Seal whole",
    remark: "Remark",
    flags: "Against the rules",
  },
  subjects: () => [],
  sentence: ({ handedOverBy, sealNumber, flags }) => {
    const seal = sealNumber ? `, under seal ${sealNumber}` : "";
    const against = flags.length > 0 ? ` (${flags.join(", ")})` : "";
    return `Received from ${handedOverBy}${seal}${against}`;
  },
  entry: "Sample",
});

export const SampleRetained = eventType("SampleRetained", {
  data: z.strictObject({
    locationId: Id,
    keepUntil: DateOnly.describe("21 CFR 211.170: so long at least."),
    quantity: Quantity.exactOptional(),
  }),
  action: "create",
  criticality: "major",
  labels: { locationId: "Kept in", keepUntil: "Keep until", quantity: "Quantity" },
  subjects: ({ locationId }) => [{ location: locationId }],
  sentence: ({ locationId, keepUntil, quantity }, show) =>
    `${show.quantity(quantity)} retained in ${show.location(locationId)} until ${keepUntil}`,
  entry: "Sample",
});

export const SampleDestroyed = eventType("SampleDestroyed", {
  data: z.strictObject({ method: Name }),
  action: "create",
  criticality: "critical",
  labels: { method: "Method" },
  subjects: () => [],
  sentence: ({ method }) => `The sample destroyed: ${method}`,
  entry: "Sample",
});

export const custodyEvents = [
  SampleTaken,
  SampleSent,
  SampleReceived,
  SampleRetained,
  SampleDestroyed,
] as const;
