// Passkeys of people: set by their owner, shown at log-in. The browser offers what it has; who that
// is, the log says.
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { isRefusal, type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { Person } from "../../domain/person/person.ts";
import type { Answer } from "../../eventstore/handler/handle.ts";
import { AccessFault } from "../credential/fault.ts";
import {
  assertionOptions,
  registrationOptions,
  verifyAssertion,
  verifyRegistration,
} from "../credential/passkey.ts";
import { credentialIdOf } from "../credential/passkey-answer.ts";
import { newToken } from "../credential/token.ts";
import { type AccessParts, sealedFor } from "../parts.ts";
import { createChallengeStore } from "../session/challenge-store.ts";
import { type From, fail, type LogInAnswer, logInProven } from "../session/log-in.ts";
import { personNow } from "../standing.ts";
import { passkeyIdentifier, personOf } from "./find.ts";
import { type Own, set } from "./own-credential.ts";

const Kept = z.object({
  credentialId: z.string(),
  publicKey: z.string(),
  transports: z.array(z.string()),
});
type Kept = z.output<typeof Kept>;
const Asked = z.object({ challenge: z.string() });

const noAddress = refuse(
  "PASSKEY_UNAVAILABLE",
  "The service has no address that passkeys are for.",
);
const failed = refuse("LOG_IN_FAILED", "The passkey is not right.");

export interface Offer {
  /** Brought back with the answer. */
  readonly token: string;
  /** For `navigator.credentials`. */
  readonly options: object;
}

export async function offerPasskey(parts: AccessParts, own: Own): Promise<Offer | Refusal> {
  const { relyingParty, database, clock, handler } = parts;
  const one = await personNow(handler, own.id);
  if (!relyingParty || !one) return noAddress;
  const challenge = newToken();
  const options = await registrationOptions({
    relyingParty,
    challenge,
    // An authenticator keeps it: it names nobody.
    userId: own.id.slice(0, 64),
    username: one.enrolled.username,
    printedName: one.printedName,
    known: (await passkeysOf(parts, one)).map(({ kept }) => kept),
  });
  const challenges = createChallengeStore(database.kysely);
  const token = await challenges.make("passkeySetting", { challenge }, clock.now(), own.id);
  return { token, options };
}

export async function setPasskey(
  parts: AccessParts,
  own: Own,
  {
    token,
    answer,
    label,
  }: { readonly token: string; readonly answer: unknown; readonly label: string },
): Promise<Answer | Refusal> {
  const { relyingParty } = parts;
  const challenge = await taken(parts, "passkeySetting", token, own.id);
  if (!relyingParty || challenge === undefined) return failed;
  const passkey = await refusing(() => verifyRegistration(answer, { relyingParty, challenge }));
  if (isRefusal(passkey)) return passkey;
  const credentialId = randomUUID();
  const material = await sealedFor(parts, "passkey", credentialId, JSON.stringify(passkey));
  const { deviceBound } = passkey;
  const found = passkeyIdentifier(passkey.credentialId);
  return set(parts, own, { credentialId, kind: "passkey", label, material, deviceBound, found });
}

/** Before anybody said who they are. */
export async function offerLogIn(parts: AccessParts): Promise<Offer | Refusal> {
  const { relyingParty, database, clock } = parts;
  if (!relyingParty) return noAddress;
  const challenge = newToken();
  const options = await assertionOptions({ relyingParty, challenge, known: [] });
  const challenges = createChallengeStore(database.kysely);
  const token = await challenges.make("passkeyLogIn", { challenge }, clock.now());
  return { token, options };
}

export async function logInByPasskey(
  parts: AccessParts,
  { token, answer }: { readonly token: string; readonly answer: unknown },
  from: From,
): Promise<LogInAnswer> {
  const { relyingParty, handler } = parts;
  const challenge = await taken(parts, "passkeyLogIn", token);
  const shown = credentialIdOf(answer);
  if (!relyingParty || challenge === undefined || shown === undefined) return refused(failed);
  const found = await personOf(handler, passkeyIdentifier(shown));
  if (!found) return refused(failed);
  const passkeys = await passkeysOf(parts, found.person);
  const one = passkeys.find(({ kept }) => kept.credentialId === shown);
  if (!one) return refused(failed);
  const use = await refusing(() => verifyAssertion(answer, { relyingParty, challenge }, one.kept));
  if (isRefusal(use)) return fail(parts, found, "passkeyRefused", from);
  const proof = { method: "passkey", credentialId: one.id, signCount: use.counter } as const;
  return logInProven(parts, found, proof, from);
}

const refused = (refusal: Refusal): LogInAnswer => ({ outcome: "refused", refusal });

async function passkeysOf(
  { seals }: AccessParts,
  { credentials }: Person,
): Promise<readonly { readonly id: string; readonly kept: Kept }[]> {
  const passkeys = [...credentials].filter(([, { kind }]) => kind === "passkey");
  const found = await Promise.all(
    passkeys.map(async ([id, { material }]) => {
      const text = await seals.unseal("passkey", material);
      return text === undefined ? [] : [{ id, kept: Kept.parse(JSON.parse(text)) }];
    }),
  );
  return found.flat();
}

async function taken(
  { database, clock }: AccessParts,
  purpose: "passkeyLogIn" | "passkeySetting",
  token: string,
  personId?: string,
): Promise<string | undefined> {
  const challenge = await createChallengeStore(database.kysely).take(purpose, token, clock.now());
  if (!challenge || challenge.personId !== personId) return undefined;
  return Asked.parse(challenge.content).challenge;
}

async function refusing<Result>(work: () => Promise<Result>): Promise<Result | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AccessFault && error.code === "PASSKEY_REFUSED") return failed;
    throw error;
  }
}
