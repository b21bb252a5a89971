// Logging in by password and code, by passkey, or at an identity provider. Cryptography first, then
// the person's stream decides what it is worth; an answer never tells whether a name exists.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { accessControlId } from "../../domain/access-control/access-control.ts";
import { recordUnknownLogIns } from "../../domain/access-control/commands.ts";
import type { DataOf } from "../../domain/kernel/decider.ts";
import { type Refusal, type RefusalCode, refuse } from "../../domain/kernel/refusal.ts";
import {
  assuranceOf,
  credentialsIn,
  logIn,
  recordLogInFailed,
} from "../../domain/person/log-in/commands.ts";
import { isLocked } from "../../domain/person/log-in/lock.ts";
import { newToken, sha256OfToken } from "../credential/token.ts";
import { type AccessParts, instanceSession } from "../parts.ts";
import { type Found, personCalled } from "../person/find.ts";
import { type PasskeyShown, provenPasskey } from "../proof/passkey.ts";
import { type PasswordGiven, provenPassword } from "../proof/password.ts";
import { accessControlNow, personNow } from "../standing.ts";
import { end } from "./authenticate.ts";
import { countFailed, forgetFailed } from "./failed-name.ts";
import { personSession } from "./person-session.ts";
import { createSessionStore, type LiveSession } from "./session-store.ts";
import { createUnknownNames } from "./unknown-name.ts";

export interface From {
  readonly network: "inside" | "outside";
  readonly workstation?: string;
}

export interface LoggedIn {
  readonly outcome: "loggedIn";
  /** Shown once, to the browser or the program that logs in. */
  readonly token: string;
  readonly sessionId: string;
  readonly personId: string;
  readonly endsAt: string;
  readonly warnings: readonly RefusalCode[];
}
export type LogInAnswer = LoggedIn | { readonly outcome: "refused"; readonly refusal: Refusal };

type Proof = DataOf<typeof logIn>["proof"];
type Why = DataOf<typeof recordLogInFailed>["why"];

const refused = (refusal: Refusal): LogInAnswer => ({ outcome: "refused", refusal });
export const failed = refuse("LOG_IN_FAILED", "Name, password or code is not right.");
export const locked = refuse("ACCOUNT_LOCKED", "Too many attempts failed; wait, or ask for help.");

/**
 * Whatever is refused is told at the next whole `refusedEvery_ms` since it was asked: what is
 * looked up and kept differs between names that somebody has and those that nobody has, and must
 * not show.
 */
export async function logInByPassword(
  parts: AccessParts,
  username: string,
  given: PasswordGiven,
  from: From,
): Promise<LogInAnswer> {
  const begun_ms = performance.now();
  const answer = await byPassword(parts, username, given, from);
  const { refusedEvery_ms: every_ms } = parts;
  if (answer.outcome === "loggedIn" || every_ms === 0) return answer;
  await sleep(every_ms - ((performance.now() - begun_ms) % every_ms));
  return answer;
}

async function byPassword(
  parts: AccessParts,
  username: string,
  given: PasswordGiven,
  from: From,
): Promise<LogInAnswer> {
  const found = await personCalled(parts.handler, username);
  if (!found) return failUnknown(parts, username, given.password, from);
  const at = parts.clock.now();
  if (isLocked(found.person, at.toISOString())) return refused(locked);
  const proven = await provenPassword(parts, found.person, given, at);
  if (proven.outcome === "wrong") return fail(parts, found, proven.why, from);
  return open(parts, found, proven.proof, from);
}

export async function logInByPasskey(
  parts: AccessParts,
  shown: PasskeyShown,
  from: From,
): Promise<LogInAnswer> {
  const { found, proven } = (await provenPasskey(parts, shown)) ?? {};
  if (!found || !proven) return refused(failed);
  if (proven.outcome === "wrong") return fail(parts, found, proven.why, from);
  return open(parts, found, proven.proof, from);
}

/** What was proven by an identity provider. */
export const logInProven = (
  parts: AccessParts,
  found: Found,
  proof: Proof,
  from: From,
): Promise<LogInAnswer> => open(parts, found, proof, from);

/** Counted against the account, and seen by the security role when it is locked by it. */
export async function fail(
  parts: AccessParts,
  { id, person }: Found,
  why: Why,
  { network }: From,
): Promise<LogInAnswer> {
  const { handler, place, clock } = parts;
  const { policy } = await accessControlNow(handler);
  const call = { commandId: randomUUID(), id, data: { why, network, policy } };
  await handler.execute(recordLogInFailed, call, instanceSession(place));
  await countFailed(parts, person.enrolled.username);
  const now = await personNow(handler, id);
  const isShut = now !== undefined && isLocked(now, clock.now().toISOString());
  return refused(isShut ? locked : failed);
}

/** The same work, the same words, the same lock as for a name that somebody has. */
async function failUnknown(
  parts: AccessParts,
  username: string,
  password: string,
  { network }: From,
): Promise<LogInAnswer> {
  const { handler, database, hashing, clock, place } = parts;
  const { policy } = await accessControlNow(handler);
  const names = createUnknownNames(database.kysely);
  const at = clock.now();
  if (await names.isLocked(username, at)) return refused(locked);
  await hashing.verifyNothing(password);
  const tally = await names.failed(username, policy, at);
  if (tally?.locked) {
    const data = { count: tally.failures, network };
    const call = { commandId: randomUUID(), id: accessControlId, data };
    await handler.execute(recordUnknownLogIns, call, instanceSession(place));
  }
  await countFailed(parts, username);
  return refused(!tally || tally.locked ? locked : failed);
}

async function open(
  parts: AccessParts,
  found: Found,
  proof: Proof,
  from: From,
): Promise<LogInAnswer> {
  const { id: personId, person } = found;
  const { handler, database, clock, place } = parts;
  const store = createSessionStore(database.kysely);
  const { policy } = await accessControlNow(handler);
  const at = clock.now();
  const { network, workstation } = from;
  const others = (all: readonly LiveSession[]) =>
    elsewhere(
      all.filter(({ ends_at }) => Date.parse(ends_at) > +at),
      from,
    );
  const sessionId = randomUUID();
  const data = {
    sessionId,
    proof,
    network,
    ...(workstation !== undefined && { workstation }),
    otherSessionIds: others(await store.list(personId)),
    policy,
  };
  const method = proof.method;
  const acting = personSession(place, personId, person, {
    method,
    sessionId,
    assurance: assuranceOf(proof),
  });
  const call = { commandId: randomUUID(), id: personId, data };
  const answer = await handler.execute(logIn, call, acting);
  if (answer.outcome === "refused") return refusedBy(parts, found, answer, from);
  // A copied passkey ends its credential and logs nobody in.
  if (!answer.events.some(({ type }) => type === "LoggedIn")) return refused(failed);
  await forgetFailed(parts, person.enrolled.username);
  const token = newToken();
  const endsAt = new Date(at.getTime() + policy.sessionEnd_min * 60_000).toISOString();
  const added = {
    session_id: sessionId,
    person_id: personId,
    method,
    assurance: assuranceOf(proof),
    network,
    workstation: workstation ?? null,
    started_at: at.toISOString(),
    used_at: at.toISOString(),
    proven_at: at.toISOString(),
    ends_at: endsAt,
    locked_at: null,
    log_in_revision: answer.revision,
  };
  if (policy.concurrentSessions === "warn") await store.add(sha256OfToken(token), added);
  // Decided above over what was there then; another may have logged in since.
  else if (!(await store.addUnless(sha256OfToken(token), added, (all) => others(all).length > 0))) {
    await end(parts, added, "concurrent");
    return refused(refuse("CONCURRENT_SESSION", "Another session of the person is open."));
  }
  // A credential that ended meanwhile ended the sessions that were there; this one was not yet.
  const now = await personNow(handler, personId);
  if (credentialsIn(proof).some((id) => !now?.credentials.has(id))) {
    await end(parts, added, "revoked");
    return refused(failed);
  }
  const warnings = data.otherSessionIds.length > 0 ? (["CONCURRENT_SESSION"] as const) : [];
  return { outcome: "loggedIn", token, sessionId, personId, endsAt, warnings };
}

/**
 * A code shown twice counts as a failed attempt. A lock that came in the meantime is told as to
 * whoever was wrong: that the password was right must not show. Everything else is told as it is.
 */
export async function refusedBy(
  parts: AccessParts,
  { id, person }: Found,
  { code, message }: { readonly code: string; readonly message: string },
  from: From,
): Promise<LogInAnswer> {
  if (code === "CODE_REUSED") return fail(parts, { id, person }, "codeReused", from);
  if (code === "ACCOUNT_LOCKED") return refused(locked);
  return refused({ refused: code as RefusalCode, message });
}

/** Live at another station, or at one that nobody named (FDA warning letters; AT-21). */
const elsewhere = (
  live: readonly LiveSession[],
  { workstation, network }: Pick<From, "workstation" | "network">,
): string[] =>
  live
    .filter(
      (one) =>
        workstation === undefined || one.workstation !== workstation || one.network !== network,
    )
    .map(({ session_id }) => session_id);
