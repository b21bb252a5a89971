// What is taken from a lot and what comes back. Material already charged is recorded whatever its
// state: flagged.
import { z } from "zod";
import { eventType, type Show } from "../../kernel/event-type.ts";
import { Identifier, written } from "../../kernel/identifier.ts";
import { Quantity } from "../../kernel/quantity.ts";
import { Charge, DrawFlag } from "../../kernel/shape/charge.ts";
import { EventId, Id, PartyReference } from "../../kernel/shape/reference.ts";
import type { Subject } from "../../kernel/subject.ts";

const taken = {
  quantity: Quantity.exactOptional().describe("Absent: not known."),
  containerId: Id.exactOptional(),
  flags: z.array(DrawFlag).describe("Rules that this broke; recorded all the same."),
};
const takenLabels = { quantity: "Quantity", containerId: "Container", flags: "Against the rules" };

/**
 * For a batch or for a merge. That the batch consumed it is the batch's own event, which makes the
 * edge.
 */
export const MaterialDrawn = eventType("MaterialDrawn", {
  data: z.strictObject({
    ...taken,
    purpose: z.enum(["charge", "merge"]),
    observed: z.boolean().describe("It had been drawn already when it was recorded."),
    batchId: Id.exactOptional(),
    charge: Charge.exactOptional().describe("What the batch will say of it."),
    intoMaterialLotId: Id.exactOptional(),
    mergedEventId: EventId.exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    ...takenLabels,
    purpose: "Purpose",
    observed: "Recorded afterwards",
    batchId: "Batch",
    charge: "Charge",
    intoMaterialLotId: "Merged into",
    mergedEventId: "Merge",
  },
  subjects: ({ containerId, batchId, intoMaterialLotId }) => [
    ...container(containerId),
    ...(batchId ? [{ batch: batchId }] : []),
    ...(intoMaterialLotId ? [{ materialLot: intoMaterialLotId }] : []),
  ],
  sentence: ({ batchId, intoMaterialLotId, ...data }, show) => {
    const batch = batchId ? ` for batch ${show.batch(batchId)}` : "";
    const into = intoMaterialLotId ? ` into ${show.materialLot(intoMaterialLotId)}` : "";
    return `${amount(data, show)} drawn${batch}${into}${flagged(data.flags)}`;
  },
  entry: "Material",
});

export const MaterialReturned = eventType("MaterialReturned", {
  data: z.strictObject({
    drawnEventId: EventId,
    quantity: taken.quantity,
    containerId: taken.containerId,
    reason: z.enum(["notConsumed", "surplus"]),
    batchId: Id.exactOptional(),
    refusal: z
      .strictObject({ code: z.string().min(1), message: z.string() })
      .exactOptional()
      .describe("Why the batch did not take it."),
    exceedsDraw: z.boolean().describe("More came back than was drawn; recorded all the same."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    drawnEventId: "Drawn by",
    quantity: "Quantity",
    containerId: "Container",
    reason: "Reason",
    batchId: "Batch",
    refusal: "Refused because",
    exceedsDraw: "More than was drawn",
  },
  subjects: ({ containerId, batchId }) => [
    ...container(containerId),
    ...(batchId ? [{ batch: batchId }] : []),
  ],
  sentence: ({ reason, batchId, refusal, exceedsDraw, ...data }, show) => {
    const from = batchId ? ` from batch ${show.batch(batchId)}` : "";
    const why = reason === "surplus" ? "left over" : "not consumed";
    const code = refusal ? ` (${refusal.code})` : "";
    const more = exceedsDraw ? "; more than was drawn" : "";
    return `${amount(data, show)} returned${from}, ${why}${code}${more}`;
  },
  entry: "Material",
});

/** The draw was recorded with a wrong amount; the batch's consumption is corrected with it. */
export const MaterialDrawCorrected = eventType("MaterialDrawCorrected", {
  data: z.strictObject({
    correctsEventId: EventId,
    quantity: Quantity,
    batchId: Id.exactOptional(),
  }),
  action: "change",
  criticality: "critical",
  labels: { correctsEventId: "Corrects", quantity: "Quantity", batchId: "Batch" },
  subjects: ({ batchId }) => (batchId ? [{ batch: batchId }] : []),
  sentence: ({ quantity }, show) => `Quantity drawn corrected to ${show.quantity(quantity)}`,
  entry: "Change",
  changes: ["quantity"],
});

const Sampled = z.strictObject({
  sampleId: Id,
  planNumber: z.int().min(1).exactOptional().describe("Absent: beside every plan."),
  planId: Id.exactOptional(),
  parts: z
    .array(z.strictObject({ containerId: Id, quantity: Quantity.exactOptional() }))
    .describe("What came out of each container; none where the lot has none."),
});

export const MaterialSampled = eventType("MaterialSampled", {
  data: z.strictObject({
    ...taken,
    sampleNumber: z.string().min(1).max(120),
    destination: z.string().min(1).max(200).exactOptional(),
    sample: Sampled.exactOptional().describe("Present: what becomes of it stands in its stream."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    ...takenLabels,
    sampleNumber: "Sample",
    destination: "Sent to",
    sample: "Sample and what it came from",
  },
  subjects: ({ containerId, sample }) => [
    ...container(containerId),
    ...(sample ? [{ sample: sample.sampleId }] : []),
    ...(sample?.parts ?? []).flatMap((part) => container(part.containerId)),
  ],
  sentence: ({ sampleNumber, destination, ...data }, show) => {
    const to = destination ? ` for ${destination}` : "";
    return `Sample ${sampleNumber} of ${amount(data, show)} taken${to}${flagged(data.flags)}`;
  },
  entry: "Sample",
});

export const MaterialScrapped = eventType("MaterialScrapped", {
  data: z.strictObject({ ...taken, cause: z.string().min(1).max(200) }),
  action: "create",
  criticality: "critical",
  labels: { ...takenLabels, cause: "Cause" },
  subjects: ({ containerId }) => container(containerId),
  sentence: ({ cause, ...data }, show) =>
    `${amount(data, show)} scrapped: ${cause}${flagged(data.flags)}`,
  entry: "Material",
});

/** It has left for whoever sent it; what left is with them, and no longer here. */
export const MaterialReturnedToSupplier = eventType("MaterialReturnedToSupplier", {
  data: z.strictObject({
    quantity: taken.quantity,
    containerIds: z.array(Id).describe("Whole containers that went; none: a part of the lot."),
    supplier: PartyReference,
    returnNumber: z.string().min(1).max(120),
    flags: taken.flags,
  }),
  action: "create",
  criticality: "critical",
  labels: {
    quantity: "Quantity",
    containerIds: "Containers",
    supplier: "Returned to",
    returnNumber: "Return number",
    flags: "Against the rules",
  },
  subjects: ({ containerIds, supplier }) => [
    ...containerIds.map((id) => ({ container: id })),
    { party: supplier.partyId },
  ],
  sentence: ({ quantity, supplier, returnNumber, flags }, show) =>
    `${show.quantity(quantity)} returned to ${supplier.name} as ${returnNumber}${flagged(flags)}`,
  entry: "Movement",
});

/** All that was left; the lot is no more. */
export const MaterialLotDestroyed = eventType("MaterialLotDestroyed", {
  data: z.strictObject({
    quantity: Quantity.exactOptional().describe("What was left by the books."),
    method: z.string().min(1).max(200),
    witness: z.string().min(1).max(200).exactOptional().describe("Who saw it."),
  }),
  action: "create",
  criticality: "critical",
  labels: { quantity: "Quantity", method: "Method", witness: "Witness" },
  subjects: () => [],
  sentence: ({ quantity, method, witness }, show) => {
    const seen = witness === undefined ? "" : `, witnessed by ${witness}`;
    return `The lot destroyed, ${show.quantity(quantity)} left of it: ${method}${seen}`;
  },
  entry: "Material",
});

export const Part = z.strictObject({
  materialLotId: Id,
  identifiers: z.array(Identifier),
  quantity: Quantity.exactOptional(),
  containers: z
    .array(z.strictObject({ containerId: Id, quantity: Quantity.exactOptional() }))
    .describe("Containers that go with it, as they are."),
});
export type Part = z.output<typeof Part>;

/** The parent's side; each child opens its stream with `MaterialLotSplitOff`. */
export const MaterialLotSplit = eventType("MaterialLotSplit", {
  data: z.strictObject({ into: z.array(Part).min(1) }),
  action: "create",
  criticality: "critical",
  labels: { into: "Split into" },
  subjects: ({ into }) =>
    into.flatMap(({ materialLotId, containers }) => [
      { materialLot: materialLotId },
      ...containers.flatMap(({ containerId }) => container(containerId)),
    ]),
  sentence: ({ into }, show) => {
    const parts = into.map(({ identifiers: [first], quantity }) => {
      return `${show.quantity(quantity)}${first ? ` as ${written(first)}` : ""}`;
    });
    return `Split off: ${parts.join(", ")}`;
  },
  entry: "Material",
});

export const useEvents = [
  MaterialDrawn,
  MaterialReturned,
  MaterialDrawCorrected,
  MaterialSampled,
  MaterialScrapped,
  MaterialReturnedToSupplier,
  MaterialLotDestroyed,
  MaterialLotSplit,
] as const;

const container = (id: string | undefined): readonly Subject[] =>
  id === undefined ? [] : [{ container: id }];

function amount(
  { quantity, containerId }: { quantity?: Quantity; containerId?: string },
  show: Show,
): string {
  const from = containerId === undefined ? "" : ` (${show.container(containerId)})`;
  return `${show.quantity(quantity)}${from}`;
}

const flagged = (flags: readonly DrawFlag[]): string =>
  flags.length > 0 ? ` (${flags.join(", ")})` : "";
