// A shipment on its way: what is in it, whether it left, what arrived, what came back.
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { add, compare, type Quantity } from "../kernel/quantity.ts";
import { isRefusal, type Refusal } from "../kernel/refusal.ts";
import {
  type Discrepancy,
  type Line,
  type ShipmentDispatched,
  type ShipmentPrepared,
  type ShipmentReceived,
  type ShipmentReturned,
  shipmentEvents,
} from "./events.ts";

type Returned = EventOf<typeof ShipmentReturned>["data"];

export type ShipmentState =
  | { readonly status: "unknown" }
  | { readonly status: "prepared"; readonly prepared: EventOf<typeof ShipmentPrepared>["data"] }
  | {
      readonly status: "dispatched";
      readonly prepared: EventOf<typeof ShipmentPrepared>["data"];
      readonly dispatched: EventOf<typeof ShipmentDispatched>["data"];
      readonly received: EventOf<typeof ShipmentReceived>["data"] | undefined;
      /** By return number. */
      readonly returns: ReadonlyMap<string, Returned>;
    };

export const shipment = aggregate({
  category: "shipment",
  ofSite: false,
  events: shipmentEvents,
  initial: { status: "unknown" },
  evolve(state: ShipmentState, event): ShipmentState {
    switch (event.type) {
      case "ShipmentPrepared":
        return { status: "prepared", prepared: event.data };
      case "ShipmentDispatched":
        if (state.status === "unknown") return state;
        return {
          status: "dispatched",
          prepared: state.prepared,
          dispatched: event.data,
          received: undefined,
          returns: new Map(),
        };
      case "ShipmentReceived":
        return state.status === "dispatched" ? { ...state, received: event.data } : state;
      case "ShipmentReturned": {
        if (state.status !== "dispatched") return state;
        const { returnNumber } = event.data;
        return { ...state, returns: new Map(state.returns).set(returnNumber, event.data) };
      }
      default:
        return event satisfies never;
    }
  },
  scope: (state) => ({
    material: null,
    client: state.status === "unknown" ? null : state.prepared.customerPartyId,
  }),
});

/**
 * What was found against what was dispatched, lot by lot.
 * `both`: less and more are told; `overOnly`: a part is no discrepancy. A refusal when
 * a lot's units do not convert: then nothing can be said without a stated factor.
 */
export function compareLines(
  dispatched: readonly Line[],
  found: readonly Line[],
  tell: "both" | "overOnly",
): Discrepancy[] | Refusal {
  const expected = totals(dispatched);
  const actual = totals(found);
  if (isRefusal(expected)) return expected;
  if (isRefusal(actual)) return actual;
  const discrepancies: Discrepancy[] = [];
  for (const [materialLotId, quantity] of actual) {
    const sent = expected.get(materialLotId);
    const order = sent && compare(quantity, sent);
    if (typeof order === "object") return order;
    if (order === undefined) discrepancies.push({ materialLotId, kind: "notShipped" });
    else if (order > 0) discrepancies.push({ materialLotId, kind: "over" });
    else if (order < 0 && tell === "both") discrepancies.push({ materialLotId, kind: "short" });
  }
  const missing = [...expected.keys()].filter((lot) => tell === "both" && !actual.has(lot));
  return [
    ...discrepancies,
    ...missing.map((materialLotId) => ({ materialLotId, kind: "short" as const })),
  ];
}

function totals(lines: readonly Line[]): ReadonlyMap<string, Quantity> | Refusal {
  const sums = new Map<string, Quantity>();
  for (const { materialLotId, quantity } of lines) {
    const soFar = sums.get(materialLotId);
    const sum = soFar ? add(soFar, quantity) : quantity;
    if ("refused" in sum) return sum;
    sums.set(materialLotId, sum);
  }
  return sums;
}
