// Registering services, and issuing and revoking their keys.
import { z } from "zod";
import { administers, isForMachines, type Right } from "../kernel/access/right.ts";
import { commandsOf } from "../kernel/decider.ts";
import type { Identifier } from "../kernel/identifier.ts";
import { refuseUnlessPerson, refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { type Refusal, refuse } from "../kernel/refusal.ts";
import { ApiKeyApproved, ApiKeyIssued, ApiKeyRevoked, ServiceRegistered } from "./events.ts";
import { type Registered, type ServiceState, service } from "./service.ts";

const command = commandsOf(service);

/** Also again, with a reason: somebody else answers for it from then on, and its keys stand. */
export const registerService = command(
  "RegisterService",
  "manageServices",
  ServiceRegistered.data,
  (data, state, context) => {
    if (state.status === "unknown") return [{ type: "ServiceRegistered", data }];
    if (sameContent(state.registered, data)) return [];
    const { ownerPersonId } = data;
    if (
      state.status === "registered" &&
      sameContent({ ...state.registered, ownerPersonId }, data)
    ) {
      return refuseWithoutReason(context) ?? [{ type: "ServiceRegistered", data }];
    }
    return refuse("ALREADY_EXISTS", `The service ${state.registered.name} is registered here.`);
  },
);

/** By which the service is found when the key is shown. */
export const keyIdentifier = (keyId: string): Identifier => ({
  scheme: "apiKey",
  issuer: "this system",
  value: keyId,
});

export const issueApiKey = command(
  "IssueApiKey",
  "manageServices",
  ApiKeyIssued.data,
  (data, state, { at }) => {
    const one = active(state);
    if ("refused" in one) return one;
    if (one.keys.has(data.keyId)) return [];
    const refused = refuseRights(data.rights, data.duty);
    if (refused) return refused;
    const isUnfit =
      one.revokedKeyIds.has(data.keyId) || Date.parse(data.expiresAt) <= Date.parse(at);
    if (isUnfit)
      return refuse("CREDENTIAL_NOT_VALID", "A new key, with an end to come, is issued.");
    return [{ type: "ApiKeyIssued", data }];
  },
  {
    reserves: {
      identifiers: ({ keyId }) => [keyIdentifier(keyId)],
      code: "IDENTIFIER_TAKEN",
    },
  },
);

/** As an identity is verified: else who issues keys would alone be every machine there is. */
export const approveApiKey = command(
  "ApproveApiKey",
  "secureAccounts",
  ApiKeyApproved.data.pick({ keyId: true }),
  ({ keyId }, state, context) => {
    const one = active(state);
    if ("refused" in one) return one;
    const key = one.keys.get(keyId);
    if (!key) return refuse("NOT_FOUND", "The service has no such key.");
    if (key.isApproved) return [];
    const refused = refuseUnlessPerson(context);
    if (refused) return refused;
    if (key.issuedBy === context.actor.id) {
      return refuse("SECOND_PERSON_REQUIRED", "Somebody else approves the key than who issued it.");
    }
    return [{ type: "ApiKeyApproved", data: { keyId, label: key.label } }];
  },
);

export const revokeApiKey = command(
  "RevokeApiKey",
  "manageServices",
  ApiKeyRevoked.data.pick({ keyId: true }),
  ({ keyId }, state, context) => {
    if (state.status === "unknown") return refuse("NOT_FOUND", "No such service is registered.");
    if (state.revokedKeyIds.has(keyId)) return [];
    const key = state.keys.get(keyId);
    if (!key) return refuse("NOT_FOUND", "The service has no such key.");
    const data = { keyId, label: key.label };
    return refuseWithoutReason(context) ?? [{ type: "ApiKeyRevoked", data }];
  },
);

export const retireService = command(
  "RetireService",
  "manageServices",
  z.strictObject({}),
  (data, state, context) => {
    if (state.status === "unknown") return refuse("NOT_FOUND", "No such service is registered.");
    if (state.status === "retired") return [];
    return refuseWithoutReason(context) ?? [{ type: "ServiceRetired", data }];
  },
);

function active(state: ServiceState): Registered | Refusal {
  if (state.status === "registered") return state;
  return state.status === "unknown"
    ? refuse("NOT_FOUND", "No such service is registered.")
    : refuse("STATUS_BLOCKS_USE", "The service is retired.");
}

/** What people answer for, and who may do what, is in no machine's hands. */
function refuseRights(rights: readonly Right[], duty: string): Refusal | undefined {
  const accountable = rights.find((right) => !isForMachines(right));
  if (accountable) return refuse("SOD_CONFLICT", `No key is given the right ${accountable}.`);
  if (duty !== "administration" && !rights.some(administers)) return undefined;
  return refuse("SOD_CONFLICT", "No key is given a role that administers access.");
}
