// A production order: how much of what, by when, for whom.
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { DateOnly } from "../kernel/instant.ts";
import { Quantity } from "../kernel/quantity.ts";
import { MaterialReference, PartyReference } from "../kernel/shape/reference.ts";

export const OrderPlaced = eventType("OrderPlaced", {
  data: z.strictObject({
    orderNumber: z.string().min(1).max(120),
    material: MaterialReference,
    quantity: Quantity,
    dueOn: DateOnly.exactOptional(),
    priority: z.enum(["low", "normal", "high"]),
    customer: PartyReference.exactOptional(),
    campaign: z.string().min(1).max(120).exactOptional(),
  }),
  action: "create",
  criticality: "major",
  labels: {
    orderNumber: "Order number",
    material: "Material",
    quantity: "Quantity",
    dueOn: "Due on",
    priority: "Priority",
    customer: "Customer",
    campaign: "Campaign",
  },
  subjects: ({ material, customer }) => [
    { materialDefinition: material.materialDefinitionId },
    ...(customer ? [{ party: customer.partyId }] : []),
  ],
  sentence: ({ orderNumber, quantity, material, dueOn }, show) => {
    const due = dueOn ? `, due on ${dueOn}` : "";
    return `Order ${orderNumber} for ${show.quantity(quantity)} of ${material.name} placed${due}`;
  },
  entry: "Work Schedule",
  names: ({ orderNumber }) => orderNumber,
});

export const OrderReleased = eventType("OrderReleased", {
  data: z.strictObject({}),
  action: "release",
  criticality: "major",
  labels: {},
  subjects: () => [],
  sentence: () => "Released for production",
  entry: "Work Schedule",
});

export const OrderClosed = eventType("OrderClosed", {
  data: z.strictObject({ outcome: z.enum(["fulfilled", "cancelled"]) }),
  action: "create",
  criticality: "major",
  labels: { outcome: "Outcome" },
  subjects: () => [],
  sentence: ({ outcome }) => `Closed, ${outcome}`,
  entry: "Work Schedule",
});

export const orderEvents = [OrderPlaced, OrderReleased, OrderClosed] as const;
