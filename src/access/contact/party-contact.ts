// Whom to reach at a supplier or a customer: encrypted before it comes into a command, opened for a
// purpose, erased by destroying its key.

import type { Reason } from "../../domain/kernel/metadata.ts";
import { erasePartyContact, recordPartyContact } from "../../domain/party/commands.ts";
import { type PartyContact, party } from "../../domain/party/party.ts";
import type { Answer } from "../../eventstore/handler/handle.ts";
import type { AccessParts } from "../parts.ts";
import type { Given } from "../person/invitation.ts";

export interface ContactGiven {
  readonly contactId: string;
  readonly duty: string;
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
}

export interface ContactShown {
  readonly contactId: string;
  readonly duty: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

export async function recordContactAt(
  { handler, seals }: AccessParts,
  partyId: string,
  { contactId, duty, name, email, phone }: ContactGiven,
  by: Given,
): Promise<Answer> {
  const subject = `${partyId} ${contactId}`;
  const sealed = (use: string, text: string) => seals.seal("people", subject, use, text);
  const data = {
    contactId,
    duty,
    name: await sealed("name", name),
    ...(email !== undefined && { email: await sealed("email", email) }),
    ...(phone !== undefined && { phone: await sealed("phone", phone) }),
  };
  const call = { commandId: by.commandId, id: partyId, data };
  return handler.execute(recordPartyContact, call, by.session);
}

/** Undefined where there is no such party. */
export async function contactsAt(
  { handler, seals }: AccessParts,
  partyId: string,
): Promise<readonly ContactShown[] | undefined> {
  const { state } = await handler.load(party, partyId);
  if (state.status === "unknown") return undefined;
  const open = async (use: string, sealed: PartyContact["email"]) =>
    (sealed && (await seals.unseal(use, sealed))) ?? null;
  return Promise.all(
    [...state.contacts.values()].map(async ({ contactId, duty, name, email, phone }) => ({
      contactId,
      duty,
      name: await open("name", name),
      email: await open("email", email),
      phone: await open("phone", phone),
    })),
  );
}

/** How many contacts there were of whom nothing is known any more. */
export async function erasedContactsAt(
  { handler }: Pick<AccessParts, "handler">,
  partyId: string,
): Promise<number> {
  const { state } = await handler.load(party, partyId);
  if (state.status === "unknown") return 0;
  return [...state.contactKeys.keys()].filter((id) => !state.contacts.has(id)).length;
}

/** Whom to reach at a customer, as the list of a recall shows it. */
export const reachable = (parts: AccessParts) => async (partyId: string) => {
  const contacts = (await contactsAt(parts, partyId)) ?? [];
  return { contacts, contactsErased: await erasedContactsAt(parts, partyId) };
};

export async function eraseContactAt(
  parts: AccessParts,
  partyId: string,
  data: { readonly contactId: string; readonly basis: string },
  { commandId, session, reason }: Given & { readonly reason: Reason },
): Promise<Answer> {
  const call = { commandId, id: partyId, data, claims: { reason } };
  const answer = await parts.handler.execute(erasePartyContact, call, session);
  await forgetContacts(parts, partyId);
  return answer;
}

/** Destroys the keys of what was erased; also at a start, in case a crash came between. */
export async function forgetContacts(
  { handler, seals }: Pick<AccessParts, "handler" | "seals">,
  partyId: string,
): Promise<void> {
  const { state } = await handler.load(party, partyId);
  if (state.status === "registered") await seals.destroy([...state.erasedKeys]);
}
