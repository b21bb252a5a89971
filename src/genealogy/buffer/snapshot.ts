// A sealed base as the bytes of a file, and back. The digest is
// handed in: this part computes, and knows no cryptography.
import { type Base, baseBytes, openBase } from "./base.ts";
import { digestOf, isHeader, readHeader, readLogId, writeLogId } from "./header.ts";

/** SHA-256 and the like: at most 64 bytes. */
export type Digest = (bytes: Uint8Array) => Uint8Array;

export type Opened =
  | { readonly base: Base; readonly logId: string }
  /** Not ours, or of another form; cut short; or with a byte that is not as it was written. */
  | { readonly unusable: "foreign" | "length" | "digest" };

/** The base's own bytes, not a copy; the buffer then names its log and holds its digest. */
export function snapshotOf({ buffer }: Base, logId: string, digest: Digest): Uint8Array {
  writeLogId(buffer, logId);
  const bytes = new Uint8Array(buffer);
  const place = digestOf(buffer).fill(0);
  place.set(digest(bytes));
  return bytes;
}

/** Of a buffer that the file was read into. */
export function openSnapshot(buffer: SharedArrayBuffer, digest: Digest): Opened {
  if (!isHeader(buffer)) return { unusable: "foreign" };
  const counts = readHeader(buffer);
  const isCounted = Math.min(counts.nodes, counts.edges, counts.voids) >= 0;
  if (!isCounted || buffer.byteLength !== baseBytes(counts)) return { unusable: "length" };
  if (!isAsWritten(buffer, digest)) return { unusable: "digest" };
  return { base: openBase(buffer), logId: readLogId(buffer) };
}

function isAsWritten(buffer: SharedArrayBuffer, digest: Digest): boolean {
  const place = digestOf(buffer);
  const written = place.slice();
  place.fill(0);
  const found = digest(new Uint8Array(buffer));
  place.set(written);
  return written.every((byte, at) => byte === (found[at] ?? 0));
}
