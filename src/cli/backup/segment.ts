// A part of the log as bytes: entries in the order of the log, each with its length before it as a
// big-endian u32. An entry holds all that is stored of an event.
import { type EntryParts, entryBytes, parseEntry } from "../../integrity/entry.ts";
import { malformed } from "./manifest.ts";

/** A segment is read into memory whole. */
export const segmentBytesMax = 32_000_000;

export function framed(parts: EntryParts): Buffer {
  const entry = entryBytes(parts);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(entry.length);
  return Buffer.concat([length, entry]);
}

/** Throws BACKUP_MALFORMED where something else stands in it. */
export function* entriesIn(segment: Buffer): Generator<EntryParts> {
  for (let at = 0; at < segment.length; ) {
    const end = at + 4 <= segment.length ? at + 4 + segment.readUInt32BE(at) : Number.NaN;
    const parts = end <= segment.length ? parseEntry(segment.subarray(at + 4, end)) : undefined;
    if (!parts) throw malformed("log");
    yield parts;
    at = end;
  }
}
