// Defining, revising and retiring roles.
import { z } from "zod";
import { commandsOf } from "../kernel/decider.ts";
import { refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { type Refusal, refuse } from "../kernel/refusal.ts";
import { administers, type Right, readsOnly } from "../kernel/right.ts";
import { RoleDefined, RoleRevised } from "./events.ts";
import { type RoleDefinition, role } from "./role.ts";

const command = commandsOf(role);

export const defineRole = command("DefineRole", "defineRoles", RoleDefined.data, (data, state) => {
  if (state.status === "undefined") {
    return refuseMixed(data) ?? [{ type: "RoleDefined", data }];
  }
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
    if (data.duty !== before.duty) return dutyStays;
    return (
      refuseMixed(data) ?? refuseWithoutReason(context) ?? [{ type: "RoleRevised", data, before }]
    );
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

/** Whoever holds it beside another was let by the duty that it had. */
const dutyStays = refuse("SOD_CONFLICT", "A role keeps its duty; define another one.");

const besideAdministering: ReadonlySet<Right> = new Set<Right>(["operateSystem", "readContacts"]);

/** Duties are kept apart in roles as in people, else one role would hold both. */
function refuseMixed({ duty, rights }: RoleDefinition): Refusal | undefined {
  const isMixed = (right: Right) =>
    duty === "administration"
      ? !administers(right) && !readsOnly(right) && !besideAdministering.has(right)
      : administers(right);
  const mixed = rights.find(isMixed);
  if (!mixed) return undefined;
  return refuse("SOD_CONFLICT", `No role of ${duty} may ${mixed}.`, { duty, right: mixed });
}
