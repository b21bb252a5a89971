// Placing a purchase order, taking note of what came in on it, closing it.
import { type Scope, unknownScope } from "../kernel/access/standing.ts";
import { commandsOf } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { refuseNotPositive } from "../kernel/quantity.ts";
import { refuse } from "../kernel/refusal.ts";
import { PurchaseOrderClosed, PurchaseOrderLineReceived, PurchaseOrderPlaced } from "./events.ts";
import { isOver, lineOf, purchaseOrder } from "./purchase-order.ts";

const command = commandsOf(purchaseOrder);

/** Of each line; whose it will be no order says. */
const scopesOf = ({ lines }: Placed): readonly Scope[] =>
  lines.map(({ material }) => ({ material: material.materialDefinitionId, client: null }));

type Placed = EventOf<typeof PurchaseOrderPlaced>["data"];

export const placePurchaseOrder = command(
  "PlacePurchaseOrder",
  "planOrders",
  PurchaseOrderPlaced.data,
  (data, state) => {
    if (state.status !== "unknown") {
      if (sameContent(state.placed, data)) return [];
      return refuse("ALREADY_EXISTS", `Order ${state.placed.orderNumber} is placed here already.`);
    }
    const { lines } = data;
    if (new Set(lines.map(({ lineNumber }) => lineNumber)).size < lines.length) {
      return refuse("MALFORMED_COMMAND", "Two lines have one number.");
    }
    const refused = lines.map(({ quantity }) => refuseNotPositive(quantity)).find((one) => one);
    return refused ?? [{ type: "PurchaseOrderPlaced", data }];
  },
  {
    reserves: {
      identifiers: ({ orderNumber }, _, site) => [
        { scheme: "purchaseOrder", issuer: site, value: orderNumber },
      ],
      code: "IDENTIFIER_TAKEN",
    },
    scope: scopesOf,
  },
);

/** The goods are there: whatever was ordered, and however late they are. */
export const recordLineReceived = command(
  "RecordLineReceived",
  "system",
  PurchaseOrderLineReceived.data.omit({ overDelivered: true }),
  (data, state) => {
    if (!lineOf(state, data.lineNumber) || state.status === "unknown") return unknown;
    if (state.received.has(data.receivedEventId)) return [];
    const overDelivered = isOver(state, data.lineNumber, data.quantity);
    return [{ type: "PurchaseOrderLineReceived", data: { ...data, overDelivered } }];
  },
);

export const closePurchaseOrder = command(
  "ClosePurchaseOrder",
  "planOrders",
  PurchaseOrderClosed.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    if (state.status === "closed") {
      if (state.outcome === data.outcome) return [];
      return refuse("STATUS_BLOCKS_USE", `The order is closed, ${state.outcome}.`);
    }
    const refused = data.outcome === "cancelled" ? refuseWithoutReason(context) : undefined;
    return refused ?? [{ type: "PurchaseOrderClosed", data }];
  },
  {
    scope: (_, state) => (state.status === "unknown" ? unknownScope : scopesOf(state.placed)),
  },
);

const unknown = refuse("NOT_FOUND", "There is no such purchase order, or no such line of it.");
