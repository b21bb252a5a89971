// Logging in at an identity provider (OpenID Connect): who somebody is there was linked to a person
// here by who manages people; the provider's word alone makes nobody known.
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { isRefusal, type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { linkSingleSignOn } from "../../domain/person/credential/commands.ts";
import { credentialOf } from "../../domain/person/credential/credential.ts";
import type { Answer, Session } from "../../eventstore/handler/handle.ts";
import { AccessFault } from "../credential/fault.ts";
import type { SignedOn } from "../credential/oidc.ts";
import { type AccessParts, sealedFor } from "../parts.ts";
import { createChallengeStore } from "../session/challenge-store.ts";
import { type From, fail, type LogInAnswer, logInProven } from "../session/log-in.ts";
import { acceptProof } from "../session/prove-again.ts";
import { createSessionStore, type LiveSession } from "../session/session-store.ts";
import { personOf, signOnIdentifier } from "./find.ts";
import { forgetEnded } from "./forget-ended.ts";

const Pending = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  maxAge_s: z.number().exactOptional(),
  sessionId: z.string().exactOptional(),
});

const unavailable = refuse("SINGLE_SIGN_ON_UNAVAILABLE", "No identity provider is set up here.");
const failed = refuse("LOG_IN_FAILED", "The identity provider's answer is not right.");

export interface SignOn {
  /** Where the browser goes. */
  readonly url: string;
  /** Kept by the browser, so that only this one comes back. */
  readonly token: string;
}

/** Within a session, which the browser does not name when it comes back: to prove oneself anew. */
export async function beginSignOn(
  parts: AccessParts,
  live?: LiveSession,
): Promise<SignOn | Refusal> {
  const { oidc, database, clock } = parts;
  if (!oidc) return unavailable;
  const { url, pending } = await oidc.begin(live && { prompt: "login", maxAge_s: 0 });
  const challenges = createChallengeStore(database.kysely);
  const kept = live ? { ...pending, sessionId: live.session_id } : pending;
  const token = await challenges.make("singleSignOn", kept, clock.now(), live?.person_id);
  return { url: url.href, token };
}

export interface ProvenAnew {
  readonly outcome: "proven";
  readonly wasLocked: boolean;
}

export async function finishSignOn(
  parts: AccessParts,
  { callback, token }: { readonly callback: URL; readonly token: string },
  from: From,
): Promise<LogInAnswer | ProvenAnew> {
  const { oidc, database, clock, handler, seals } = parts;
  if (!oidc) return refused(unavailable);
  const challenges = createChallengeStore(database.kysely);
  const taken = await challenges.take("singleSignOn", token, clock.now());
  if (!taken) return refused(failed);
  const pending = Pending.parse(taken.content);
  const signedOn = await refusing(() => oidc.finish(callback, pending));
  if (isRefusal(signedOn)) return refused(signedOn);
  const { issuer, subject, amr, acr } = signedOn;
  const found = await personOf(handler, signOnIdentifier(issuer, subject));
  const [credentialId, credential] = (found && credentialOf(found.person, "oidc")) ?? [];
  if (!found || credentialId === undefined || !credential) return refused(failed);
  // The reservation folds case; the account is the same only to the letter.
  if ((await seals.unseal("oidc", credential.material)) !== accountText(issuer, subject)) {
    return fail(parts, found, "signOnRefused", from);
  }
  const proof = {
    method: "oidc",
    credentialId,
    assurance: (acr ?? (amr.join("+") || "signedOn")).slice(0, 60),
    secondFactor: amr.some((way) => secondFactors.has(way)),
  } as const;
  if (taken.personId === undefined) return logInProven(parts, found, proof, from);
  const live = await liveOf(parts, taken.personId, pending.sessionId);
  if (!live) return refused(ended);
  const refusal = await acceptProof(parts, live, found, proof, from);
  return refusal ? refused(refusal) : { outcome: "proven", wasLocked: live.locked_at !== null };
}

async function liveOf(
  { database, clock }: AccessParts,
  personId: string,
  sessionId: string | undefined,
): Promise<LiveSession | undefined> {
  const all = await createSessionStore(database.kysely).list(personId);
  const live = all.find(({ session_id }) => session_id === sessionId);
  return live && Date.parse(live.ends_at) > clock.now().getTime() ? live : undefined;
}

const refused = (refusal: Refusal): LogInAnswer => ({ outcome: "refused", refusal });
const ended = refuse("LOG_IN_REQUIRED", "The session has ended.");

/** RFC 8176: what says that more than a password was shown. */
const secondFactors = new Set(["mfa", "otp", "hwk", "swk", "fpt", "face", "sc", "pop"]);

const accountText = (issuer: string, subject: string): string => JSON.stringify([issuer, subject]);

/** By who manages people. */
export async function linkAccount(
  parts: AccessParts,
  personId: string,
  account: { readonly issuer: string; readonly subject: string },
  by: { readonly session: Session; readonly commandId: string },
): Promise<Answer> {
  const { issuer, subject } = account;
  const credentialId = randomUUID();
  const material = await sealedFor(parts, "oidc", credentialId, accountText(issuer, subject));
  const found = signOnIdentifier(issuer, subject);
  const data = { credentialId, kind: "oidc" as const, material, found };
  const call = { commandId: by.commandId, id: personId, data };
  const answer = await parts.handler.execute(linkSingleSignOn, call, by.session);
  await forgetEnded(parts, personId);
  return answer;
}

async function refusing(work: () => Promise<SignedOn>): Promise<SignedOn | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AccessFault && error.code === "SINGLE_SIGN_ON_REFUSED") return failed;
    throw error;
  }
}
