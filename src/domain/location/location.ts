// A place: what it is called, what it lies in, whether it is still used.
import { unknownScope } from "../kernel/access/standing.ts";
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { type LocationRegistered, locationEvents } from "./events.ts";

export type LocationState =
  | { readonly status: "unknown" }
  | {
      readonly status: "open" | "closed";
      readonly registered: EventOf<typeof LocationRegistered>["data"];
      readonly name: string;
    };

export const location = aggregate({
  category: "location",
  ofSite: true,
  scope: () => unknownScope,
  events: locationEvents,
  initial: { status: "unknown" },
  evolve(state: LocationState, event): LocationState {
    if (event.type === "LocationRegistered") {
      return { status: "open", registered: event.data, name: event.data.name };
    }
    if (state.status === "unknown") return state;
    switch (event.type) {
      case "LocationRenamed":
        return { ...state, name: event.data.name };
      case "LocationClosed":
        return { ...state, status: "closed" };
      default:
        return event satisfies never;
    }
  },
});
