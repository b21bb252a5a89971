// Proving again who one is, within a session: by as much as logging in would need now, with the
// same lock and the same count of failures. A locked session is open again by it (draft Annex 11,
// 11.8), and what proves an identity can be changed for some minutes.
import { randomUUID } from "node:crypto";
import type { DataOf } from "../../domain/kernel/decider.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { assuranceOf, type logIn, proveAgain } from "../../domain/person/log-in/commands.ts";
import { isLocked } from "../../domain/person/log-in/lock.ts";
import { proveSession } from "../../domain/session/commands.ts";
import type { AccessParts } from "../parts.ts";
import type { Found } from "../person/find.ts";
import { type PasskeyShown, provenPasskey } from "../proof/passkey.ts";
import { type PasswordGiven, provenPassword, type Wrong } from "../proof/password.ts";
import { accessControlNow, personNow } from "../standing.ts";
import { type From, fail, failed, type LogInAnswer, locked, refusedBy } from "./log-in.ts";
import { personSession } from "./person-session.ts";
import { createSessionStore, type LiveSession } from "./session-store.ts";

/** Undefined: it is the same person. */
export async function proveWithin(
  parts: AccessParts,
  live: LiveSession | undefined,
  shown: PasswordGiven | PasskeyShown,
  from: From,
): Promise<Refusal | undefined> {
  const { handler, clock } = parts;
  const at = clock.now();
  const person = live && (await personNow(handler, live.person_id));
  if (!live || !person) return ended;
  if ("password" in shown && isLocked(person, at.toISOString())) return locked;
  const found = { id: live.person_id, person };
  const proven =
    "password" in shown
      ? await provenPassword(parts, person, shown, at)
      : (await provenPasskey(parts, shown, found.id))?.proven;
  if (!proven) return failed;
  if (proven.outcome === "wrong") return counted(parts, found, proven.why, from);
  return acceptProof(parts, live, found, proven.proof, from);
}

/**
 * What was proven last is what later events of the session say: whoever is in it now has shown
 * that, and perhaps nothing else.
 */
export async function acceptProof(
  parts: AccessParts,
  { session_id: sessionId, person_id: personId }: LiveSession,
  found: Found,
  proof: DataOf<typeof logIn>["proof"],
  from: From,
): Promise<Refusal | undefined> {
  const { handler, clock, database, place } = parts;
  if (found.id !== personId) return failed;
  const { policy } = await accessControlNow(handler);
  const { network } = from;
  const data = { proof, network, policy };
  const call = { commandId: randomUUID(), id: personId, data };
  const { method } = proof;
  const assurance = assuranceOf(proof);
  const by = personSession(place, personId, found.person, { method, sessionId, assurance });
  const answer = await handler.execute(proveAgain, call, by);
  if (answer.outcome === "refused") return refusalOf(await refusedBy(parts, found, answer, from));
  // A copied passkey ends its credential and proves nothing.
  if (answer.events.some(({ type }) => type === "CredentialCloneSuspected")) return failed;
  const at = clock.now().toISOString();
  await createSessionStore(database.kysely).prove(sessionId, { at, method, assurance, network });
  const proving = { commandId: randomUUID(), id: sessionId, data: { assurance } };
  await handler.execute(proveSession, proving, by);
  return undefined;
}

/** Undefined: it is the password that stands. It proves nothing further by itself. */
export async function refuseWrongPassword(
  parts: AccessParts,
  id: string,
  password: string,
  from: From,
): Promise<Refusal | undefined> {
  const { handler, clock } = parts;
  const at = clock.now();
  const person = await personNow(handler, id);
  if (!person) return ended;
  if (isLocked(person, at.toISOString())) return locked;
  const proven = await provenPassword(parts, person, { password }, at);
  if (proven.outcome === "wrong") return counted(parts, { id, person }, proven.why, from);
  // Of many guesses at once none counts after the lock.
  const now = await personNow(handler, id);
  return now && isLocked(now, at.toISOString()) ? locked : undefined;
}

const ended = refuse("LOG_IN_REQUIRED", "The session has ended.");

const counted = async (parts: AccessParts, found: Found, why: Wrong, from: From) =>
  refusalOf(await fail(parts, found, why, from));

const refusalOf = (answer: LogInAnswer): Refusal =>
  answer.outcome === "refused" ? answer.refusal : failed;
