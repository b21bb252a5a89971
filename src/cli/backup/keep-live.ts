// What a backup takes besides the log. It never gives up what an earlier one had: of something that
// is missing in the data folder it may have the only copy.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Blobs } from "../../vault/blobs.ts";
import { isCode } from "../../vault/draft.ts";
import { VaultFault } from "../../vault/fault.ts";
import type { Instance } from "../instance/instance.ts";
import { type Contents, receiptFile } from "./manifest.ts";

/**
 * SHA-256 of a small file that only grows: of the former copy where the file does not begin with
 * it, and so has lost or changed something; null where there is neither.
 */
export async function keepFile(
  files: Blobs,
  path: string,
  former: string | null = null,
): Promise<string | null> {
  const bytes = await readFile(path).catch(absent);
  const before = former === null ? undefined : await soundIn(files, former);
  if (before && !bytes?.subarray(0, before.length).equals(before)) return former;
  return bytes ? files.put(bytes) : null;
}

export async function keepReceipts(
  files: Blobs,
  folder: string,
  former: Contents["receipts"] = [],
): Promise<Contents["receipts"]> {
  const names = ((await readdir(folder).catch(absent)) ?? []).filter((one) =>
    receiptFile.test(one),
  );
  const before = new Map(former.map(({ file, sha256 }) => [file, sha256]));
  const all = [...new Set([...names, ...before.keys()])].sort().map(async (file) => {
    const sha256 = await keepFile(files, join(folder, file), before.get(file));
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
