// A production order: how much of what, by when, for whom.
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { DateOnly } from "../kernel/instant.ts";
import { Quantity } from "../kernel/quantity.ts";
import { Id, MaterialReference, PartyReference, Text } from "../kernel/shape/reference.ts";

/** 21 CFR 211.115; ICH Q7, 14.2 and 14.3: by the same steps again, or by others. */
const Rework = z.strictObject({
  kind: z.enum(["reprocessing", "rework"]),
  materialLotIds: z.array(Id).min(1).max(100).describe("The lots that are put in again."),
  method: Text.describe("What is done to them."),
});

export const OrderPlaced = eventType("OrderPlaced", {
  data: z.strictObject({
    orderNumber: z.string().min(1).max(120),
    material: MaterialReference,
    quantity: Quantity,
    dueOn: DateOnly.exactOptional(),
    priority: z.enum(["low", "normal", "high"]),
    customer: PartyReference.exactOptional(),
    campaign: z.string().min(1).max(120).exactOptional(),
    rework: Rework.exactOptional().describe("Present: quality approves it first."),
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
    rework: "Rework",
  },
  subjects: ({ material, customer, rework }) => [
    { materialDefinition: material.materialDefinitionId },
    ...(customer ? [{ party: customer.partyId }] : []),
    ...(rework?.materialLotIds ?? []).map((materialLot) => ({ materialLot })),
  ],
  sentence: ({ orderNumber, quantity, material, dueOn, rework }, show) => {
    const lots = (rework?.materialLotIds ?? []).map((id) => show.materialLot(id)).join(", ");
    const of = rework ? `, ${rework.kind} of lot ${lots}` : "";
    const due = `${of}${dueOn ? `, due on ${dueOn}` : ""}`;
    return `Order ${orderNumber} for ${show.quantity(quantity)} of ${material.name} placed${due}`;
  },
  entry: "Work Schedule",
  names: ({ orderNumber }) => orderNumber,
});

/** By quality, of these lots by this method, before any of it is begun. */
export const ReworkApproved = eventType("ReworkApproved", {
  data: Rework,
  action: "approve",
  criticality: "critical",
  labels: { kind: "Kind", materialLotIds: "Lots", method: "Method" },
  subjects: ({ materialLotIds }) => materialLotIds.map((materialLot) => ({ materialLot })),
  sentence: ({ kind, materialLotIds, method }, show) => {
    const lots = materialLotIds.map((id) => show.materialLot(id)).join(", ");
    return `${kind === "rework" ? "Rework" : "Reprocessing"} of lot ${lots} approved: ${method}`;
  },
  entry: "Work Schedule",
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

export const orderEvents = [OrderPlaced, ReworkApproved, OrderReleased, OrderClosed] as const;
