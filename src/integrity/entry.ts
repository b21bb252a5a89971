// The entry of an event: what is hashed, signed with the
// instance's key, and put into the tree (design, section 4).
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** The event as the store holds it: exact bytes, before any upcasting. */
export interface EntryParts {
  readonly stream: string;
  readonly revision: number;
  /** A UUID as text. */
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

const label = Buffer.from("batchproof-event/v1");

/**
 * The bytes of an entry: the label, then stream, revision
 * (u64), id (16 bytes), type, content type, data, metadata.
 * Texts are UTF-8. Every part of varying length is preceded by its length as a big-endian u32.
 */
export function entryBytes(parts: EntryParts): Buffer {
  const stream = Buffer.from(parts.stream);
  const type = Buffer.from(parts.type);
  const contentType = Buffer.from(parts.contentType);
  const varying = [label, stream, type, contentType, parts.data, parts.metadata];
  const size = varying.reduce((sum, part) => sum + 4 + part.length, 8 + 16);
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  const put = (part: Uint8Array) => {
    bytes.writeUInt32BE(part.length, at);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  };
  put(label);
  put(stream);
  bytes.writeBigUInt64BE(BigInt(parts.revision), at);
  bytes.write(parts.id.replaceAll("-", ""), at + 8, 16, "hex");
  at += 24;
  put(type);
  put(contentType);
  put(parts.data);
  put(parts.metadata);
  return bytes;
}

/** From `entryBytes` back to what they were made of; undefined where they are none. */
export function parseEntry(bytes: Buffer): EntryParts | undefined {
  let at = 0;
  const take = (size: number): Buffer => {
    at += size;
    return bytes.subarray(at - size, at);
  };
  const part = (): Buffer => (at + 4 <= bytes.length ? take(take(4).readUInt32BE()) : take(0));
  if (!part().equals(label)) return undefined;
  const stream = part().toString();
  if (at + 24 > bytes.length) return undefined;
  const revision = Number(take(8).readBigUInt64BE());
  if (!Number.isSafeInteger(revision)) return undefined;
  const hex = take(16).toString("hex");
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  const [type, contentType] = [part().toString(), part().toString()];
  const parts = { stream, revision, id, type, contentType, data: part(), metadata: part() };
  // What is said twice, or left over, would make two texts of one entry.
  return entryBytes(parts).equals(bytes) ? parts : undefined;
}

/** SHA-256 of the entry: 32 bytes. */
export const entryHash = (parts: EntryParts): Buffer =>
  createHash("sha256").update(entryBytes(parts)).digest();

/**
 * HMAC-SHA-256 over the entry with the metadata bytes as
 * written before the `mac` member; base64url.
 */
export const macOf = (parts: EntryParts, key: Uint8Array): string =>
  createHmac("sha256", key).update(entryBytes(parts)).digest("base64url");

export function isMacOf(mac: string, parts: EntryParts, key: Uint8Array): boolean {
  const wanted = Buffer.from(macOf(parts, key));
  const given = Buffer.from(mac);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

const macMember = /,"mac":"([A-Za-z0-9_-]+)"\}$/;

/**
 * Metadata text cut before its `mac` member, and the mac; undefined when it does not end in one.
 */
export function splitMac(metadata: string): { unsigned: string; mac: string } | undefined {
  const match = macMember.exec(metadata.slice(-80));
  if (!match?.[1]) return undefined;
  return { unsigned: metadata.slice(0, metadata.length - match[0].length), mac: match[1] };
}
