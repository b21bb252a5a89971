// The first 256 bytes of a base: what the buffer is, how many of each it holds, of which log, and
// the digest of a snapshot.
//
//   0   8  "BPGENEA3"
//   8  24  int32, little-endian: nodes, edges, voids, with intervals (1) or without (0), asOf,
//          bytes of the log's id
//  64 128  id of the log, UTF-8
// 192  64  digest over the whole buffer with these 64 bytes zero; shorter ones are padded by zeros
import type { BaseCounts } from "./base.ts";

export const headerBytes = 256;
const magic = "BPGENEA3";
const logIdAt = 64;
const logIdBytesMax = 128;
const digestAt = 192;

export function writeHeader(buffer: SharedArrayBuffer, counts: BaseCounts): void {
  const { nodes, edges, voids, hasIntervals, asOf } = counts;
  new Uint8Array(buffer, 0, magic.length).set(new TextEncoder().encode(magic));
  wordsOf(buffer).set([nodes, edges, voids, hasIntervals ? 1 : 0, asOf]);
}

export function readHeader(buffer: SharedArrayBuffer): BaseCounts {
  const [nodes = 0, edges = 0, voids = 0, intervals, asOf = 0] = wordsOf(buffer);
  return { nodes, edges, voids, hasIntervals: intervals === 1, asOf };
}

export function isHeader(buffer: SharedArrayBuffer): boolean {
  if (buffer.byteLength < headerBytes) return false;
  return text(new Uint8Array(buffer, 0, magic.length)) === magic;
}

export function writeLogId(buffer: SharedArrayBuffer, logId: string): void {
  const bytes = new TextEncoder().encode(logId);
  if (bytes.length > logIdBytesMax) throw new RangeError("The log's id is over 128 bytes.");
  new Uint8Array(buffer, logIdAt, logIdBytesMax).fill(0).set(bytes);
  wordsOf(buffer)[5] = bytes.length;
}

export function readLogId(buffer: SharedArrayBuffer): string {
  const length = Math.min(Math.max(wordsOf(buffer)[5] ?? 0, 0), logIdBytesMax);
  return text(new Uint8Array(buffer, logIdAt, length));
}

/** The place of the digest, to read and to write. */
export const digestOf = (buffer: SharedArrayBuffer): Uint8Array =>
  new Uint8Array(buffer, digestAt, headerBytes - digestAt);

/** The header as it is digested, a copy. */
export function headerToDigest(buffer: SharedArrayBuffer): Uint8Array {
  return new Uint8Array(buffer, 0, headerBytes).slice().fill(0, digestAt);
}

const wordsOf = (buffer: SharedArrayBuffer): Int32Array => new Int32Array(buffer, 8, 6);

// A decoder takes no shared memory.
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes.slice());
