// A backup and its keys, read back: signed as it says, and every file of it there.
import { createPrivateKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseKey, publicKeyOf, type Verifier } from "../../integrity/note.ts";
import { type Blobs, openBlobs } from "../../vault/blobs.ts";
import { VaultFault } from "../../vault/fault.ts";
import { CliFault } from "../terminal/fault.ts";
import { contentOf } from "../terminal/file.ts";
import { readKeptKeys } from "./keys-file.ts";
import { type Manifest, parseManifest, refuseForged } from "./manifest.ts";

export interface Backup {
  readonly manifest: Manifest;
  readonly keys: ReadonlyMap<string, Buffer>;
  /** Names of keys that are destroyed, by the backup's list and by the one that was given. */
  readonly erasures: readonly string[];
  /** Throws BACKUP_DAMAGED. */
  file(sha256: string): Promise<Buffer>;
}

interface Given {
  readonly keys: string;
  readonly key?: string;
  readonly erasures?: string;
}

/**
 * Throws BACKUP_UNFINISHED, BACKUP_MALFORMED, BACKUP_FORGED, BACKUP_DAMAGED, BACKUP_KEYS_MISSING,
 * FILE_UNREADABLE.
 */
export async function openBackup(folder: string, given: Given): Promise<Backup> {
  const manifest = parseManifest(await manifestIn(folder));
  const { keys, notes, signers } = await readKeptKeys(given.keys);
  const own = signersIn(keys, signers[0]?.name ?? manifest.origin);
  const known = given.key === undefined ? own : [parseKey(given.key)];
  for (const note of notes) refuseForged({ note }, known);
  // The keys vouch for those that signed before them.
  refuseForged(manifest, [...known, ...signers]);
  const files = await openBlobs(join(folder, "files"), { asGuest: true });
  const file = (sha256: string) => fileOf(files, sha256);
  const { erasures: kept } = manifest.contents;
  const lists = [
    ...(kept === null ? [] : [await file(kept)]),
    ...(given.erasures === undefined ? [] : [await contentOf(given.erasures)]),
  ];
  const erasures = lists.flatMap((list) => list.toString("utf8").split(/\r?\n/));
  return { manifest, keys, file, erasures: [...new Set(erasures)].filter((name) => name !== "") };
}

const manifestIn = (folder: string): Promise<string> =>
  readFile(join(folder, "manifest"), "utf8").catch((cause: unknown) => {
    const message = `${folder} holds no backup, or one that was cut off before it was whole.`;
    throw new CliFault("BACKUP_UNFINISHED", message, { cause });
  });

/** Whoever keeps the keys knows the log's: another's backup is not signed with them. */
function signersIn(keys: ReadonlyMap<string, Buffer>, name: string): readonly Verifier[] {
  const own = [...keys].filter(([file]) => /^signing\/log(-\d+)?\.pem$/.test(file));
  return own.flatMap(([, pem]) => {
    try {
      return [{ name, type: "ed25519" as const, publicKey: publicKeyOf(createPrivateKey(pem)) }];
    } catch {
      return []; // Nothing is signed with what is no key.
    }
  });
}

/** Throws BACKUP_DAMAGED. */
export async function fileOf(files: Blobs, sha256: string): Promise<Buffer> {
  const bytes = await files.get(sha256).catch((cause: unknown) => {
    if (cause instanceof VaultFault && cause.code === "BLOB_DAMAGED") throw damaged(sha256, cause);
    throw cause;
  });
  if (bytes) return bytes;
  throw damaged(sha256);
}

export const damaged = (sha256: string, cause?: unknown): CliFault =>
  new CliFault("BACKUP_DAMAGED", `The file ${sha256} of the backup is missing or changed.`, {
    cause,
  });
