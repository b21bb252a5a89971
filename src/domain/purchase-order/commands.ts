// Placing a purchase order, taking note of what came in on it, closing it.
import { commandsOf } from "../kernel/decider.ts";
import { refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { refuseNotPositive } from "../kernel/quantity.ts";
import { refuse } from "../kernel/refusal.ts";
import { PurchaseOrderClosed, PurchaseOrderLineReceived, PurchaseOrderPlaced } from "./events.ts";
import { isOver, lineOf, purchaseOrder, scopesOf } from "./purchase-order.ts";

const command = commandsOf(purchaseOrder);

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
);

const unknown = refuse("NOT_FOUND", "There is no such purchase order, or no such line of it.");
