// What is known of whoever acts, from the log as it is now: rights as granted, by roles as defined,
// under the rules of access as they stand.
import {
  type AccessControlState,
  accessControl,
  accessControlId,
} from "../domain/access-control/access-control.ts";
import type { AccessPolicy } from "../domain/kernel/access/policy.ts";
import { isForMachines, readsOnly } from "../domain/kernel/access/right.ts";
import type { Grant, Standing } from "../domain/kernel/access/standing.ts";
import { credentialOf } from "../domain/person/credential/credential.ts";
import { untrainedIn } from "../domain/person/identity/identity.ts";
import { type Person, person } from "../domain/person/person.ts";
import type { Granted } from "../domain/person/right/right.ts";
import { role } from "../domain/role/role.ts";
import type { ApiKey } from "../domain/service/service.ts";
import type { Handler } from "../eventstore/handler/handle.ts";

type Folding = Pick<Handler, "load">;

export async function accessControlNow(handler: Folding): Promise<AccessControlState> {
  return (await handler.load(accessControl, accessControlId)).state;
}

/** From then on nobody acts who is not known. It never goes back. */
export const peopleExist = async (handler: Folding): Promise<boolean> =>
  (await accessControlNow(handler)).founders.size > 0;

export async function personNow(handler: Folding, id: string): Promise<Person | undefined> {
  const { state } = await handler.load(person, id);
  return state.status === "unknown" ? undefined : state;
}

export async function standingOf(
  handler: Folding,
  { policy, statement }: AccessControlState,
  one: Person,
  at: string,
  byPassword: boolean,
): Promise<Standing> {
  const granted = [...one.grants.values()];
  return {
    grants: await Promise.all(granted.map((given) => grantOf(handler, one, given, at))),
    identityVerified: one.verified,
    statementAccepted: statement !== undefined && one.acceptedDigest === statement.digest,
    training: policy.training,
    mustChangePassword: byPassword && isAged(one, policy, at),
  };
}

async function grantOf(
  handler: Folding,
  one: Person,
  { role: id, scope, from, until }: Granted,
  at: string,
): Promise<Grant> {
  const { state } = await handler.load(role, id);
  // It grants nothing, and is held: nobody brings it back for themselves.
  if (state.status !== "defined") {
    return { role: id, rights: [], scope, from, until, trainingsMissing: [] };
  }
  const { trainings: asked, rights } = state.definition;
  const trainingsMissing = untrainedIn(one, asked, at.slice(0, 10));
  // Also when the role has been given more rights since (draft Annex 11, 11.1).
  const held = one.enrolled.account === "shared" ? rights.filter(readsOnly) : rights;
  return { role: id, rights: held, scope, from, until, trainingsMissing };
}

/** 21 CFR 11.300(b), where the site asks for it. */
function isAged(one: Person, { passwordAge_days }: AccessPolicy, at: string): boolean {
  const [, password] = credentialOf(one, "password") ?? [];
  if (passwordAge_days === null || !password) return false;
  return Date.parse(at) - Date.parse(password.setAt) > passwordAge_days * 86_400_000;
}

/**
 * A key acts in one role, until it expires. What the role has been given since it was issued, and
 * so approved, it has not.
 */
export async function standingOfKey(handler: Folding, key: ApiKey): Promise<Standing> {
  const { state } = await handler.load(role, key.role);
  const defined = state.status === "defined" ? state.definition.rights : [];
  const rights = defined.filter((right) => isForMachines(right) && key.rights.includes(right));
  const grant = { role: key.role, rights, scope: key.scope, until: key.expiresAt };
  return {
    grants: [{ ...grant, trainingsMissing: [] }],
    identityVerified: key.isApproved,
    statementAccepted: true,
    training: "off",
    mustChangePassword: false,
    actsFor: key.actsFor ?? [],
  };
}
