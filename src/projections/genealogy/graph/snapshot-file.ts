// The file that a graph is read from at the next start. Derived: whatever is wrong with it, it is
// left aside, and made anew from the edge table.
import { createHash } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Base, snapshotBytes } from "../../../genealogy/buffer/base.ts";
import { headerBytes, headerToDigest, writeLogId } from "../../../genealogy/buffer/header.ts";
import { openSnapshot, roomFor, snapshotOf } from "../../../genealogy/buffer/snapshot.ts";
import { isCode, sweepDrafts, writeWhole } from "../../../vault/draft.ts";
import type { Moment } from "./moment.ts";

export type FromFile =
  | { readonly base: Base }
  | { readonly unusable: "foreign" | "length" | "digest" | Unusable };

type Unusable = "absent" | "unreadable" | "tooLarge" | "otherModel" | "ahead";

/** Whole under its name, or not there at all. */
export async function writeSnapshot(file: string, base: Base, model: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await sweepDrafts(dirname(file));
  writeLogId(base.buffer, model);
  const bytes = new Uint8Array(base.buffer, headerBytes, snapshotBytes(base) - headerBytes);
  const hash = createHash("sha256").update(headerToDigest(base.buffer));
  // Piece by piece: whoever writes it goes on with the graph meanwhile.
  for (let from = 0; from < bytes.length; from += hashedBytes) {
    hash.update(bytes.subarray(from, from + hashedBytes));
    await setImmediate();
  }
  const digest = hash.digest();
  await writeWhole(
    file,
    snapshotOf(base, model, () => digest),
  );
}

const hashedBytes = 4 * 1024 * 1024;

/** Of this making of the read model, and not ahead of it: what came since is added. */
export async function readSnapshot(
  file: string,
  { model, asOf }: Moment,
  bytesMax: number,
): Promise<FromFile> {
  const found = await sharedBytes(file, bytesMax);
  if (typeof found === "string") return { unusable: found };
  const opened = openSnapshot(found.buffer, () => found.digest);
  if ("unusable" in opened) return opened;
  if (opened.logId !== model) return { unusable: "otherModel" };
  return opened.base.asOf > asOf ? { unusable: "ahead" } : { base: opened.base };
}

interface Digested {
  readonly buffer: SharedArrayBuffer;
  readonly digest: Uint8Array;
}

const pieceBytes = 16 * 1024 * 1024;

/** One piece is digested while the next is read, straight to where it stays. */
async function sharedBytes(
  file: string,
  bytesMax: number,
): Promise<Digested | Unusable | "foreign" | "length"> {
  try {
    await using handle = await open(file, "r");
    const { size } = await handle.stat();
    if (size > bytesMax) return "tooLarge";
    if (size < headerBytes) return "foreign";
    const header = new Uint8Array(new SharedArrayBuffer(headerBytes));
    if ((await handle.read(header, 0, headerBytes, 0)).bytesRead < headerBytes) return "unreadable";
    const room = roomFor(header.buffer, size);
    if (typeof room === "string") return room;
    const bytes = new Uint8Array(room);
    bytes.set(header);
    const read = async (from: number, length: number): Promise<number> =>
      from + (await handle.read(bytes, from, Math.min(length, size - from), from)).bytesRead;
    const hash = createHash("sha256").update(headerToDigest(room));
    let next = read(headerBytes, pieceBytes);
    for (let from = headerBytes; from < size; ) {
      const to = await next;
      if (to === from) return "unreadable";
      if (to < size) next = read(to, pieceBytes);
      hash.update(bytes.subarray(from, to));
      from = to;
    }
    await next;
    return { buffer: room, digest: hash.digest() };
  } catch (error) {
    return isCode(error, "ENOENT") ? "absent" : "unreadable";
  }
}
