// Who is meant by a username, a passkey or an account at an identity provider: by the reserved
// identifier in the log, never by a read model.
import { createHash } from "node:crypto";
import { identifier } from "../../domain/identifier/identifier.ts";
import type { Identifier } from "../../domain/kernel/identifier.ts";
import { usernameIdentifier } from "../../domain/person/identity/commands.ts";
import type { Person } from "../../domain/person/person.ts";
import type { Handler } from "../../eventstore/handler/handle.ts";
import { identifierId } from "../../eventstore/handler/reserve.ts";
import { personNow } from "../standing.ts";

export interface Found {
  readonly id: string;
  readonly person: Person;
}

type Folding = Pick<Handler, "load">;

export const personCalled = (handler: Folding, username: string): Promise<Found | undefined> =>
  personOf(handler, usernameIdentifier(username));

export async function personOf(handler: Folding, wanted: Identifier): Promise<Found | undefined> {
  const holder = await holderOf(handler, wanted);
  if (holder?.kind !== "person") return undefined;
  const found = await personNow(handler, holder.id);
  return found && { id: holder.id, person: found };
}

export async function holderOf(
  handler: Folding,
  wanted: Identifier,
): Promise<{ readonly kind: string; readonly id: string } | undefined> {
  const { state } = await handler.load(identifier, identifierId(wanted));
  return state.status === "free" ? undefined : state.holder;
}

const system = "this system";
const digested = (text: string): string => createHash("sha256").update(text).digest("hex");

// Values are case-folded by the reservation, and these have capitals that count: so their digest.
export const passkeyIdentifier = (credentialId: string): Identifier => ({
  scheme: "passkey",
  issuer: system,
  value: digested(credentialId),
});
export const signOnIdentifier = (issuer: string, subject: string): Identifier => ({
  scheme: "singleSignOn",
  issuer: system,
  value: digested(`${issuer.length} ${issuer}${subject}`),
});
