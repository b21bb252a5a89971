// The entry of an event: what is hashed, signed with the
// instance's key, and put into the tree (design, section 4).
import { timingSafeEqual } from "node:crypto";
import { Hmac, sha256 } from "./sha256.ts";

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
export const entryBytes = (parts: EntryParts): Buffer => Buffer.from(entryIn(laidOut(parts)));

// Entries are laid out in it one after the other: memory for each of them would cost more than
// hashing it.
let table = Buffer.alloc(64 * 1024);

/** A view of the table, good until the next entry: what a mac over it needs before it, and it. */
function laidOut({ stream, revision, id, type, contentType, data, metadata }: EntryParts): Buffer {
  // A UTF-16 unit takes three bytes at most.
  const texts = 3 * (stream.length + type.length + contentType.length);
  const sizeMax = Hmac.room + 6 * 4 + label.length + texts + 24 + data.length + metadata.length;
  if (sizeMax > table.length) table = Buffer.alloc(2 * sizeMax);
  let at = put(label, Hmac.room);
  at = putText(stream, at);
  table.writeUInt32BE(Math.floor(revision / 2 ** 32), at);
  table.writeUInt32BE(revision % 2 ** 32, at + 4);
  const written = table.write(id.replaceAll("-", ""), at + 8, 16, "hex");
  table.fill(0, at + 8 + written, at + 24);
  at = putText(type, at + 24);
  at = putText(contentType, at);
  at = put(data, at);
  return table.subarray(0, put(metadata, at));
}

const entryIn = (laid: Buffer): Buffer => laid.subarray(Hmac.room);

function put(part: Uint8Array, at: number): number {
  table.writeUInt32BE(part.length, at);
  table.set(part, at + 4);
  return at + 4 + part.length;
}

function putText(text: string, at: number): number {
  const length = table.write(text, at + 4);
  table.writeUInt32BE(length, at);
  return at + 4 + length;
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
export const entryHash = (parts: EntryParts): Buffer => sha256(entryIn(laidOut(parts)));

/**
 * HMAC-SHA-256 over the entry with the metadata bytes as
 * written before the `mac` member; base64url.
 */
export const macOf = (parts: EntryParts, key: Uint8Array): string =>
  hmacWith(key).over(laidOut(parts)).toString("base64url");

const hmacs = new WeakMap<Uint8Array, Hmac>();

/** Set up once for each key. */
function hmacWith(key: Uint8Array): Hmac {
  const known = hmacs.get(key);
  if (known) return known;
  const hmac = new Hmac(key);
  hmacs.set(key, hmac);
  return hmac;
}

export function isMacOf(mac: string, parts: EntryParts, key: Uint8Array): boolean {
  return isSame(macOf(parts, key), mac);
}

function isSame(wanted: string, given: string): boolean {
  const [one, other] = [Buffer.from(wanted), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** How far from the end the member may begin. */
const macTail = 80;
const macMember = /,"mac":"([A-Za-z0-9_-]+)"\}$/;

/**
 * Metadata text cut before its `mac` member, and the mac; undefined when it does not end in one.
 */
export function splitMac(metadata: string): { unsigned: string; mac: string } | undefined {
  const match = macMember.exec(metadata.slice(-macTail));
  if (!match?.[1]) return undefined;
  return { unsigned: metadata.slice(0, metadata.length - match[0].length), mac: match[1] };
}

/**
 * The hash of an entry as it is stored, and whether its metadata ends in the mac that is over what
 * stands before it. One pass over the bytes, whatever they hold.
 */
export function checkEntry(
  parts: EntryParts,
  key: Uint8Array,
): { readonly entry: Buffer; readonly isOurs: boolean } {
  const bytes = laidOut(parts);
  const entry = sha256(entryIn(bytes));
  const tail = bytes.toString("latin1", Math.max(bytes.length - macTail, 0));
  const match = macMember.exec(tail);
  const size = parts.metadata.length - (match?.[0].length ?? 0);
  if (!match?.[1] || size < 0) return { entry, isOurs: false };
  // The entry that the mac is over ends before the mac, and says so.
  bytes.writeUInt32BE(size, bytes.length - parts.metadata.length - 4);
  const unsigned = bytes.subarray(0, bytes.length - match[0].length);
  const wanted = hmacWith(key).over(unsigned).toString("base64url");
  return { entry, isOurs: isSame(wanted, match[1]) };
}
