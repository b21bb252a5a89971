// Recovering an account by two people: who asks for it is given a link, who approves it a code, and
// the person needs both (21 CFR 11.200(a)(3)). Nobody but the person ever knows a usable password.
import { randomUUID } from "node:crypto";
import type { Reason } from "../../domain/kernel/metadata.ts";
import { isRefusal, type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import {
  approveRecovery,
  completeRecovery,
  requestRecovery,
} from "../../domain/person/credential/commands.ts";
import type { Recovery } from "../../domain/person/credential/credential.ts";
import type { Person } from "../../domain/person/person.ts";
import type { Answer } from "../../eventstore/handler/handle.ts";
import { digitsOfCode, newCode } from "../credential/token.ts";
import { type AccessParts, sealedFor } from "../parts.ts";
import { end } from "../session/authenticate.ts";
import { type From, fail } from "../session/log-in.ts";
import { personSession } from "../session/person-session.ts";
import { createSessionStore } from "../session/session-store.ts";
import { personNow } from "../standing.ts";
import { forgetEnded } from "./forget-ended.ts";
import type { Given } from "./invitation.ts";
import { digestOfLink, isLinkOf, newLink, parseLink, printLink } from "./link.ts";
import { newPassword } from "./new-password.ts";

const recoveryLasts_ms = 24 * 60 * 60_000;

/** The link is for the person, through who asked. Undefined: refused, or asked before. */
export async function askForRecovery(
  parts: AccessParts,
  personId: string,
  by: Given & { readonly reason: Reason },
): Promise<{ readonly answer: Answer; readonly link: string | undefined }> {
  const link = newLink(personId);
  const recoveryId = randomUUID();
  const expiresAt = new Date(parts.clock.now().getTime() + recoveryLasts_ms).toISOString();
  const sealed = await sealedFor(parts, "recovery", recoveryId, digestOfLink(link));
  const call = {
    commandId: by.commandId,
    id: personId,
    data: { recoveryId, link: sealed, expiresAt },
    claims: { reason: by.reason },
  };
  const answer = await parts.handler.execute(requestRecovery, call, by.session);
  const isNew = answer.outcome === "accepted" && !answer.repeated && answer.events.length > 0;
  return { answer, link: isNew ? printLink("recovery", link) : undefined };
}

/** The code is for the person, through who approves: another than who has the link. */
export async function approve(
  parts: AccessParts,
  personId: string,
  by: Given,
): Promise<{ readonly answer: Answer; readonly code: string | undefined }> {
  const one = await personNow(parts.handler, personId);
  // Also where there is none: who may not approve is not told which.
  const recoveryId = one?.recovery?.id ?? "none";
  const code = newCode();
  // 33 bits are kept as a password is.
  const hashed = await parts.hashing.hash(digitsOfCode(code) ?? "");
  const sealed = await sealedFor(parts, "recovery", `${recoveryId} code`, hashed);
  const data = { recoveryId, code: sealed };
  const call = { commandId: by.commandId, id: personId, data };
  const answer = await parts.handler.execute(approveRecovery, call, by.session);
  const isNew = answer.outcome === "accepted" && !answer.repeated && answer.events.length > 0;
  return { answer, code: isNew ? code : undefined };
}

const failed = refuse("LOG_IN_FAILED", "Link or code is not right, or the recovery has expired.");

export interface Recovering {
  readonly link: string;
  readonly code: string;
  readonly password: string;
}

/** Whom the link is for, while it can be used. */
export async function recovering(parts: AccessParts, text: string): Promise<Person | undefined> {
  const open = await openRecovery(parts, text);
  const isOver = open && parts.clock.now().getTime() >= Date.parse(open.recovery.expiresAt);
  return isOver ? undefined : open?.person;
}

export async function recover(
  parts: AccessParts,
  { link: text, code, password }: Recovering,
  from: From,
): Promise<Answer | Refusal> {
  const { handler, place } = parts;
  const open = await openRecovery(parts, text);
  if (!open) return failed;
  const { link, person, recovery } = open;
  if (!(await isCodeOf(parts, recovery, code))) {
    await fail(parts, { id: link.personId, person }, "recoveryWrong", from);
    await forgetEnded(parts, link.personId);
    return failed;
  }
  const credential = await newPassword(parts, person, password);
  if (isRefusal(credential)) return credential;
  const data = { recoveryId: recovery.id, password: credential };
  const call = { commandId: randomUUID(), id: link.personId, data };
  const proven = { method: "recovery", assurance: "link+code" } as const;
  const acting = personSession(place, link.personId, person, proven);
  const answer = await handler.execute(completeRecovery, call, acting);
  if (answer.outcome === "accepted") {
    const live = await createSessionStore(parts.database.kysely).list(link.personId);
    for (const session of live) await end(parts, session, "recovered", acting);
  }
  await forgetEnded(parts, link.personId);
  return answer;
}

async function openRecovery(parts: AccessParts, text: string) {
  const link = parseLink(text, "recovery");
  const person = link && (await personNow(parts.handler, link.personId));
  const recovery = person?.recovery;
  if (!link || !person || !recovery) return undefined;
  const digest = await parts.seals.unseal("recovery", recovery.link);
  return isLinkOf(link, digest) ? { link, person, recovery } : undefined;
}

async function isCodeOf(
  { seals, hashing }: AccessParts,
  { code: sealed }: Recovery,
  given: string,
): Promise<boolean> {
  const digits = digitsOfCode(given);
  const kept = sealed && (await seals.unseal("recovery", sealed));
  if (digits === undefined || kept === undefined) return hashing.verifyNothing("nothing");
  return hashing.verify(digits, kept);
}
