// A link by which a person sets a password: nobody else ever knows it.
import { randomUUID } from "node:crypto";
import { isRefusal, type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { acceptInvitation, invitePerson } from "../../domain/person/credential/commands.ts";
import { credentialOf } from "../../domain/person/credential/credential.ts";
import type { Person } from "../../domain/person/person.ts";
import type { Answer, Session } from "../../eventstore/handler/handle.ts";
import { type AccessParts, sealedFor } from "../parts.ts";
import { personSession } from "../session/person-session.ts";
import { personNow } from "../standing.ts";
import { forgetEnded } from "./forget-ended.ts";
import { digestOfLink, isLinkOf, type Link, newLink, parseLink, printLink } from "./link.ts";
import { newPassword } from "./new-password.ts";

const invitationLasts_ms = 72 * 60 * 60_000;

export interface Given {
  readonly session: Session;
  readonly commandId: string;
}

export interface Invited {
  readonly answer: Answer;
  /** Shown once, to be sent to the person. Undefined where it was refused or asked for before. */
  readonly link: string | undefined;
  readonly expiresAt: string;
}

export async function invite(parts: AccessParts, personId: string, by: Given): Promise<Invited> {
  const link = newLink(personId);
  const credentialId = randomUUID();
  const material = await sealedFor(parts, "invitation", credentialId, digestOfLink(link));
  const expiresAt = new Date(parts.clock.now().getTime() + invitationLasts_ms).toISOString();
  const data = { credentialId, kind: "invitation" as const, material, expiresAt };
  const call = { commandId: by.commandId, id: personId, data };
  const answer = await parts.handler.execute(invitePerson, call, by.session);
  await forgetEnded(parts, personId);
  const isNew = answer.outcome === "accepted" && !answer.repeated;
  return { answer, link: isNew ? printLink("invitation", link) : undefined, expiresAt };
}

/** Whom the link is for, while it can be used. */
export async function invited(parts: AccessParts, text: string): Promise<Person | undefined> {
  return (await openInvitation(parts, text))?.person;
}

export async function redeemInvitation(
  parts: AccessParts,
  { link, password }: { readonly link: string; readonly password: string },
): Promise<Answer | Refusal> {
  const open = await openInvitation(parts, link);
  if (!open) return used;
  const credential = await newPassword(parts, open.person, password);
  if (isRefusal(credential)) return credential;
  const { personId: id, person, invitationId } = open;
  const call = { commandId: randomUUID(), id, data: { invitationId, credential } };
  const proven = { method: "invitation", assurance: "link" } as const;
  const acting = personSession(parts.place, id, person, proven);
  const answer = await parts.handler.execute(acceptInvitation, call, acting);
  await forgetEnded(parts, id);
  return answer;
}

const used = refuse("CREDENTIAL_NOT_VALID", "The link has been used, replaced, or has expired.");

interface Open {
  readonly personId: string;
  readonly person: Person;
  readonly invitationId: string;
}

async function openInvitation(parts: AccessParts, text: string): Promise<Open | undefined> {
  const link = parseLink(text, "invitation");
  const person = link && (await personNow(parts.handler, link.personId));
  const [invitationId, invitation] = (person && credentialOf(person, "invitation")) ?? [];
  if (!person || !link || !invitation || invitationId === undefined) return undefined;
  const isOpen = await isOpenFor(parts, link, invitation);
  return isOpen ? { personId: link.personId, person, invitationId } : undefined;
}

async function isOpenFor(
  { seals, clock }: AccessParts,
  link: Link,
  { material, expiresAt }: Exclude<ReturnType<typeof credentialOf>, undefined>[1],
): Promise<boolean> {
  if (expiresAt !== undefined && clock.now().getTime() >= Date.parse(expiresAt)) return false;
  return isLinkOf(link, await seals.unseal("invitation", material));
}
