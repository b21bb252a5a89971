// Decides where the embedded PostgreSQL lives. Normally in the folder it was given. Where root runs
// it as another account that cannot get there (a checkout or data under /root), the binaries are
// copied and the data kept under a folder that the account can reach.
import { chmodSync, chownSync, lstatSync, mkdirSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseFault } from "../fault.ts";
import { type Account, droppedAccount, mayTraverse } from "./account.ts";
import { findBinaryPackage } from "./binaries.ts";
import { placeBinaries } from "./binaries-copy.ts";
import { clusterFolder, digestOf, dropForsaken, relocated } from "./relocated.ts";

export interface Placement {
  /** Absent where PostgreSQL runs as whoever started this process. */
  readonly account?: Account;
  readonly native: string;
  readonly cluster: string;
  readonly socketDirectory: string;
}

export interface PlaceOptions {
  /** DATA_DIR/postgres. May be deleted while stopped. */
  readonly directory: string;
  /** An existing folder of mode 0700 with a short path; the socket is made in it or beside it. */
  readonly runtimeDirectory: string;
  /** Where root keeps what the dropped account could not reach otherwise; the first usable one. */
  readonly relocateUnder?: readonly string[];
}

export function place(options: PlaceOptions): Placement {
  mkdirSync(dirname(options.directory), { recursive: true });
  mkdirSync(options.directory, { recursive: true, mode: 0o700 });
  const directory = realpathSync(options.directory);
  const account = droppedAccount(join(directory, clusterFolder));
  if (!account) {
    const native = placeBinaries(findBinaryPackage(), () => directory);
    const socketDirectory = options.runtimeDirectory;
    return { native, cluster: join(directory, clusterFolder), socketDirectory };
  }
  chmodSync(directory, 0o711); // The cluster below it is the account's alone.
  const elsewhere = () => reachableFolder(options.relocateUnder ?? defaultFolders, account);
  const home = mayTraverse(directory, account) ? directory : homeUnder(elsewhere(), directory);
  const native = placeBinaries(findBinaryPackage(), elsewhere, account);
  const beside = mayTraverse(dirname(options.runtimeDirectory), account);
  const socketDirectory = beside
    ? `${options.runtimeDirectory}-postgres`
    : join(elsewhere(), `socket-${digestOf(options.runtimeDirectory)}`);
  makeOwned(socketDirectory, account);
  return { account, native, cluster: join(home, clusterFolder), socketDirectory };
}

function homeUnder(under: string, directory: string): string {
  dropForsaken(under);
  return relocated(directory, under);
}

/** Makes a folder that is the account's alone; refuses one that somebody else put there. */
export function makeOwned(folder: string, account: Account | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!account) return;
  const made = lstatSync(folder);
  if (!made.isDirectory() || (made.uid !== 0 && made.uid !== account.uid)) {
    throw unusable(folder, "belongs to somebody else");
  }
  chownSync(folder, account.uid, account.gid);
}

// Not below /tmp: what cleans that folder by age would take files from a running server.
const defaultFolders = ["/var/lib/batchproof", "/var/tmp/batchproof"];

function reachableFolder(candidates: readonly string[], account: Account): string {
  for (const folder of candidates) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
    } catch {
      continue;
    }
    const made = lstatSync(folder);
    const ours = made.isDirectory() && made.uid === 0 && (made.mode & 0o022) === 0;
    if (ours && mayTraverse(folder, account)) return folder;
  }
  throw unusable(candidates.join(", "), "cannot be written to by root and reached by others");
}

function unusable(folder: string, why: string): DatabaseFault {
  return new DatabaseFault(
    "POSTGRES_PLACE_UNUSABLE",
    `${folder} ${why}. PostgreSQL does not run as root and needs a folder of its own: start as ` +
      "an ordinary user, make the folder usable, or set DATABASE_URL.",
  );
}
