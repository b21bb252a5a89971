// What a backup takes besides the log. It never gives up what an earlier one had: of something that
// is missing in the data folder it may have the only copy.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Blobs } from "../../vault/blobs.ts";
import { isCode } from "../../vault/draft.ts";
import { VaultFault } from "../../vault/fault.ts";
import type { Instance } from "../instance/instance.ts";
import { type Contents, receiptFile } from "./manifest.ts";

export interface Small {
  readonly path: string;
  /** SHA-256 of the copy that the earlier backup has. */
  readonly former?: string | null | undefined;
  /** Bytes of its whole records: a crash may have left a piece of one behind them. */
  readonly whole: (bytes: Buffer) => number;
}

/**
 * SHA-256 of a small file that only grows: of the former copy, `isFormer`, where the file does not
 * begin with it, and so has lost or changed something; null where there is neither.
 */
export async function keepFile(
  files: Blobs,
  { path, former = null, whole }: Small,
): Promise<{ readonly sha256: string | null; readonly isFormer: boolean }> {
  const wholeOf = (bytes: Buffer) => bytes.subarray(0, whole(bytes));
  const bytes = await readFile(path).then(wholeOf, absent);
  const before = former === null ? undefined : await soundIn(files, former);
  const begins = before && wholeOf(before);
  if (begins && !bytes?.subarray(0, begins.length).equals(begins)) {
    return { sha256: former, isFormer: true };
  }
  return { sha256: bytes ? await files.put(bytes) : null, isFormer: false };
}

export const wholeLines = (bytes: Buffer): number => bytes.lastIndexOf(0x0a) + 1;

export async function keepReceipts(
  keep: (small: Small) => Promise<string | null>,
  folder: string,
  former: Contents["receipts"] = [],
): Promise<Contents["receipts"]> {
  const names = ((await readdir(folder).catch(absent)) ?? []).filter((one) =>
    receiptFile.test(one),
  );
  const before = new Map(former.map(({ file, sha256 }) => [file, sha256]));
  const all = [...new Set([...names, ...before.keys()])].sort().map(async (file) => {
    const path = join(folder, file);
    const sha256 = await keep({ path, former: before.get(file), whole: wholeLines });
    return sha256 === null ? [] : [{ file, sha256 }];
  });
  return (await Promise.all(all)).flat();
}

export interface KeptBlobs {
  /** Those of which the backup has a sound copy. */
  readonly blobs: string[];
  /** Not in the data folder, where an earlier backup had them. */
  readonly missing: readonly string[];
  /** In the data folder, changed; and no backup has them. */
  readonly damaged: readonly string[];
}

/**
 * Copies of before are there if they are as long as what the data folder has, and are read where
 * they are not, or where all are to be checked. A damaged one is mended from the data folder.
 */
export async function keepBlobs(
  { stores, blobs: live }: Pick<Instance, "stores" | "blobs">,
  files: Blobs,
  former: readonly string[] = [],
  { check = false }: { readonly check?: boolean } = {},
): Promise<KeptBlobs> {
  const names = (await readdir(stores.folder.blobs)).filter((name) => /^[0-9a-f]{64}$/.test(name));
  const there = new Set(names);
  const before = new Set(former);
  const isKeptWhole = async (name: string): Promise<boolean> => {
    const size = check || !before.has(name) ? undefined : await live.size(name);
    if (size !== undefined && size === (await files.size(name))) return true;
    return (await soundIn(files, name)) !== undefined;
  };
  const blobs: string[] = [];
  const damaged: string[] = [];
  for (const name of [...new Set([...names, ...former])].sort()) {
    const isKept = await isKeptWhole(name);
    const bytes = isKept ? undefined : await soundIn(live, name);
    if (bytes) await files.put(bytes);
    if (isKept || bytes) blobs.push(name);
    else if (there.has(name)) damaged.push(name);
  }
  return { blobs, missing: former.filter((name) => !there.has(name)), damaged };
}

/** Undefined where it is missing or damaged. */
const soundIn = (blobs: Blobs, sha256: string): Promise<Buffer | undefined> =>
  blobs.get(sha256).catch((error: unknown) => {
    if (error instanceof VaultFault && error.code === "BLOB_DAMAGED") return undefined;
    throw error;
  });

function absent(error: unknown): undefined {
  if (isCode(error, "ENOENT")) return undefined;
  throw error;
}
