// Text encrypted under a key of its subject's own, which can be destroyed: then nobody reads it any
// more, whatever copies of the text there are. AES-256-GCM; the nonce is worked out from key and
// text, so that the same text comes out the same and no nonce serves two texts.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  timingSafeEqual,
} from "node:crypto";
import { openErasures } from "./erasures.ts";
import type { KeyProvider } from "./keys.ts";

export interface SealedText {
  /** Name of the key: `people/...`, `credentials/...`. */
  readonly key: string;
  /** base64url of nonce, cipher text and tag. */
  readonly cipher: string;
}

export interface Seals {
  /** `subject` is whose key it is; `use` is bound to the text: it can be read for nothing else. */
  seal(kind: string, subject: string, use: string, text: string): Promise<SealedText>;
  /** Undefined once the key is destroyed, and where it was not sealed for this use. */
  unseal(use: string, sealed: SealedText): Promise<string | undefined>;
  /** For ever: the key's name is remembered, and destroyed again wherever a copy brings it back. */
  destroy(keys: readonly string[]): Promise<void>;
}

/** The folder is DATA_DIR/keys. Destroys again what was destroyed before (GD-2; RT-5). */
export async function openSeals(keys: KeyProvider, folder: string): Promise<Seals> {
  const erasures = await openErasures(folder);
  for (const name of await erasures.all()) await keys.destroy(name);
  return {
    async seal(kind, subject, use, text) {
      const name = await nameOf(kind, subject, (one) => erasures.has(one));
      const key = await keys.getOrMake(name);
      return { key: name, cipher: encrypted(key, `${name} ${use}`, text) };
    },
    async unseal(use, { key: name, cipher }) {
      const key = await keys.get(name);
      return key && decrypted(key, `${name} ${use}`, cipher);
    },
    async destroy(names) {
      await erasures.add(names);
      for (const name of names) await keys.destroy(name);
    },
  };
}

/** A subject whose key was destroyed has the next one, never the same again. */
async function nameOf(
  kind: string,
  subject: string,
  isErased: (name: string) => Promise<boolean>,
): Promise<string> {
  for (let n = 0; ; n += 1) {
    const digest = createHash("sha256").update(`${kind} ${n} ${subject}`).digest("hex");
    const name = `${kind}/${digest.slice(0, 32)}`;
    if (!(await isErased(name))) return name;
  }
}

const nonceBytes = 12;
const tagBytes = 16;

function encrypted(key: Uint8Array, use: string, text: string): string {
  const nonce = createHmac("sha256", key)
    .update(`nonce ${use.length} ${use}${text}`)
    .digest()
    .subarray(0, nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(use));
  const bytes = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, bytes, cipher.getAuthTag()]).toString("base64url");
}

function decrypted(key: Uint8Array, use: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length < nonceBytes + tagBytes) return undefined;
  const nonce = bytes.subarray(0, nonceBytes);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce)
      .setAAD(Buffer.from(use))
      .setAuthTag(bytes.subarray(-tagBytes));
    const text = Buffer.concat([
      decipher.update(bytes.subarray(nonceBytes, -tagBytes)),
      decipher.final(),
    ]).toString("utf8");
    return timingSafeEqual(Buffer.from(encrypted(key, use, text)), Buffer.from(sealed))
      ? text
      : undefined;
  } catch {
    return undefined;
  }
}
