// The file that a graph is read from at the next start. Derived: whatever is wrong with it, it is
// left aside, and made anew from the edge table.
import { createHash } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { Base } from "../../../genealogy/buffer/base.ts";
import { openSnapshot, snapshotOf } from "../../../genealogy/buffer/snapshot.ts";
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
  await writeWhole(file, snapshotOf(base, model, sha256));
}

/** Of this making of the read model, and not ahead of it: what came since is added. */
export async function readSnapshot(
  file: string,
  { model, asOf }: Moment,
  bytesMax: number,
): Promise<FromFile> {
  const buffer = await sharedBytes(file, bytesMax);
  if (typeof buffer === "string") return { unusable: buffer };
  const opened = openSnapshot(buffer, sha256);
  if ("unusable" in opened) return opened;
  if (opened.logId !== model) return { unusable: "otherModel" };
  return opened.base.asOf > asOf ? { unusable: "ahead" } : { base: opened.base };
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();

async function sharedBytes(file: string, bytesMax: number): Promise<SharedArrayBuffer | Unusable> {
  try {
    await using handle = await open(file, "r");
    const { size } = await handle.stat();
    if (size > bytesMax) return "tooLarge";
    const buffer = new SharedArrayBuffer(size);
    const bytes = new Uint8Array(buffer);
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await handle.read(bytes, at);
      if (bytesRead === 0) return "unreadable";
      at += bytesRead;
    }
    return buffer;
  } catch (error) {
    return isCode(error, "ENOENT") ? "absent" : "unreadable";
  }
}
