// A signing: asked for, applied or failed, perhaps withdrawn.
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { type SignatureApplied, signatureEvents } from "./events.ts";

export type SignatureState =
  | { readonly status: "none" | "requested" }
  | {
      readonly status: "applied" | "withdrawn";
      readonly applied: EventOf<typeof SignatureApplied>["data"];
    };

export const signature = aggregate({
  category: "signature",
  ofSite: false,
  events: signatureEvents,
  initial: { status: "none" },
  evolve(state: SignatureState, event): SignatureState {
    switch (event.type) {
      case "SignatureRequested":
        return state.status === "none" ? { status: "requested" } : state;
      case "SignatureApplied":
        return { status: "applied", applied: event.data };
      case "SignatureFailed":
        return state;
      case "SignatureWithdrawn":
        return state.status === "applied" ? { ...state, status: "withdrawn" } : state;
      default:
        return event satisfies never;
    }
  },
});
