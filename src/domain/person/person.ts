// A person: the name of today, the roles held, the training, and whether the account may be used.
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { type PersonEnrolled, type PersonTrained, personEvents } from "./events.ts";

type Training = EventOf<typeof PersonTrained>["data"];

export interface Enrolled {
  readonly status: "enabled" | "disabled" | "left";
  readonly enrolled: EventOf<typeof PersonEnrolled>["data"];
  readonly printedName: string;
  readonly initials: string;
  readonly roles: ReadonlySet<string>;
  /** The latest of each topic. */
  readonly trainings: ReadonlyMap<string, Training>;
}

export type PersonState = { readonly status: "unknown" } | Enrolled;

export const person = aggregate({
  category: "person",
  events: personEvents,
  initial: { status: "unknown" },
  evolve(state: PersonState, event): PersonState {
    if (event.type === "PersonEnrolled") {
      const { username: _, ...names } = event.data;
      const nothing = { roles: new Set<string>(), trainings: new Map<string, Training>() };
      return { status: "enabled", enrolled: event.data, ...names, ...nothing };
    }
    if (state.status === "unknown") return state;
    switch (event.type) {
      case "PersonRoleGranted":
        return { ...state, roles: new Set(state.roles).add(event.data.role) };
      case "PersonRoleRevoked":
        return { ...state, roles: new Set([...state.roles].filter(isNot(event.data.role))) };
      case "PersonNameChanged":
        return { ...state, ...event.data };
      case "PersonTrained": {
        const { topic } = event.data;
        return { ...state, trainings: new Map(state.trainings).set(topic, event.data) };
      }
      case "PersonDisabled":
        return { ...state, status: "disabled" };
      case "PersonEnabled":
        return { ...state, status: "enabled" };
      case "PersonLeft":
        return { ...state, status: "left", roles: new Set() };
      default:
        return event satisfies never;
    }
  },
});

const isNot = (revoked: string) => (role: string) => role !== revoked;
