// One filling of a pallet, tote or case: a returnable container
// has a new load episode, so a new stream, each time.
import { z } from "zod";
import { eventType, type Show } from "../kernel/event-type.ts";
import { Identifier, written } from "../kernel/identifier.ts";
import { Quantity } from "../kernel/quantity.ts";
import { Count, counted } from "../kernel/shape/container.ts";

const Movement = z.strictObject({
  movementId: z.string().min(1).max(120).describe("The scan or packing-list line: counted once."),
  materialLotId: z.string().min(1),
  quantity: Quantity,
  count: Count.exactOptional(),
});
const movementLabels = {
  movementId: "Movement",
  materialLotId: "Material lot",
  quantity: "Quantity",
  count: "Pieces",
};
const Seal = z.strictObject({ sealNumber: z.string().min(1).max(60) });

export const LogisticUnitOpened = eventType("LogisticUnitOpened", {
  data: z.strictObject({
    identifiers: z.array(Identifier).min(1).describe("SSCC, GRAI with the trip's number."),
    kind: z.enum(["pallet", "case", "tote", "drum", "tanker", "other"]),
    locationId: z.string().min(1).exactOptional(),
  }),
  action: "create",
  criticality: "major",
  labels: { identifiers: "Identifiers", kind: "Kind", locationId: "Location" },
  subjects: ({ locationId }) => (locationId ? [{ location: locationId }] : []),
  sentence: ({ kind, identifiers, locationId }, show) => {
    const place = locationId ? ` in ${show.location(locationId)}` : "";
    return `Load of ${kind} ${identifiers.map(written).join(", ")} begun${place}`;
  },
  entry: "Movement",
  names: ({ identifiers }) => identifiers[0]?.value ?? "Logistic unit",
});

export const LogisticUnitLoaded = eventType("LogisticUnitLoaded", {
  data: Movement,
  action: "create",
  criticality: "critical",
  labels: movementLabels,
  subjects: ({ materialLotId }) => [{ materialLot: materialLotId }],
  sentence: (data, show) => `${moved(data, show)} loaded`,
  entry: "Movement",
});

export const LogisticUnitUnloaded = eventType("LogisticUnitUnloaded", {
  data: Movement,
  action: "create",
  criticality: "critical",
  labels: movementLabels,
  subjects: ({ materialLotId }) => [{ materialLot: materialLotId }],
  sentence: (data, show) => `${moved(data, show)} unloaded`,
  entry: "Movement",
});

export const LogisticUnitSealed = eventType("LogisticUnitSealed", {
  data: Seal,
  action: "verify",
  criticality: "major",
  labels: { sealNumber: "Seal" },
  subjects: () => [],
  sentence: ({ sealNumber }) => `Sealed with ${sealNumber}`,
  entry: "Status Change",
});

export const LogisticUnitSealBroken = eventType("LogisticUnitSealBroken", {
  data: Seal,
  action: "void",
  criticality: "critical",
  labels: { sealNumber: "Seal" },
  subjects: () => [],
  sentence: ({ sealNumber }) => `Seal ${sealNumber} broken, the unit stands open again`,
  entry: "Status Change",
});

export const LogisticUnitShipped = eventType("LogisticUnitShipped", {
  data: z.strictObject({
    shipmentId: z.string().min(1),
    lines: z
      .array(Movement.pick({ materialLotId: true, quantity: true }))
      .describe("What was in it when it left."),
  }),
  action: "release",
  criticality: "critical",
  labels: { shipmentId: "Shipment", lines: "Lots and quantities" },
  subjects: ({ shipmentId, lines }) => [
    { shipment: shipmentId },
    ...lines.map(({ materialLotId }) => ({ materialLot: materialLotId })),
  ],
  sentence: ({ shipmentId }, show) => `Left with ${show.shipment(shipmentId)}`,
  entry: "Movement",
});

export const logisticUnitEvents = [
  LogisticUnitOpened,
  LogisticUnitLoaded,
  LogisticUnitUnloaded,
  LogisticUnitSealed,
  LogisticUnitSealBroken,
  LogisticUnitShipped,
] as const;

const moved = (of: z.output<typeof Movement>, show: Show): string =>
  `${counted([of], show)}${show.quantity(of.quantity)} of ${show.materialLot(of.materialLotId)}`;
