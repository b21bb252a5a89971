// Giving a role to a person or to the key of a service: what the role is by its definition is read
// from the role's own stream, so that duties are kept apart by what stands there now, and for how
// long from the rules of access. Who answers for a service is somebody who is there.

import { accessControl, accessControlId } from "../domain/access-control/access-control.ts";
import { commandsOf, type Decision } from "../domain/kernel/decider.ts";
import { isRefusal, refuse } from "../domain/kernel/refusal.ts";
import { person } from "../domain/person/person.ts";
import { grantRole } from "../domain/person/right/commands.ts";
import { PersonRoleGranted } from "../domain/person/right/events.ts";
import { role } from "../domain/role/role.ts";
import { issueApiKey, keyIdentifier, registerService } from "../domain/service/commands.ts";
import { ApiKeyIssued } from "../domain/service/events.ts";
import { service } from "../domain/service/service.ts";

const reads = {
  definition: { aggregate: role, id: (data: { readonly role: string }) => data.role },
  control: { aggregate: accessControl, id: () => accessControlId },
} as const;

const unknown = refuse("ROLE_UNKNOWN", "No such role is defined, or it is retired.");

/** What the definition says is nobody's to state. */
const Grant = PersonRoleGranted.data.omit({ duty: true });

export const giveRole = commandsOf(person)(
  grantRole.name,
  grantRole.right,
  Grant,
  (data, state, { also, ...context }) => {
    if (also.definition.status !== "defined") return unknown;
    const { duty, rights } = also.definition.definition;
    const asked = { ...data, duty, rights };
    const granted = grantRole.decide(asked, state, { ...context, also: {} });
    if (duty !== "oversight" || data.until === undefined) return granted;
    return unlessLate(granted, data.until, also.control.policy.oversight_days, context.at);
  },
  { reads },
);

const Key = ApiKeyIssued.data.omit({ duty: true, rights: true });

export const giveKey = commandsOf(service)(
  issueApiKey.name,
  issueApiKey.right,
  Key,
  (data, state, { also, ...context }) => {
    if (also.definition.status !== "defined") return unknown;
    const { duty, rights } = also.definition.definition;
    const asked = { ...data, duty, rights };
    const issued = issueApiKey.decide(asked, state, { ...context, also: {} });
    return unlessLate(issued, data.expiresAt, also.control.policy.keyLife_days, context.at);
  },
  {
    reads,
    reserves: { identifiers: ({ keyId }) => [keyIdentifier(keyId)], code: "IDENTIFIER_TAKEN" },
  },
);

/** What is to happen, unless it would hold for too long. */
function unlessLate<Event>(
  decided: Decision<Event>,
  end: string,
  longest_days: number,
  at: string,
): Decision<Event> {
  if (isRefusal(decided) || decided.length === 0) return decided;
  if (Date.parse(end) - Date.parse(at) <= longest_days * day_ms) return decided;
  return refuse("END_TOO_FAR", `${end} is more than ${longest_days} days away.`);
}
const day_ms = 24 * 60 * 60_000;

/** 21 CFR 11.10(j): a machine accepts nothing; somebody who can be asked answers for it. */
export const registerOwned = commandsOf(service)(
  registerService.name,
  registerService.right,
  registerService.data,
  (data, state, { also: { owner }, ...context }) => {
    if (owner.status === "unknown") {
      return refuse("PERSON_UNKNOWN", "Nobody is enrolled under the owner's id.");
    }
    if (owner.account !== "enabled") {
      return refuse("ACCOUNT_DISABLED", `The account of ${owner.printedName} cannot be used.`);
    }
    return registerService.decide(data, state, { ...context, also: {} });
  },
  {
    reads: {
      owner: {
        aggregate: person,
        id: (data: { readonly ownerPersonId: string }) => data.ownerPersonId,
      },
    },
  },
);
