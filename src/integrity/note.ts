// C2SP signed-note: a text and the signatures of those who stand for it. Ed25519 (type 0x01) is
// what a log signs with; a witness signs type 0x04, with the time (C2SP tlog-cosignature).
import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { bytesOf } from "./base64.ts";
import { IntegrityFault } from "./fault.ts";

export type SignatureType = "ed25519" | "cosignature";

export interface Verifier {
  readonly name: string;
  readonly type: SignatureType;
  /** 32 bytes (RFC 8032). */
  readonly publicKey: Buffer;
}

export interface Signer extends Verifier {
  readonly privateKey: KeyObject;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Buffer;
  readonly bytes: Buffer;
}

export interface Note {
  /** With its last newline, which is signed too. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A signature that was found right; `at` is the witness's time in seconds since 1970. */
export interface Verified {
  readonly by: Verifier;
  readonly at?: number;
}

/** SHA-256 of name, newline, type and public key: the first four bytes. */
export const keyIdOf = ({ name, type, publicKey }: Verifier): Buffer =>
  createHash("sha256")
    .update(`${name}\n`)
    .update(Buffer.of(types[type]))
    .update(publicKey)
    .digest()
    .subarray(0, 4);

/** `name+hex of the key id+base64 of type and key`: how a public key is handed on. */
export const printKey = (verifier: Verifier): string => {
  const material = Buffer.concat([Buffer.of(types[verifier.type]), verifier.publicKey]);
  const id = keyIdOf(verifier).toString("hex");
  return `${verifier.name}+${id}+${material.toString("base64")}`;
};

/** Throws IntegrityFault KEY_MALFORMED. */
export function parseKey(text: string): Verifier {
  const [name = "", id, ...rest] = text.trim().split("+");
  const material = bytesOf(rest.join("+"));
  const type = material && typeOf.get(material[0] ?? 0);
  if (!isName(name) || !type || material?.length !== 33) throw malformedKey(text);
  const verifier = { name, type, publicKey: material.subarray(1) };
  if (keyIdOf(verifier).toString("hex") !== id) throw malformedKey(text);
  return verifier;
}

/** Throws IntegrityFault NOTE_MALFORMED where a text or a name cannot be signed. */
export function signNote(text: string, signer: Signer, at_s = 0): NoteSignature {
  if (!text.endsWith("\n") || hasControl(text)) {
    throw malformed("A text to be signed ends in a newline and has no other control characters.");
  }
  if (!isName(signer.name)) throw malformed(`No key has the name "${signer.name}".`);
  const signature = sign(null, messageOf(signer.type, text, at_s), signer.privateKey);
  const bytes = signer.type === "ed25519" ? signature : Buffer.concat([u64(at_s), signature]);
  return { name: signer.name, keyId: keyIdOf(signer), bytes };
}

export const printNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map(printSignature).join("")}`;

export const printSignature = ({ name, keyId, bytes }: NoteSignature): string =>
  `\u2014 ${name} ${Buffer.concat([keyId, bytes]).toString("base64")}\n`;

/** Throws IntegrityFault NOTE_MALFORMED. */
export function parseNote(note: string): Note {
  const middle = note.lastIndexOf("\n\n");
  if (middle < 0 || !note.endsWith("\n") || hasControl(note) || !note.isWellFormed()) {
    throw malformed("A signed note is a text, an empty line, and signatures, each on its line.");
  }
  const lines = note.slice(middle + 2, -1).split("\n");
  if (lines.length > signaturesMax) throw malformed(`More than ${signaturesMax} signatures.`);
  return { text: note.slice(0, middle + 1), signatures: lines.map(parseSignature) };
}

/** Throws IntegrityFault NOTE_MALFORMED. */
export function parseSignature(line: string): NoteSignature {
  const [dash, name = "", text = "", ...rest] = line.split(" ");
  const bytes = bytesOf(text);
  if (dash !== "\u2014" || !isName(name) || !bytes || bytes.length < 5 || rest.length > 0) {
    throw malformed(`This is no signature: ${line.slice(0, 80)}`);
  }
  return { name, keyId: bytes.subarray(0, 4), bytes: bytes.subarray(4) };
}

/**
 * Those of the known keys that signed. Signatures of unknown keys are passed over. Undefined where
 * one of a known key is wrong: then nothing of the note counts.
 */
export function verifyNote(
  { text, signatures }: Note,
  known: readonly Verifier[],
): readonly Verified[] | undefined {
  const verified: Verified[] = [];
  for (const { name, keyId, bytes } of signatures) {
    const by = known.find((one) => one.name === name && keyIdOf(one).equals(keyId));
    if (!by) continue;
    const found = verifiedBy(by, text, bytes);
    if (!found) return undefined;
    verified.push(found);
  }
  return verified;
}

function verifiedBy(by: Verifier, text: string, bytes: Buffer): Verified | undefined {
  const isTimed = by.type === "cosignature";
  if (bytes.length !== (isTimed ? 72 : 64)) return undefined;
  const at = isTimed ? Number(bytes.readBigUInt64BE()) : 0;
  const message = messageOf(by.type, text, at);
  if (!verify(null, message, keyObject(by.publicKey), bytes.subarray(-64))) return undefined;
  return isTimed ? { by, at } : { by };
}

const messageOf = (type: SignatureType, text: string, at_s: number): Buffer =>
  Buffer.from(type === "ed25519" ? text : `cosignature/v1\ntime ${at_s}\n${text}`);

/** The raw public key as node:crypto takes it: made once, for the many heads that it signed. */
function keyObject(publicKey: Buffer): KeyObject {
  const made = keyObjects.get(publicKey);
  if (made) return made;
  const key = { kty: "OKP", crv: "Ed25519", x: publicKey.toString("base64url") };
  const object = createPublicKey({ key, format: "jwk" });
  keyObjects.set(publicKey, object);
  return object;
}

const keyObjects = new WeakMap<Buffer, KeyObject>();

/** The 32 bytes of an Ed25519 key. Throws IntegrityFault KEY_MALFORMED for another kind of key. */
export function publicKeyOf(privateKey: KeyObject): Buffer {
  const { crv, x } = createPublicKey(privateKey).export({ format: "jwk" });
  if (crv !== "Ed25519" || x === undefined) throw malformedKey("a key of another kind");
  return Buffer.from(x, "base64url");
}

const types: Readonly<Record<SignatureType, number>> = { ed25519: 0x01, cosignature: 0x04 };
const typeOf = new Map(Object.entries(types).map(([name, byte]) => [byte, name as SignatureType]));

/** What a verifier must accept is 16; a note of a few hundred signatures is no note. */
const signaturesMax = 100;

const isName = (name: string): boolean => name !== "" && !/[\s\u0085+\p{Z}]/u.test(name);
// biome-ignore lint/suspicious/noControlCharactersInRegex: the specification forbids them.
const hasControl = (text: string): boolean => /[\u0000-\u0009\u000b-\u001f]/.test(text);

const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};

const malformed = (message: string) => new IntegrityFault("NOTE_MALFORMED", message);
const malformedKey = (text: string) =>
  new IntegrityFault("KEY_MALFORMED", `This is no public key of a log: ${text.slice(0, 80)}`);
