// A passkey that is shown, before anybody said who they are or within a session: who that is, the
// log says.
import { z } from "zod";
import type { DataOf } from "../../domain/kernel/decider.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { logIn } from "../../domain/person/log-in/commands.ts";
import type { Person } from "../../domain/person/person.ts";
import { AccessFault } from "../credential/fault.ts";
import { assertionOptions, verifyAssertion } from "../credential/passkey.ts";
import { credentialIdOf } from "../credential/passkey-answer.ts";
import { newToken } from "../credential/token.ts";
import type { AccessParts } from "../parts.ts";
import { type Found, passkeyIdentifier, personOf } from "../person/find.ts";
import { createChallengeStore } from "../session/challenge-store.ts";
import { personNow } from "../standing.ts";
import type { Proven } from "./password.ts";

export interface Offer {
  /** Brought back with the answer. */
  readonly token: string;
  /** For `navigator.credentials`. */
  readonly options: object;
}

export interface PasskeyShown {
  readonly token: string;
  readonly answer: unknown;
}

export const noAddress = refuse(
  "PASSKEY_UNAVAILABLE",
  "The service has no address that passkeys are for.",
);

/** Without a person: to log in, and the browser offers what it has. */
export async function offerAssertion(
  parts: AccessParts,
  personId?: string,
): Promise<Offer | Refusal> {
  const { relyingParty, database, clock, handler } = parts;
  if (!relyingParty) return noAddress;
  const challenge = newToken();
  const one = personId === undefined ? undefined : await personNow(handler, personId);
  const known = one ? (await passkeysOf(parts, one)).map(({ kept }) => kept) : [];
  const options = await assertionOptions({ relyingParty, challenge, known });
  const purpose = personId === undefined ? "passkeyLogIn" : "passkeyProof";
  const challenges = createChallengeStore(database.kysely);
  const token = await challenges.make(purpose, { challenge }, clock.now(), personId);
  return { token, options };
}

type PasskeyProof = Extract<DataOf<typeof logIn>["proof"], { method: "passkey" }>;

/** Undefined: it answers nothing that was asked for this, or is nobody's. */
export async function provenPasskey(
  parts: AccessParts,
  { token, answer }: PasskeyShown,
  personId?: string,
): Promise<{ readonly found: Found; readonly proven: Proven<PasskeyProof> } | undefined> {
  const { relyingParty, handler } = parts;
  const purpose = personId === undefined ? "passkeyLogIn" : "passkeyProof";
  const challenge = await takenChallenge(parts, purpose, token, personId);
  const shown = credentialIdOf(answer);
  if (!relyingParty || challenge === undefined || shown === undefined) return undefined;
  const found = await personOf(handler, passkeyIdentifier(shown));
  if (!found || (personId !== undefined && found.id !== personId)) return undefined;
  const passkeys = await passkeysOf(parts, found.person);
  const one = passkeys.find(({ kept }) => kept.credentialId === shown);
  if (!one) return undefined;
  const use = await unlessRefused(() =>
    verifyAssertion(answer, { relyingParty, challenge }, one.kept),
  );
  if (!use) return { found, proven: { outcome: "wrong", why: "passkeyRefused" } };
  const proof = { method: "passkey", credentialId: one.id, signCount: use.counter } as const;
  return { found, proven: { outcome: "proven", proof } };
}

const Kept = z.object({
  credentialId: z.string(),
  publicKey: z.string(),
  transports: z.array(z.string()),
});
const Asked = z.object({ challenge: z.string() });

export async function passkeysOf(
  { seals }: AccessParts,
  { credentials }: Person,
): Promise<readonly { readonly id: string; readonly kept: z.output<typeof Kept> }[]> {
  const passkeys = [...credentials].filter(([, { kind }]) => kind === "passkey");
  const found = await Promise.all(
    passkeys.map(async ([id, { material }]) => {
      const text = await seals.unseal("passkey", material);
      return text === undefined ? [] : [{ id, kept: Kept.parse(JSON.parse(text)) }];
    }),
  );
  return found.flat();
}

export async function takenChallenge(
  { database, clock }: AccessParts,
  purpose: "passkeyLogIn" | "passkeyProof" | "passkeySetting",
  token: string,
  personId?: string,
): Promise<string | undefined> {
  const challenge = await createChallengeStore(database.kysely).take(purpose, token, clock.now());
  if (!challenge || challenge.personId !== personId) return undefined;
  return Asked.parse(challenge.content).challenge;
}

export async function unlessRefused<Result>(
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AccessFault && error.code === "PASSKEY_REFUSED") return undefined;
    throw error;
  }
}
