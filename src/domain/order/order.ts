// An order: placed, released, closed.

import { type Scope, unknownScope } from "../kernel/access/standing.ts";
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { type OrderPlaced, orderEvents } from "./events.ts";

type Placed = EventOf<typeof OrderPlaced>["data"];

export type OrderState =
  | { readonly status: "unknown" }
  | { readonly status: "placed" | "released"; readonly placed: Placed }
  | {
      readonly status: "closed";
      readonly placed: Placed;
      readonly outcome: "fulfilled" | "cancelled";
    };

export const order = aggregate({
  category: "order",
  ofSite: true,
  events: orderEvents,
  initial: { status: "unknown" },
  evolve(state: OrderState, event): OrderState {
    if (event.type === "OrderPlaced") return { status: "placed", placed: event.data };
    if (state.status === "unknown") return state;
    const { placed } = state;
    switch (event.type) {
      case "OrderReleased":
        return { status: "released", placed };
      case "OrderClosed":
        return { status: "closed", placed, outcome: event.data.outcome };
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
