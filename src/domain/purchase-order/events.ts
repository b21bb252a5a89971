// What was ordered from a supplier, line by line, and what has come in on each.
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { DateOnly } from "../kernel/instant.ts";
import { Quantity } from "../kernel/quantity.ts";
import { EventId, Id, MaterialReference, PartyReference } from "../kernel/shape/reference.ts";

const LineNumber = z.int().min(1).max(99_999);

const Line = z.strictObject({
  lineNumber: LineNumber,
  material: MaterialReference,
  quantity: Quantity,
  dueOn: DateOnly.exactOptional(),
});

export const PurchaseOrderPlaced = eventType("PurchaseOrderPlaced", {
  data: z.strictObject({
    orderNumber: z.string().min(1).max(120),
    supplier: PartyReference,
    lines: z.array(Line).min(1).max(500),
  }),
  action: "create",
  criticality: "major",
  labels: { orderNumber: "Order number", supplier: "Supplier", lines: "Lines" },
  subjects: ({ supplier, lines }) => [
    { party: supplier.partyId },
    ...[...new Set(lines.map(({ material }) => material.materialDefinitionId))].map((id) => ({
      materialDefinition: id,
    })),
  ],
  sentence: ({ orderNumber, supplier, lines }, show) => {
    const what = lines.map(
      ({ quantity, material }) => `${show.quantity(quantity)} of ${material.name}`,
    );
    return `Purchase order ${orderNumber} placed with ${supplier.name}: ${what.join(", ")}`;
  },
  entry: "Work Schedule",
  names: ({ orderNumber }) => orderNumber,
});

/** Follows the receipt of the lot. */
export const PurchaseOrderLineReceived = eventType("PurchaseOrderLineReceived", {
  data: z.strictObject({
    lineNumber: LineNumber,
    materialLotId: Id,
    receivedEventId: EventId,
    quantity: Quantity.exactOptional().describe("Absent: not known how much."),
    overDelivered: z.boolean().describe("More has come by now than was ordered."),
  }),
  action: "create",
  criticality: "major",
  labels: {
    lineNumber: "Line",
    materialLotId: "Material lot",
    receivedEventId: "Receipt",
    quantity: "Quantity",
    overDelivered: "More than was ordered",
  },
  subjects: ({ materialLotId }) => [{ materialLot: materialLotId }],
  sentence: ({ lineNumber, materialLotId, quantity, overDelivered }, show) => {
    const more = overDelivered ? "; more than was ordered" : "";
    const lot = show.materialLot(materialLotId);
    return `Line ${lineNumber}: ${show.quantity(quantity)} received as ${lot}${more}`;
  },
  entry: "Material",
});

export const PurchaseOrderClosed = eventType("PurchaseOrderClosed", {
  data: z.strictObject({ outcome: z.enum(["fulfilled", "cancelled"]) }),
  action: "create",
  criticality: "major",
  labels: { outcome: "Outcome" },
  subjects: () => [],
  sentence: ({ outcome }) => `Closed, ${outcome}`,
  entry: "Work Schedule",
});

export const purchaseOrderEvents = [
  PurchaseOrderPlaced,
  PurchaseOrderLineReceived,
  PurchaseOrderClosed,
] as const;
