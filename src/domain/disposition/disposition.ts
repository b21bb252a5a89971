// A disposition: what has been decided last of one lot, or one part of it.
import { aggregate } from "../kernel/decider.ts";
import { type DispositionEvent, dispositionEvents } from "./events.ts";

export type DispositionState =
  | { readonly status: "undecided" }
  | { readonly status: "decided"; readonly decided: DispositionEvent["data"] };

export const disposition = aggregate({
  category: "disposition",
  ofSite: false,
  events: dispositionEvents,
  initial: { status: "undecided" },
  evolve(_: DispositionState, event): DispositionState {
    switch (event.type) {
      case "DispositionDecided":
        return { status: "decided", decided: event.data };
      default:
        return event.type satisfies never;
    }
  },
});
