// Placing, releasing and closing an order.
import { commandsOf } from "../kernel/decider.ts";
import {
  refuseTwice,
  refuseUnlessPerson,
  refuseWithoutReason,
  sameContent,
} from "../kernel/precondition.ts";
import { refuseNotPositive } from "../kernel/quantity.ts";
import { refuse } from "../kernel/refusal.ts";
import { OrderClosed, OrderPlaced, OrderReleased, ReworkApproved } from "./events.ts";
import { order, scopeOfOrder } from "./order.ts";

const command = commandsOf(order);

export const placeOrder = command(
  "PlaceOrder",
  "planOrders",
  OrderPlaced.data,
  (data, state) => {
    if (state.status === "unknown") {
      const refused =
        refuseNotPositive(data.quantity) ?? refuseTwice(data.rework?.materialLotIds ?? [], "Lot");
      return refused ?? [{ type: "OrderPlaced", data }];
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

/** By quality, and by another person than who placed it (21 CFR 211.115(b)). */
export const approveRework = command(
  "ApproveRework",
  "decideDisposition",
  ReworkApproved.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    const { rework } = state.placed;
    if (!rework) return refuse("NOT_FOUND", "The order is none to rework anything.");
    if (!sameContent(rework, data)) {
      return refuse("RECORD_CHANGED_SINCE_VIEW", "The order names other lots, or another method.");
    }
    if (state.isReworkApproved) return [];
    if (state.status === "closed") {
      return refuse("STATUS_BLOCKS_USE", `The order is closed, ${state.outcome}.`);
    }
    const refused = refuseUnlessPerson(context) ?? refuseWithoutReason(context);
    if (refused) return refused;
    if (state.placedBy !== context.actor.id) return [{ type: "ReworkApproved", data }];
    return refuse("REVIEWER_NOT_INDEPENDENT", "Who placed the order does not approve it.");
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
        if (state.placed.rework && !state.isReworkApproved) return refuseUnapproved;
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

export const refuseUnapproved = refuse(
  "REPROCESSING_NOT_APPROVED",
  "Quality has not approved what the order is to rework.",
);

const unknown = refuse("NOT_FOUND", "There is no order under this id.");
