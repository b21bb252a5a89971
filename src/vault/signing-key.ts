// The kinds of keys that sign: Ed25519 for checkpoints, P-256 or RSA for what PDF readers verify.
import { createPrivateKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { VaultFault } from "./fault.ts";

export type SigningKeyKind = "ed25519" | "p256" | "rsa3072";

/** A new private key as PKCS #8 PEM. */
export async function makeSigningKey(kind: SigningKeyKind): Promise<Buffer> {
  const { privateKey } = await makers[kind]();
  return Buffer.from(privateKey.export({ type: "pkcs8", format: "pem" }));
}

/** Refuses a key that is there but of another kind than its user counts on. */
export function checkSigningKey(name: string, pem: string, kind: SigningKeyKind): void {
  const found = createPrivateKey(pem).asymmetricKeyType;
  if (found === types[kind]) return;
  throw new VaultFault(
    "KEY_KIND_MISMATCH",
    `The signing key "${name}" is of type ${found}, not ${types[kind]}. Give the new key a name ` +
      "of its own, so that what the old one signed can still be verified.",
  );
}

const generate = promisify(generateKeyPair);

const makers: Record<SigningKeyKind, () => Promise<{ privateKey: KeyObject }>> = {
  ed25519: () => generate("ed25519"),
  p256: () => generate("ec", { namedCurve: "P-256" }),
  rsa3072: () => generate("rsa", { modulusLength: 3072 }),
};

const types: Record<SigningKeyKind, string> = { ed25519: "ed25519", p256: "ec", rsa3072: "rsa" };
