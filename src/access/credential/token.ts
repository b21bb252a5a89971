// Secrets that the program makes itself: tokens of sessions, API keys, codes read out to a person.
// Tokens and keys have 256 bits of chance, so that a plain SHA-256 of them may be kept.
import { Buffer } from "node:buffer";
import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

/** 256 bits, base64url. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** In hex: what is kept of a token, or of the secret of an API key. */
export const sha256OfToken = (token: string): string =>
  createHash("sha256").update(token, "utf8").digest("hex");

/** In a time that says nothing about where they differ. */
export function isTokenOf(token: string, sha256: string): boolean {
  const kept = Buffer.from(sha256, "hex");
  const given = Buffer.from(sha256OfToken(token), "hex");
  return kept.length === given.length && timingSafeEqual(kept, given);
}

export interface ApiKey {
  /** Not secret: it finds the row, and stands in lists and logs. */
  readonly keyId: string;
  readonly secret: string;
}

/** `sha256OfToken(secret)` is kept; the text is shown once. */
export const newApiKey = (): ApiKey => ({
  keyId: randomBytes(8).toString("hex"),
  secret: newToken(),
});

/** `bp_<keyId>_<secret>`, so that one that leaked is found by a scanner. */
export const printApiKey = ({ keyId, secret }: ApiKey): string => `bp_${keyId}_${secret}`;

/** Undefined when it has not the form of one. */
export function parseApiKey(text: string): ApiKey | undefined {
  if (text.length !== apiKeyLength) return undefined;
  const { keyId, secret } =
    /^bp_(?<keyId>[0-9a-f]{16})_(?<secret>[\w-]{43})$/.exec(text)?.groups ?? {};
  return keyId && secret ? { keyId, secret } : undefined;
}

const apiKeyLength = "bp_".length + 16 + "_".length + 43;

/**
 * Ten digits in two groups, to be read out or written down. Only 33 bits: the caller lets it
 * live briefly, counts attempts, and keeps it as it keeps passwords.
 */
export function newCode(): string {
  const digits = String(randomInt(10 ** 10)).padStart(10, "0");
  return `${digits.slice(0, 5)} ${digits.slice(5)}`;
}

/** Without what people type between the digits; undefined when it is no code. */
export function digitsOfCode(text: string): string | undefined {
  if (text.length > 40) return undefined;
  const digits = text.replace(/[\s-]/gu, "");
  return /^[0-9]{10}$/.test(digits) ? digits : undefined;
}

/** In a time that says nothing about where they differ. */
export function isSameCode(given: string, expected: string): boolean {
  const one = digitsOfCode(given);
  const other = digitsOfCode(expected);
  if (one === undefined || other === undefined) return false;
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
