// Giving a role to a person or to the key of a service: what the role is by its definition is read
// from the role's own stream, so that duties are kept apart by what stands there now.

import { commandsOf } from "../domain/kernel/decider.ts";
import { refuse } from "../domain/kernel/refusal.ts";
import { person } from "../domain/person/person.ts";
import { grantRole } from "../domain/person/right/commands.ts";
import { PersonRoleGranted } from "../domain/person/right/events.ts";
import { role } from "../domain/role/role.ts";
import { issueApiKey, keyIdentifier } from "../domain/service/commands.ts";
import { ApiKeyIssued } from "../domain/service/events.ts";
import { service } from "../domain/service/service.ts";

const reads = {
  definition: { aggregate: role, id: (data: { readonly role: string }) => data.role },
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
    return grantRole.decide({ ...data, duty, rights }, state, { ...context, also: {} });
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
    return issueApiKey.decide({ ...data, duty, rights }, state, { ...context, also: {} });
  },
  {
    reads,
    reserves: { identifiers: ({ keyId }) => [keyIdentifier(keyId)], code: "IDENTIFIER_TAKEN" },
  },
);
