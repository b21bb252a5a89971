// Placing, releasing and closing an order.
import { commandsOf } from "../kernel/decider.ts";
import { refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { refuseNotPositive } from "../kernel/quantity.ts";
import { refuse } from "../kernel/refusal.ts";
import { OrderClosed, OrderPlaced, OrderReleased } from "./events.ts";
import { order, scopeOfOrder } from "./order.ts";

const command = commandsOf(order);

export const placeOrder = command(
  "PlaceOrder",
  "planOrders",
  OrderPlaced.data,
  (data, state) => {
    if (state.status === "unknown") {
      return refuseNotPositive(data.quantity) ?? [{ type: "OrderPlaced", data }];
    }
    if (sameContent(state.placed, data)) return [];
    return refuse("ALREADY_EXISTS", `Order ${state.placed.orderNumber} is placed here already.`);
  },
  {
    reserves: {
      identifiers: ({ orderNumber }, _, site) => [
        { scheme: "orderNumber", issuer: site, value: orderNumber },
      ],
      code: "IDENTIFIER_TAKEN",
    },
    scope: (data) => scopeOfOrder(data),
  },
);

export const releaseOrder = command(
  "ReleaseOrder",
  "planOrders",
  OrderReleased.data,
  (data, state) => {
    switch (state.status) {
      case "unknown":
        return unknown;
      case "placed":
        return [{ type: "OrderReleased", data }];
      case "released":
        return [];
      case "closed":
        return refuse("STATUS_BLOCKS_USE", `The order is closed, ${state.outcome}.`);
      default:
        return state satisfies never;
    }
  },
);

export const closeOrder = command(
  "CloseOrder",
  "planOrders",
  OrderClosed.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    if (state.status === "closed") {
      if (state.outcome === data.outcome) return [];
      return refuse("STATUS_BLOCKS_USE", `The order is closed, ${state.outcome}.`);
    }
    const refused = data.outcome === "cancelled" ? refuseWithoutReason(context) : undefined;
    return refused ?? [{ type: "OrderClosed", data }];
  },
);

const unknown = refuse("NOT_FOUND", "There is no order under this id.");
