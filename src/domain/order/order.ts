// An order: placed, released, closed; of one to rework something also whether quality approved it.

import { type Scope, unknownScope } from "../kernel/access/standing.ts";
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { type OrderPlaced, orderEvents } from "./events.ts";

type Placed = EventOf<typeof OrderPlaced>["data"];

export type OrderState = { readonly status: "unknown" } | KnownOrder;

export type KnownOrder = {
  readonly placed: Placed;
  readonly placedBy: string;
  readonly isReworkApproved: boolean;
} & (
  | { readonly status: "placed" | "released" }
  | { readonly status: "closed"; readonly outcome: "fulfilled" | "cancelled" }
);

export const order = aggregate({
  category: "order",
  ofSite: true,
  events: orderEvents,
  initial: { status: "unknown" },
  evolve(state: OrderState, event, { metadata }): OrderState {
    if (event.type === "OrderPlaced") {
      const placedBy = metadata.actor.id;
      return { status: "placed", placed: event.data, placedBy, isReworkApproved: false };
    }
    if (state.status === "unknown") return state;
    switch (event.type) {
      case "ReworkApproved":
        return { ...state, isReworkApproved: true };
      case "OrderReleased":
        return { ...state, status: "released" };
      case "OrderClosed":
        return { ...state, status: "closed", outcome: event.data.outcome };
      default:
        return event satisfies never;
    }
  },
  scope: (state) => (state.status === "unknown" ? unknownScope : scopeOfOrder(state.placed)),
});

export const scopeOfOrder = ({ material, customer }: Placed): Scope => ({
  material: material.materialDefinitionId,
  client: customer?.partyId ?? null,
});
