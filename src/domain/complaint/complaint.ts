// A complaint: raised, linked to what it is about, investigated, closed.
import { unknownScope } from "../kernel/access/standing.ts";
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import {
  type ComplaintInvestigated,
  type ComplaintLinked,
  type ComplaintRaised,
  complaintEvents,
} from "./events.ts";

type Link = EventOf<typeof ComplaintLinked>["data"];

interface Complaint {
  readonly raised: EventOf<typeof ComplaintRaised>["data"];
  /** What follows from it names this event as its cause. */
  readonly raisedEventId: string;
  /** By lot, serial and container. */
  readonly links: ReadonlyMap<string, Link>;
  readonly investigated: EventOf<typeof ComplaintInvestigated>["data"] | undefined;
}

export type ComplaintState =
  | { readonly status: "unknown" }
  | (Complaint & { readonly status: "open" | "closed" });

export const complaint = aggregate({
  category: "complaint",
  ofSite: false,
  // It may come to concern any material, whoever owns it.
  scope: () => unknownScope,
  events: complaintEvents,
  initial: { status: "unknown" },
  evolve(state: ComplaintState, event, { id }): ComplaintState {
    if (event.type === "ComplaintRaised") {
      const { data } = event;
      const links = new Map<string, Link>();
      return { status: "open", raised: data, raisedEventId: id, links, investigated: undefined };
    }
    if (state.status === "unknown") return state;
    switch (event.type) {
      case "ComplaintLinked":
        return { ...state, links: new Map(state.links).set(linkKey(event.data), event.data) };
      case "ComplaintInvestigated":
        return { ...state, investigated: event.data };
      case "ComplaintClosed":
        return { ...state, status: "closed" };
      default:
        return event satisfies never;
    }
  },
});

export const linkKey = ({ materialLotId, serial, containerId }: Omit<Link, "standing">): string =>
  JSON.stringify([materialLotId ?? null, serial ?? null, containerId ?? null]);
