// Passkeys: Web Authentication, W3C Level 3, over @simplewebauthn/server. The person is always
// verified by the authenticator (PIN, finger, face), so that a passkey alone is two factors:
// draft EU GMP Annex 11, 11.3; 21 CFR 11.300(c).
// The library is loaded at the first use; it costs a third of a second.
import { Buffer } from "node:buffer";
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { AccessFault } from "./fault.ts";
import { isAssertion, isAttested, isFramed, isRegistration } from "./passkey-answer.ts";

/** Whom a passkey belongs to, from the browser's side. */
export interface RelyingParty {
  /** A host name without port; a passkey is good for it and nothing else. */
  readonly rpId: string;
  readonly rpName: string;
  /** `https://host[:port]` of the pages that may ask. */
  readonly origins: readonly string[];
}

/** What is kept of a passkey; nothing of it is secret. */
export interface Passkey {
  readonly credentialId: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  /** False when it is copied between a person's devices, out of this site's sight. */
  readonly deviceBound: boolean;
  /** The model of the authenticator, as it says itself: it is not attested. */
  readonly aaguid: string;
}

export interface PasskeyUse {
  readonly credentialId: string;
  /** To be judged by `isCounterFresh`, and kept. */
  readonly counter: number;
  readonly userVerified: true;
}

export type KnownPasskey = Pick<Passkey, "credentialId" | "transports">;

export interface RegistrationRequest {
  readonly relyingParty: RelyingParty;
  /** 32 bytes in base64url, by chance, made and remembered by the caller, good for one answer. */
  readonly challenge: string;
  /** At most 64 bytes of UTF-8; it is kept in the authenticator and names no person. */
  readonly userId: string;
  readonly username: string;
  readonly printedName: string;
  /** Those that the person has already. */
  readonly known: readonly KnownPasskey[];
}

/** What `navigator.credentials.create` is given, as JSON. */
export async function registrationOptions(
  request: RegistrationRequest,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await import("@simplewebauthn/server");
  return generateRegistrationOptions({
    rpID: request.relyingParty.rpId,
    rpName: request.relyingParty.rpName,
    challenge: challengeBytes(request.challenge),
    userID: new TextEncoder().encode(request.userId),
    userName: request.username,
    userDisplayName: request.printedName,
    excludeCredentials: request.known.map(descriptor),
    attestationType: "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: [...algorithms],
    timeout: patience_ms,
  });
}

export interface Expectation {
  readonly relyingParty: RelyingParty;
  readonly challenge: string;
}

/** `answer` is what the browser sent, unchecked. Throws PASSKEY_REFUSED. */
export async function verifyRegistration(
  answer: unknown,
  { relyingParty, challenge }: Expectation,
): Promise<Passkey> {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  return refusing(async () => {
    challengeBytes(challenge);
    if (!isRegistration(answer)) throw new Error("It is no registration.");
    if (isFramed(answer)) throw new Error("It was made inside a page of another site.");
    if (await isAttested(answer)) throw new Error("It brings certificates that nobody asked for.");
    const { registrationInfo: info } = await verifyRegistrationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: [...relyingParty.origins],
      expectedRPID: relyingParty.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...algorithms],
    });
    if (!info?.userVerified) throw new Error("The registration does not verify.");
    return {
      credentialId: info.credential.id,
      publicKey: Buffer.from(info.credential.publicKey).toString("base64url"),
      counter: info.credential.counter,
      transports: transportsIn(info.credential.transports),
      deviceBound: info.credentialDeviceType === "singleDevice",
      aaguid: info.aaguid,
    };
  });
}

export interface AssertionRequest {
  readonly relyingParty: RelyingParty;
  /** 32 bytes in base64url: by chance, or the SHA-256 of what is being signed and by chance. */
  readonly challenge: string;
  /** Empty when the browser is to offer what it has, before anybody said who they are. */
  readonly known: readonly KnownPasskey[];
}

/** What `navigator.credentials.get` is given, as JSON. */
export async function assertionOptions({
  relyingParty,
  challenge,
  known,
}: AssertionRequest): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await import("@simplewebauthn/server");
  return generateAuthenticationOptions({
    rpID: relyingParty.rpId,
    challenge: challengeBytes(challenge),
    allowCredentials: known.map(descriptor),
    userVerification: "required",
    timeout: patience_ms,
  });
}

/**
 * `passkey` is the one kept under the answer's `id`. Throws PASSKEY_REFUSED. A counter that does
 * not move is no refusal here: the caller records it, and locks the passkey.
 */
export async function verifyAssertion(
  answer: unknown,
  { relyingParty, challenge }: Expectation,
  passkey: Pick<Passkey, "credentialId" | "publicKey">,
): Promise<PasskeyUse> {
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  return refusing(async () => {
    challengeBytes(challenge);
    if (!isAssertion(answer)) throw new Error("It is no assertion.");
    if (isFramed(answer)) throw new Error("It was made inside a page of another site.");
    // The library verifies with the key that it is given, whatever the answer calls itself.
    if (answer.id !== passkey.credentialId) throw new Error("It is another passkey.");
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: [...relyingParty.origins],
      expectedRPID: relyingParty.rpId,
      requireUserVerification: true,
      // With 0 the library leaves the counter to us.
      credential: { id: passkey.credentialId, publicKey: bytesOf(passkey.publicKey), counter: 0 },
    });
    if (!verified || !authenticationInfo.userVerified) throw new Error("It does not verify.");
    const { newCounter: counter } = authenticationInfo;
    return { credentialId: passkey.credentialId, counter, userVerified: true };
  });
}

/**
 * Web Authentication, 6.1.1 and 7.2 step 22: a counter that does not grow means that somebody has
 * a copy of the passkey. Authenticators without a counter always say 0.
 */
export const isCounterFresh = (kept: number, received: number): boolean =>
  received > kept || (received === 0 && kept === 0);

/** COSE: EdDSA, ES256, RS256. */
const algorithms = [-8, -7, -257] as const;
const patience_ms = 120_000;

/** An empty challenge, say of a row that is gone, must not pass for one. */
function challengeBytes(challenge: string): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(challenge);
  if (bytes.length !== 32 || Buffer.from(bytes).toString("base64url") !== challenge) {
    throw new RangeError("A challenge is 32 bytes in base64url.");
  }
  return bytes;
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text, "base64url"));

const descriptor = ({ credentialId, transports }: KnownPasskey) => ({
  id: credentialId,
  transports: [...transports],
});

/** The browser's word, to be handed back to it later: a few short names and no more. */
const transportsIn = (said: unknown): readonly string[] =>
  Array.isArray(said)
    ? said.filter((one) => typeof one === "string" && /^[a-z-]{1,20}$/.test(one)).slice(0, 8)
    : [];

/** Whatever the library finds, and whatever it trips over, is a refusal. */
async function refusing<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "It does not verify.";
    throw new AccessFault("PASSKEY_REFUSED", why, { cause });
  }
}
