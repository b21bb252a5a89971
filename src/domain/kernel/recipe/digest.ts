// The digest of a value, computed within a decision, which takes nobody's word for it: SHA-256
// (FIPS 180-4) over RFC 8785 canonical JSON.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * Hexadecimal. The value is plain JSON without numbers beyond safe integers, as events hold it;
 * members that are undefined count as absent.
 */
export const digestOf = (value: unknown): string => textDigest(canonical(value));

/** Of a text as it is, in UTF-8: hexadecimal SHA-256. */
export const textDigest = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** RFC 8785, 3.2: members in the order of their UTF-16 code units, no white space. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(",")}}`;
}
