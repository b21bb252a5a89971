// A party: what it is called, and as what it is approved.
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { type PartyRegistered, type PartyRole, partyEvents } from "./events.ts";

export interface Approval {
  /** The last day; undefined: until it is withdrawn. */
  readonly validUntil: string | undefined;
}

export type PartyState =
  | { readonly status: "unknown" }
  | {
      readonly status: "registered";
      readonly registered: EventOf<typeof PartyRegistered>["data"];
      readonly name: string;
      readonly approvals: ReadonlyMap<PartyRole, Approval>;
    };

export const party = aggregate({
  category: "party",
  events: partyEvents,
  initial: { status: "unknown" },
  evolve(state: PartyState, event): PartyState {
    if (event.type === "PartyRegistered") {
      const { data } = event;
      return { status: "registered", registered: data, name: data.name, approvals: new Map() };
    }
    if (state.status === "unknown") return state;
    switch (event.type) {
      case "PartyApproved": {
        const { role, validUntil } = event.data;
        return { ...state, approvals: new Map(state.approvals).set(role, { validUntil }) };
      }
      case "PartyApprovalWithdrawn": {
        const { role } = event.data;
        const approvals = new Map([...state.approvals].filter(([held]) => held !== role));
        return { ...state, approvals };
      }
      case "PartyRenamed":
        return { ...state, name: event.data.name };
      default:
        return event satisfies never;
    }
  },
});
