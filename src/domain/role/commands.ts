// Defining, revising and retiring roles.
import { z } from "zod";
import { commandsOf } from "../kernel/decider.ts";
import { refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { refuse } from "../kernel/refusal.ts";
import { RoleDefined, RoleRevised } from "./events.ts";
import { role } from "./role.ts";

const command = commandsOf(role);

export const defineRole = command("DefineRole", "defineRoles", RoleDefined.data, (data, state) => {
  if (state.status === "undefined") return [{ type: "RoleDefined", data }];
  if (sameContent(state.definition, data)) return [];
  return refuse("ALREADY_EXISTS", `The role ${state.definition.title} is defined; revise it.`);
});

/** Also brings a retired role back. */
export const reviseRole = command(
  "ReviseRole",
  "defineRoles",
  RoleRevised.data,
  (data, state, context) => {
    if (state.status === "undefined") return refuse("ROLE_UNKNOWN", "No such role is defined.");
    if (state.status === "defined" && sameContent(state.definition, data)) return [];
    const before = state.definition;
    return refuseWithoutReason(context) ?? [{ type: "RoleRevised", data, before }];
  },
);

export const retireRole = command(
  "RetireRole",
  "defineRoles",
  z.strictObject({}),
  (data, state, context) => {
    if (state.status === "undefined") return refuse("ROLE_UNKNOWN", "No such role is defined.");
    if (state.status === "retired") return [];
    return refuseWithoutReason(context) ?? [{ type: "RoleRetired", data }];
  },
);
