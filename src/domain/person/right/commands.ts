// Granting and revoking roles; disabling accounts and enabling them again.
import { z } from "zod";
import { conflict } from "../../kernel/access/duty.ts";
import { administers, type Right, readsOnly } from "../../kernel/access/right.ts";
import { isEverywhere, RightName } from "../../kernel/access/standing.ts";
import { refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { everyCredentialEnded } from "../credential/credential.ts";
import { command, type Person, present, refuseSelf } from "../person.ts";
import {
  PersonDisabled,
  PersonEnabled,
  PersonLeft,
  PersonRoleGranted,
  PersonRoleRevoked,
} from "./events.ts";
import type { Granted } from "./right.ts";

/** What the role is by its definition is looked up by a process, and kept in the event. */
const Grant = z.strictObject({
  ...PersonRoleGranted.data.shape,
  rights: z.array(RightName).describe("Of the role, as it is defined now."),
});

export const grantRole = command(
  "GrantRole",
  "grantRoles",
  Grant,
  ({ rights, ...data }, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    if (sameContent(one.grants.get(data.role), data)) return [];
    const refused =
      refuseSelf(context) ?? refuseConflict(one, data) ?? refuseAccount(one, rights, data);
    return refused ?? [{ type: "PersonRoleGranted", data }];
  },
);

export const revokeRole = command(
  "RevokeRole",
  "grantRoles",
  PersonRoleRevoked.data.pick({ role: true }),
  ({ role }, state, context) => {
    if (state.status === "unknown") return refuse("NOT_FOUND", "No person has this id.");
    const granted = state.grants.get(role);
    if (!granted) return [];
    const refused = refuseSelf(context) ?? refuseWithoutReason(context);
    const data = { role, duty: granted.duty };
    return refused ?? [{ type: "PersonRoleRevoked", data }];
  },
);

/** Disabled at once by others, in an emergency also by the person. */
export const disablePerson = command(
  "DisablePerson",
  "secureAccounts",
  PersonDisabled.data,
  (data, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    if (one.account === "disabled") return [];
    return refuseWithoutReason(context) ?? [{ type: "PersonDisabled", data }];
  },
);

export const enablePerson = command(
  "EnablePerson",
  "secureAccounts",
  PersonEnabled.data,
  (data, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    if (one.account === "enabled") return [];
    const refused = refuseSelf(context) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "PersonEnabled", data }];
  },
);

/** Every role and every credential ends with it. */
export const recordLeaving = command(
  "RecordLeaving",
  "managePeople",
  PersonLeft.data,
  (data, state, context) => {
    if (state.status === "unknown") return refuse("NOT_FOUND", "No person has this id.");
    if (state.account === "left") return [];
    const refused = refuseSelf(context);
    return refused ?? [...everyCredentialEnded(state, "left"), { type: "PersonLeft", data }];
  },
);

/** Draft Annex 11, 11.10: nobody administers who makes or judges batches. */
function refuseConflict(person: Person, { role, duty }: Granted): Refusal | undefined {
  if (duty === "service") return refuse("SOD_CONFLICT", `${role} is a role of machines.`, { role });
  const held = [...person.grants.values()].find(
    (one) => one.role !== role && conflict(one.duty, duty),
  );
  if (!held) return undefined;
  const holds = `${person.printedName} holds ${held.role} (${held.duty})`;
  return refuse("SOD_CONFLICT", `${holds}, and not ${duty} beside.`, { role, held: held.role });
}

/**
 * What administers is granted for everything, or it would have no effect. A shared account reads;
 * an inspector's is boxed in time (draft Annex 11, 11.1; 11.10(d)).
 */
function refuseAccount(
  { enrolled }: Person,
  rights: readonly Right[],
  { duty, until, role, scope }: Granted,
): Refusal | undefined {
  const administering = rights.find(administers);
  if (administering && !isEverywhere(scope)) {
    const message = `${role} may ${administering}: grant it for all of the plant.`;
    return refuse("ADMINISTRATION_LIMITED", message, { role });
  }
  const writes = rights.find((right) => !readsOnly(right));
  if (enrolled.account === "shared" && writes) {
    return refuse("SHARED_ACCOUNT_READ_ONLY", `${role} may also ${writes}.`, { role, writes });
  }
  if (duty === "oversight" && until === undefined) {
    return refuse("GRANT_WITHOUT_END", "An inspector's role is granted until a day.", { role });
  }
  return undefined;
}
