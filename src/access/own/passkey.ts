// Passkeys that a person sets for themselves.
import { randomUUID } from "node:crypto";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { Answer } from "../../eventstore/handler/handle.ts";
import { registrationOptions, verifyRegistration } from "../credential/passkey.ts";
import { newToken } from "../credential/token.ts";
import { type AccessParts, sealedFor } from "../parts.ts";
import { passkeyIdentifier } from "../person/find.ts";
import {
  noAddress,
  type Offer,
  type PasskeyShown,
  passkeysOf,
  takenChallenge,
  unlessRefused,
} from "../proof/passkey.ts";
import { createChallengeStore } from "../session/challenge-store.ts";
import { accessControlNow, personNow } from "../standing.ts";
import { set } from "./credential.ts";
import type { ProvenOwn } from "./own.ts";

export async function offerPasskey(parts: AccessParts, own: ProvenOwn): Promise<Offer | Refusal> {
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
  own: ProvenOwn,
  { token, answer, label }: PasskeyShown & { readonly label: string },
): Promise<Answer | Refusal> {
  const { relyingParty, handler } = parts;
  const challenge = await takenChallenge(parts, "passkeySetting", token, own.id);
  if (!relyingParty || challenge === undefined) return failed;
  const passkey = await unlessRefused(() =>
    verifyRegistration(answer, { relyingParty, challenge }),
  );
  if (!passkey) return failed;
  const { deviceBound } = passkey;
  // Nobody would be let in by it.
  const { policy } = await accessControlNow(handler);
  if (policy.deviceBoundOnly && !deviceBound) return roaming;
  const credentialId = randomUUID();
  const material = await sealedFor(parts, "passkey", credentialId, JSON.stringify(passkey));
  const found = passkeyIdentifier(passkey.credentialId);
  return set(parts, own, { credentialId, kind: "passkey", label, material, deviceBound, found });
}

const failed = refuse("LOG_IN_FAILED", "The passkey is not right.");
const roaming = refuse("PASSKEY_NOT_DEVICE_BOUND", "This passkey can leave its device.");
