// The folder that holds everything one instance knows: DATA_DIR.
import { chmodSync, mkdirSync, realpathSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { syncFolder } from "./draft.ts";
import { VaultFault } from "./fault.ts";
import { takeInstanceLock } from "./instance-lock.ts";
import { makeRuntimeDirectory } from "./runtime-directory.ts";

export interface DataDirectory {
  /** Its real path. */
  readonly path: string;
  /** The embedded event log. */
  readonly log: string;
  /** Signed heads of the log, append-only. */
  readonly checkpoints: string;
  readonly blobs: string;
  readonly keys: string;
  /** The embedded PostgreSQL. May be deleted while stopped: everything in it is derived. */
  readonly postgres: string;
  /** For sockets; outside the data folder, because their paths must be short. */
  readonly runtimeDirectory: string;
  /** Frees the lock. Whoever ends without it, even killed, frees it too. */
  close(): void;
}

export interface OpenDataDirectoryOptions {
  /** How long to wait for another owner to end: 30,000 by default; `serve` asks with 0. */
  readonly waitMilliseconds?: number;
}

/** Makes what is missing and takes the lock. Throws DATA_DIR_IN_USE, DATA_DIR_UNUSABLE. */
export async function openDataDirectory(
  path: string,
  options: OpenDataDirectoryOptions = {},
): Promise<DataDirectory> {
  const made = explaining(path, () => {
    // Others may pass through, as the account that PostgreSQL is given when root starts it must.
    mkdirSync(path, { recursive: true, mode: 0o755 });
    return realpathSync(path);
  });
  const lock = await takeInstanceLock(made, options.waitMilliseconds ?? 30_000).catch((cause) => {
    throw cause instanceof VaultFault ? cause : unusable(path, cause);
  });
  try {
    const folders = explaining(path, () => makeFolders(made));
    await syncFolder(made);
    const runtimeDirectory = makeRuntimeDirectory(made);
    const close = () => {
      removeIfEmpty(runtimeDirectory);
      lock.release();
    };
    return { path: made, ...folders, runtimeDirectory, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function makeFolders(path: string) {
  const folder = (name: string) => {
    const made = join(path, name);
    mkdirSync(made, { recursive: true, mode: 0o700 });
    return made;
  };
  const keys = folder("keys");
  chmodSync(keys, 0o700); // Also where a copy or a restore left it open.
  return {
    log: folder("log"),
    checkpoints: folder("checkpoints"),
    blobs: folder("blobs"),
    keys,
    postgres: folder("postgres"),
  };
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // A socket is still in it, or it is gone.
  }
}

function explaining<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw unusable(path, cause);
  }
}

function unusable(path: string, cause: unknown): VaultFault {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new VaultFault(
    "DATA_DIR_UNUSABLE",
    `The data folder ${path} cannot be used: ${why}. Set DATA_DIR to a folder that this user may ` +
      "write to.",
    { cause },
  );
}
