// Ids that are worked out, never drawn: the same command
// gives the same ids at every repetition (design, section 2).
import { hash } from "node:crypto";

/** UUIDv8 (RFC 9562, 5.8) of SHA-256 over the parts, each preceded by its length. */
export function derivedId(...parts: readonly string[]): string {
  const text = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join("");
  const bytes = hash("sha256", text, "buffer").subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  const groups = [0, 8, 12, 16, 20, 32].map((at, n, cuts) => hex.slice(cuts[n - 1] ?? 0, at));
  return groups.slice(1).join("-");
}

/** The id of the n-th event that a command appends to a stream. */
export const eventId = (commandId: string, stream: string, n: number): string =>
  derivedId(commandId, stream, String(n));
