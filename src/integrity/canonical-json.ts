// RFC 8785, JSON Canonicalization Scheme: one text for one value. Used only for digests of answers.
import { createHash } from "node:crypto";

/**
 * Members sorted by UTF-16 code units, no white space, numbers
 * and strings as ECMAScript writes them (RFC 8785, 3.2).
 * Throws on what JSON cannot hold: undefined, functions,
 * bigints, numbers that are not finite, lone surrogates.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw unfit(String(value));
  if (typeof value === "string" && !value.isWellFormed()) throw unfit("a lone surrogate");
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, member]) => `${canonicalJson(name)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  const text = typeof value === "bigint" ? undefined : JSON.stringify(value);
  if (text === undefined) throw unfit(typeof value);
  return text;
}

/** SHA-256 of the canonical text, hex. */
export const digestOf = (value: unknown): string =>
  createHash("sha256").update(canonicalJson(value)).digest("hex");

const unfit = (what: string) => new TypeError(`JSON cannot hold ${what}.`);
