// A sealed base as the bytes of a file, and back. The digest is
// handed in: this part computes, and knows no cryptography.
import { type Base, baseBytes, indexBase, openBase, snapshotBytes } from "./base.ts";
import { digestOf, isHeader, readHeader, readLogId, writeLogId } from "./header.ts";

/** SHA-256 and the like: at most 64 bytes. */
export type Digest = (bytes: Uint8Array) => Uint8Array;

export type Opened =
  | { readonly base: Base; readonly logId: string }
  /** Not ours, or of another form; cut short; or with a byte that is not as it was written. */
  | { readonly unusable: "foreign" | "length" | "digest" };

/** The base's own bytes, not a copy; the buffer then names its log and holds its digest. */
export function snapshotOf(base: Base, logId: string, digest: Digest): Uint8Array {
  const { buffer } = base;
  writeLogId(buffer, logId);
  const bytes = new Uint8Array(buffer, 0, snapshotBytes(base));
  const place = digestOf(buffer).fill(0);
  place.set(digest(bytes));
  return bytes;
}

/**
 * Room for the base of a file of that length, which begins with these bytes: the file's go to its
 * beginning.
 */
export function roomFor(
  header: SharedArrayBuffer,
  length: number,
): SharedArrayBuffer | "foreign" | "length" {
  if (!isHeader(header)) return "foreign";
  const counts = readHeader(header);
  const isCounted = Math.min(counts.nodes, counts.edges, counts.voids) >= 0;
  if (!isCounted || length !== snapshotBytes(counts)) return "length";
  return new SharedArrayBuffer(baseBytes(counts));
}

/** Of such room into which the file was read. */
export function openSnapshot(buffer: SharedArrayBuffer, digest: Digest): Opened {
  if (!isHeader(buffer)) return { unusable: "foreign" };
  const counts = readHeader(buffer);
  if (buffer.byteLength !== baseBytes(counts)) return { unusable: "length" };
  if (!isAsWritten(buffer, snapshotBytes(counts), digest)) return { unusable: "digest" };
  const base = openBase(buffer);
  indexBase(base);
  return { base, logId: readLogId(buffer) };
}

function isAsWritten(buffer: SharedArrayBuffer, length: number, digest: Digest): boolean {
  const place = digestOf(buffer);
  const written = place.slice();
  place.fill(0);
  const found = digest(new Uint8Array(buffer, 0, length));
  place.set(written);
  return written.every((byte, at) => byte === (found[at] ?? 0));
}
