// What a person does with their own account: a new password, passkeys, a code generator, the
// accountability statement.
import { createHash, randomUUID } from "node:crypto";
import type { DataOf } from "../../domain/kernel/decider.ts";
import { isRefusal, type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { endOwnCredential, setCredential } from "../../domain/person/credential/commands.ts";
import { credentialOf } from "../../domain/person/credential/credential.ts";
import { acceptAccountability } from "../../domain/person/identity/commands.ts";
import type { Answer } from "../../eventstore/handler/handle.ts";
import { base32, matchingStep, totpSecretOf, totpUri } from "../credential/totp.ts";
import { type AccessParts, sealedFor } from "../parts.ts";
import { forgetEnded } from "../person/forget-ended.ts";
import { newPassword } from "../person/new-password.ts";
import { createChallengeStore } from "../session/challenge-store.ts";
import { endSessionsOf } from "../session/live.ts";
import type { From } from "../session/log-in.ts";
import { refuseWrongPassword } from "../session/prove-again.ts";
import { accessControlNow, personNow } from "../standing.ts";
import type { ProvenOwn } from "./own.ts";

/** The former one is asked for, where there is one. */
export async function changePassword(
  parts: AccessParts,
  own: ProvenOwn,
  { former, password }: { readonly former?: string; readonly password: string },
  from: From,
): Promise<Answer | Refusal> {
  const one = await personNow(parts.handler, own.id);
  if (!one) return unknown;
  if (credentialOf(one, "password")) {
    // Whoever guesses at it with a stolen session is counted and locked as at a log-in.
    const refused = await refuseWrongPassword(parts, own.id, former ?? "", from);
    if (refused) return refused;
  }
  const credential = await newPassword(parts, one, password, former);
  if (isRefusal(credential)) return credential;
  const answer = await set(parts, own, credential);
  // Whoever held the former one is out.
  if (answer.outcome === "accepted") {
    await endSessionsOf(parts, own.id, own.session.authentication.sessionId, own.session);
  }
  return answer;
}

export interface CodeGenerator {
  /** Brought back with the first code. */
  readonly token: string;
  /** For an authenticator app: as a picture, or typed. */
  readonly uri: string;
  readonly secret: string;
}

/** Offered only; it stands once its first code was right. */
export async function offerCodeGenerator(
  { database, clock, place, handler }: AccessParts,
  { id }: ProvenOwn,
): Promise<CodeGenerator | Refusal> {
  const one = await personNow(handler, id);
  if (!one) return unknown;
  const challenges = createChallengeStore(database.kysely);
  const token = await challenges.make("codeGenerator", {}, clock.now(), id);
  const secret = totpSecretOf(token);
  const uri = totpUri({ issuer: place.legalEntity, account: one.enrolled.username, secret });
  return { token, uri, secret: base32(secret) };
}

export async function setCodeGenerator(
  parts: AccessParts,
  own: ProvenOwn,
  { token, code }: { readonly token: string; readonly code: string },
): Promise<Answer | Refusal> {
  const { database, clock } = parts;
  const at = clock.now();
  const taken = await createChallengeStore(database.kysely).take("codeGenerator", token, at);
  if (taken?.personId !== own.id) return offerAgain;
  const secret = totpSecretOf(token);
  const codeStep = matchingStep(secret, code, at);
  if (codeStep === undefined) return offerAgain;
  const credentialId = randomUUID();
  const text = Buffer.from(secret).toString("base64url");
  const material = await sealedFor(parts, "totp", credentialId, text);
  return set(parts, own, { credentialId, kind: "totp", material, codeStep });
}

const offerAgain = refuse("LOG_IN_FAILED", "The code is not right; ask for a new generator.");
const unknown = refuse("NOT_FOUND", "No person has this id.");

export async function endOwn(
  parts: AccessParts,
  own: ProvenOwn,
  credentialId: string,
  why: DataOf<typeof endOwnCredential>["why"],
): Promise<Answer> {
  const call = { commandId: randomUUID(), id: own.id, data: { credentialId, why } };
  const answer = await parts.handler.execute(endOwnCredential, call, own.session);
  await forgetEnded(parts, own.id);
  if (answer.outcome === "accepted" && why === "lost") {
    await endSessionsOf(parts, own.id, own.session.authentication.sessionId, own.session);
  }
  return answer;
}

/** What was shown is what is accepted: the digest says which statement that was. */
export async function acceptStatement(
  { handler }: AccessParts,
  own: ProvenOwn,
  digest: string,
): Promise<Answer | Refusal> {
  const { statement } = await accessControlNow(handler);
  if (statement?.digest !== digest) {
    return refuse("RECORD_CHANGED_SINCE_VIEW", "Another statement is in force by now.");
  }
  if (createHash("sha256").update(statement.text).digest("hex") !== digest) {
    return refuse("RECORD_CHANGED_SINCE_VIEW", "The digest is not that of the statement's text.");
  }
  const data = { statementVersion: statement.version, digest };
  const call = { commandId: randomUUID(), id: own.id, data };
  return handler.execute(acceptAccountability, call, own.session);
}

export async function set(
  parts: AccessParts,
  own: ProvenOwn,
  credential: DataOf<typeof setCredential>,
): Promise<Answer> {
  const call = { commandId: randomUUID(), id: own.id, data: credential };
  const answer = await parts.handler.execute(setCredential, call, own.session);
  await forgetEnded(parts, own.id);
  return answer;
}
