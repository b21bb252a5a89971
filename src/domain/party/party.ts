// A party: what it is called, and as what it is approved.
import { aggregate } from "../kernel/decider.ts";
import { among, type EventOf } from "../kernel/event-type.ts";
import {
  type PartyContactRecorded,
  type PartyRegistered,
  type PartyRole,
  partyEvents,
} from "./events.ts";
import { sourceEvents } from "./source/events.ts";
import { evolveSources, type Sources } from "./source/source.ts";

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
      /** For which materials, at which sites. */
      readonly sources: Sources;
      /** By contact id. */
      readonly contacts: ReadonlyMap<string, PartyContact>;
      /** Of all that were ever recorded: former data is under the same keys. */
      readonly contactKeys: ReadonlyMap<string, ReadonlySet<string>>;
      readonly erasedKeys: ReadonlySet<string>;
    };

export type PartyContact = EventOf<typeof PartyContactRecorded>["data"];

const isSource = among(sourceEvents);

export const party = aggregate({
  category: "party",
  ofSite: false,
  events: [...partyEvents, ...sourceEvents],
  initial: { status: "unknown" },
  evolve(state: PartyState, event): PartyState {
    if (event.type === "PartyRegistered") {
      const { data } = event;
      const nothing = {
        approvals: new Map(),
        sources: new Map(),
        contacts: new Map(),
        contactKeys: new Map(),
      };
      const erasedKeys = new Set<string>();
      return { status: "registered", registered: data, name: data.name, ...nothing, erasedKeys };
    }
    if (state.status === "unknown") return state;
    if (isSource(event)) return { ...state, sources: evolveSources(state.sources, event) };
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
      case "PartyContactRecorded": {
        const { contactId, name, email, phone } = event.data;
        const keys = [name, email, phone].flatMap((one) => (one ? [one.key] : []));
        const all = new Set([...(state.contactKeys.get(contactId) ?? []), ...keys]);
        return {
          ...state,
          contacts: new Map(state.contacts).set(contactId, event.data),
          contactKeys: new Map(state.contactKeys).set(contactId, all),
        };
      }
      case "PartyContactErased": {
        const contacts = new Map(state.contacts);
        contacts.delete(event.data.contactId);
        return {
          ...state,
          contacts,
          erasedKeys: new Set([...state.erasedKeys, ...event.data.keys]),
        };
      }
      default:
        return event satisfies never;
    }
  },
  scope: (_, id) => ({ material: null, client: id }),
});
