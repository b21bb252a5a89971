// A deviation: raised, classified, closed.
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { type DeviationRaised, deviationEvents } from "./events.ts";

type Raised = EventOf<typeof DeviationRaised>["data"];

export type DeviationState =
  | { readonly status: "unknown" }
  | {
      readonly status: "open" | "closed";
      readonly raised: Raised;
      readonly classification: Raised["classification"] | undefined;
    };

export const deviation = aggregate({
  category: "deviation",
  ofSite: true,
  events: deviationEvents,
  initial: { status: "unknown" },
  evolve(state: DeviationState, event): DeviationState {
    if (event.type === "DeviationRaised") {
      const { data } = event;
      return { status: "open", raised: data, classification: data.classification };
    }
    if (state.status === "unknown") return state;
    switch (event.type) {
      case "DeviationClassified":
        return { ...state, classification: event.data.classification };
      case "DeviationClosed":
        return { ...state, status: "closed" };
      default:
        return event satisfies never;
    }
  },
});
