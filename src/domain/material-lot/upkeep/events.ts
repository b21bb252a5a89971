// Where a lot is, how much of it was found, and what it is called.
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { Identifier, written } from "../../kernel/identifier.ts";
import { Quantity } from "../../kernel/quantity.ts";
import { asConfirmed, confirmed } from "../../kernel/shape/limits.ts";
import { Id } from "../../kernel/shape/reference.ts";
import type { Subject } from "../../kernel/subject.ts";

export const MaterialMoved = eventType("MaterialMoved", {
  data: z.strictObject({
    fromLocationId: Id.exactOptional(),
    toLocationId: Id,
    containerId: Id.exactOptional().describe("Absent: the whole lot."),
  }),
  action: "create",
  criticality: "major",
  labels: { fromLocationId: "From", toLocationId: "To", containerId: "Container" },
  subjects: ({ fromLocationId, toLocationId, containerId }) => [
    ...(fromLocationId ? [{ location: fromLocationId }] : []),
    { location: toLocationId },
    ...container(containerId),
  ],
  sentence: ({ fromLocationId, toLocationId, containerId }, show) => {
    const what = containerId ? show.container(containerId) : "The lot";
    const from = fromLocationId ? ` from ${show.location(fromLocationId)}` : "";
    return `${what} moved${from} to ${show.location(toLocationId)}`;
  },
  entry: "Movement",
});

/** What was found; from here on it is what is on hand. */
export const MaterialCounted = eventType("MaterialCounted", {
  data: z.strictObject({
    quantity: Quantity,
    booked: Quantity.exactOptional().describe("By the books; absent where they did not know."),
    containerId: Id.exactOptional(),
    confirmed,
  }),
  action: "create",
  criticality: "major",
  labels: {
    quantity: "Quantity found",
    booked: "By the books",
    containerId: "Container",
    confirmed: "Confirmed as meant",
  },
  subjects: ({ containerId }) => container(containerId),
  sentence: ({ quantity, booked, confirmed: is }, show) =>
    `${show.quantity(quantity)} found, ${show.quantity(booked)} by the books${asConfirmed(is)}`,
  entry: "Reconciliation",
});

/** Nobody counted; the books were wrong. */
export const QuantityAdjusted = eventType("QuantityAdjusted", {
  data: z.strictObject({ quantity: Quantity, containerId: Id.exactOptional() }),
  action: "change",
  criticality: "critical",
  labels: { quantity: "Quantity on hand", containerId: "Container" },
  subjects: ({ containerId }) => container(containerId),
  sentence: ({ quantity }, show) => `Quantity on hand adjusted to ${show.quantity(quantity)}`,
  entry: "Change",
  changes: ["quantity"],
});

/** An identifier was added or corrected: the whole list as it is now. */
export const MaterialLotRelabelled = eventType("MaterialLotRelabelled", {
  data: z.strictObject({ identifiers: z.array(Identifier).min(1) }),
  action: "change",
  criticality: "critical",
  labels: { identifiers: "Identifiers" },
  subjects: () => [],
  sentence: ({ identifiers }) => `Identifiers are now ${identifiers.map(written).join(", ")}`,
  entry: "Change",
  names: ({ identifiers: [first] }) => (first ? written(first) : "Material lot"),
  changes: ["identifiers"],
});

export const upkeepEvents = [
  MaterialMoved,
  MaterialCounted,
  QuantityAdjusted,
  MaterialLotRelabelled,
] as const;

const container = (id: string | undefined): readonly Subject[] =>
  id === undefined ? [] : [{ container: id }];
