// The PHC string format, as far as argon2id uses it:
// $argon2id$v=19$m=65536,t=3,p=1$<salt>$<hash>, base64 without padding.
// https://github.com/P-H-C/phc-string-format
import { Buffer } from "node:buffer";
import { AccessFault } from "../fault.ts";

export interface Argon2Work {
  readonly memory_KiB: number;
  readonly passes: number;
  readonly parallelism: number;
}

export interface PhcString extends Argon2Work {
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

export function printPhc({ memory_KiB, passes, parallelism, salt, hash }: PhcString): string {
  const work = `m=${memory_KiB},t=${passes},p=${parallelism}`;
  return `$argon2id$v=19$${work}$${base64(salt)}$${base64(hash)}`;
}

/**
 * Throws CREDENTIAL_UNREADABLE. It is refused here, before any work is done, when it asks for more
 * memory or time than this program would ever have asked for: a row that somebody planted must not
 * be able to stop the service.
 */
export function parsePhc(text: string): PhcString {
  const groups = text.length <= lengthMax ? form.exec(text)?.groups : undefined;
  if (!groups) throw unreadable("It is no PHC string of argon2id, version 19.");
  const { m, t, p, salt = "", hash = "" } = groups;
  const work = { memory_KiB: Number(m), passes: Number(t), parallelism: Number(p) };
  if (!isWorkBearable(work)) throw unreadable("It asks for work out of bounds.");
  return {
    ...work,
    salt: bytesOf(salt, saltBytes),
    hash: bytesOf(hash, hashBytes),
  };
}

/** RFC 9106, 3.1, and an upper bound that a small server can bear. */
export function isWorkBearable({ memory_KiB, passes, parallelism }: Argon2Work): boolean {
  return (
    isWithin(parallelism, 1, 8) &&
    isWithin(passes, 1, 16) &&
    isWithin(memory_KiB, 8 * parallelism, 512 * 1024) &&
    memory_KiB * passes <= 2 * 1024 * 1024
  );
}

const lengthMax = 256;
const number = "0|[1-9][0-9]{0,9}";
const form = new RegExp(
  `^\\$argon2id\\$v=19\\$m=(?<m>${number}),t=(?<t>${number}),p=(?<p>${number})` +
    "\\$(?<salt>[A-Za-z0-9+/]+)\\$(?<hash>[A-Za-z0-9+/]+)$",
);
const saltBytes = { min: 8, max: 64 };
const hashBytes = { min: 16, max: 64 };

const isWithin = (value: number, min: number, max: number): boolean =>
  Number.isSafeInteger(value) && value >= min && value <= max;

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString("base64").replaceAll("=", "");

function bytesOf(text: string, { min, max }: { min: number; max: number }): Uint8Array {
  const bytes = Buffer.from(text, "base64");
  // One value has one spelling.
  if (base64(bytes) !== text || !isWithin(bytes.length, min, max)) {
    throw unreadable("Its salt or its hash is malformed.");
  }
  return new Uint8Array(bytes);
}

const unreadable = (why: string) => new AccessFault("CREDENTIAL_UNREADABLE", why);
