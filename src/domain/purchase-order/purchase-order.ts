// A purchase order: what is still to come on each of its lines.
import { type Scope, unknownScope } from "../kernel/access/standing.ts";
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { compare, type Quantity, sumOf } from "../kernel/quantity.ts";
import { type PurchaseOrderPlaced, purchaseOrderEvents } from "./events.ts";

type Placed = EventOf<typeof PurchaseOrderPlaced>["data"];
type Line = Placed["lines"][number];

export type PurchaseOrderState =
  | { readonly status: "unknown" }
  | {
      readonly status: "open" | "closed";
      readonly placed: Placed;
      readonly outcome: "fulfilled" | "cancelled" | undefined;
      /** By event id of the receipt: so each counts once. */
      readonly received: ReadonlyMap<string, Received>;
    };

interface Received {
  readonly lineNumber: number;
  readonly quantity: Quantity | undefined;
}

export const purchaseOrder = aggregate({
  category: "purchaseOrder",
  ofSite: true,
  events: purchaseOrderEvents,
  initial: { status: "unknown" },
  evolve(state: PurchaseOrderState, event): PurchaseOrderState {
    if (event.type === "PurchaseOrderPlaced") {
      const { data: placed } = event;
      return { status: "open", placed, outcome: undefined, received: new Map() };
    }
    if (state.status === "unknown") return state;
    switch (event.type) {
      case "PurchaseOrderLineReceived": {
        const { receivedEventId, lineNumber, quantity } = event.data;
        const received = new Map(state.received).set(receivedEventId, { lineNumber, quantity });
        return { ...state, received };
      }
      case "PurchaseOrderClosed":
        return { ...state, status: "closed", outcome: event.data.outcome };
      default:
        return event satisfies never;
    }
  },
  scope: (state) => (state.status === "unknown" ? unknownScope : scopesOf(state.placed)),
});

/** Of each line; whose it will be no order says. */
export const scopesOf = ({ lines }: Placed): readonly Scope[] =>
  lines.map(({ material }) => ({ material: material.materialDefinitionId, client: null }));

export const lineOf = (state: PurchaseOrderState, lineNumber: number): Line | undefined =>
  state.status === "unknown"
    ? undefined
    : state.placed.lines.find((line) => line.lineNumber === lineNumber);

/** With this quantity more than was ordered; what is not known exceeds nothing. */
export function isOver(
  state: PurchaseOrderState,
  lineNumber: number,
  quantity: Quantity | undefined,
): boolean {
  const line = lineOf(state, lineNumber);
  if (state.status === "unknown" || !line || !quantity) return false;
  const before = [...state.received.values()]
    .filter((one) => one.lineNumber === lineNumber)
    .map((one) => one.quantity ?? { ...quantity, value: "0" });
  const all = sumOf([quantity, ...before]);
  return all !== undefined && compare(all, line.quantity) === 1;
}
