// A role as it stands. Its id is the name that it is granted by.
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { type RoleDefined, roleEvents } from "./events.ts";

export type RoleDefinition = EventOf<typeof RoleDefined>["data"];

export type RoleState =
  | { readonly status: "undefined" }
  | { readonly status: "defined" | "retired"; readonly definition: RoleDefinition };

export const role = aggregate({
  category: "role",
  ofSite: false,
  events: roleEvents,
  initial: { status: "undefined" },
  evolve(state: RoleState, event): RoleState {
    switch (event.type) {
      case "RoleDefined":
      case "RoleRevised":
        return { status: "defined", definition: event.data };
      case "RoleRetired":
        return state.status === "undefined" ? state : { ...state, status: "retired" };
      default:
        return event satisfies never;
    }
  },
});
