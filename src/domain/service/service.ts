// A service and the keys that stand.
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { type ApiKeyIssued, type ServiceRegistered, serviceEvents } from "./events.ts";

type Issued = EventOf<typeof ApiKeyIssued>["data"];
export interface ApiKey extends Issued {
  readonly issuedBy: string;
  readonly isApproved: boolean;
}

export interface Registered {
  readonly status: "registered" | "retired";
  readonly registered: EventOf<typeof ServiceRegistered>["data"];
  readonly keys: ReadonlyMap<string, ApiKey>;
  readonly revokedKeyIds: ReadonlySet<string>;
}
export type ServiceState = { readonly status: "unknown" } | Registered;

export const service = aggregate({
  category: "service",
  ofSite: false,
  events: serviceEvents,
  initial: { status: "unknown" },
  evolve(state: ServiceState, event, { metadata }): ServiceState {
    if (event.type === "ServiceRegistered") {
      const nothing = { keys: new Map(), revokedKeyIds: new Set<string>() };
      const former = state.status === "unknown" ? nothing : state;
      return { ...former, status: "registered", registered: event.data };
    }
    if (state.status === "unknown") return state;
    switch (event.type) {
      case "ApiKeyIssued": {
        const key = { ...event.data, issuedBy: metadata.actor.id, isApproved: false };
        return { ...state, keys: new Map(state.keys).set(key.keyId, key) };
      }
      case "ApiKeyApproved": {
        const key = state.keys.get(event.data.keyId);
        if (!key) return state;
        return { ...state, keys: new Map(state.keys).set(key.keyId, { ...key, isApproved: true }) };
      }
      case "ApiKeyRevoked":
        return revoked(state, [event.data.keyId]);
      case "ServiceRetired":
        return { ...revoked(state, [...state.keys.keys()]), status: "retired" };
      default:
        return event satisfies never;
    }
  },
});

function revoked(state: Registered, keyIds: readonly string[]): Registered {
  const keys = new Map([...state.keys].filter(([id]) => !keyIds.includes(id)));
  return { ...state, keys, revokedKeyIds: new Set([...state.revokedKeyIds, ...keyIds]) };
}
