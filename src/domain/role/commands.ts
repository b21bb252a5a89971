// Defining, revising and retiring roles.
import { z } from "zod";
import { administers, type Right, readsOnly } from "../kernel/access/right.ts";
import { type Context, commandsOf } from "../kernel/decider.ts";
import { refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { type Refusal, refuse } from "../kernel/refusal.ts";
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
    const granted = state.status === "defined" ? before.rights : [];
    const refused =
      refuseOtherDuty(before, data) ??
      refuseMixed(data) ??
      refuseOwn(granted, data, context) ??
      refuseEnd(data.rights, context);
    return refused ?? refuseWithoutReason(context) ?? [{ type: "RoleRevised", data, before }];
  },
);

export const retireRole = command(
  "RetireRole",
  "defineRoles",
  z.strictObject({}),
  (data, state, context) => {
    if (state.status === "undefined") return refuse("ROLE_UNKNOWN", "No such role is defined.");
    if (state.status === "retired") return [];
    const refused = refuseEnd([], context) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "RoleRetired", data }];
  },
);

/** What was granted was granted beside other duties: another duty is another role. */
const refuseOtherDuty = (before: RoleDefinition, { duty }: RoleDefinition): Refusal | undefined =>
  before.duty === duty
    ? undefined
    : refuse("SOD_CONFLICT", `${before.title} is of the duty ${before.duty}, and stays so.`);

/**
 * As nobody grants themselves a role, nobody adds rights to one that they hold, in whichever of
 * theirs they act.
 */
function refuseOwn(
  granted: readonly Right[],
  { rights }: RoleDefinition,
  { rolesHeld, id }: Context,
): Refusal | undefined {
  const added = rights.filter((right) => !granted.includes(right));
  if (added.length === 0 || !rolesHeld.includes(id)) return undefined;
  const message = `You hold this role: somebody who does not adds ${added.join(", ")} to it.`;
  return refuse("SOD_CONFLICT", message);
}

/** What all other rights can be given by again: these two roles, which ship, keep it for ever. */
const kept: Readonly<Record<string, readonly Right[]>> = {
  administrator: ["managePeople", "grantRoles", "defineRoles"],
  security: ["secureAccounts"],
};

function refuseEnd(rights: readonly Right[], { id }: Context): Refusal | undefined {
  const lost = (kept[id] ?? []).filter((right) => !rights.includes(right));
  if (lost.length === 0) return undefined;
  const message = `The role ${id} keeps ${lost.join(", ")}: nobody could give it again.`;
  return refuse("ADMINISTRATION_WOULD_END", message);
}

/**
 * The duty tells what is kept apart, so the rights must be of it: who administers access changes
 * no record beside, and who inspects changes nothing (draft Annex 11, 11.10; MHRA 2018, 6.16).
 */
function refuseMixed({ title, duty, rights }: RoleDefinition): Refusal | undefined {
  const foreign = rights.find((right) => !fits(duty, right));
  if (foreign === undefined) return undefined;
  return refuse("SOD_CONFLICT", `${title} is of the duty ${duty}: ${foreign} is no part of it.`);
}

function fits(duty: RoleDefinition["duty"], right: Right): boolean {
  if (readsOnly(right)) return true;
  if (duty === "oversight") return false;
  if (duty === "administration") return administers(right) || right === "operateSystem";
  return !administers(right);
}
