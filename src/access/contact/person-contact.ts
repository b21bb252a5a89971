// Contact data of people: encrypted before it comes into a command, readable for a purpose, erased
// by destroying its key.
import type { Reason } from "../../domain/kernel/metadata.ts";
import { erasePersonData, recordContact } from "../../domain/person/identity/commands.ts";
import type { Answer } from "../../eventstore/handler/handle.ts";
import type { AccessParts } from "../parts.ts";
import { forgetEnded } from "../person/forget-ended.ts";
import type { Given } from "../person/invitation.ts";
import { personNow } from "../standing.ts";

export interface Contact {
  readonly email?: string;
  readonly phone?: string;
}

export async function recordContactOf(
  { handler, seals }: AccessParts,
  id: string,
  { email, phone }: Contact,
  by: Given,
): Promise<Answer> {
  const sealed = (use: string, text: string) => seals.seal("people", id, use, text);
  const data = {
    ...(email !== undefined && { email: await sealed("email", email) }),
    ...(phone !== undefined && { phone: await sealed("phone", phone) }),
  };
  return handler.execute(recordContact, { commandId: by.commandId, id, data }, by.session);
}

/** Undefined where nobody has the id. */
export async function contactOf(
  { handler, seals }: AccessParts,
  id: string,
): Promise<{ email: string | null; phone: string | null; erased: boolean } | undefined> {
  const one = await personNow(handler, id);
  if (!one) return undefined;
  const { email, phone } = one.contact;
  return {
    email: (email && (await seals.unseal("email", email))) ?? null,
    phone: (phone && (await seals.unseal("phone", phone))) ?? null,
    erased: one.erasedKeys.size > 0,
  };
}

/** The certificate first, then the key: a crash in between is made good at the next start. */
export async function eraseContact(
  parts: AccessParts,
  id: string,
  basis: string,
  { commandId, session, reason }: Given & { readonly reason: Reason },
): Promise<Answer> {
  const call = { commandId, id, data: { basis }, claims: { reason } };
  const answer = await parts.handler.execute(erasePersonData, call, session);
  await forgetEnded(parts, id);
  return answer;
}
