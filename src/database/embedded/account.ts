// PostgreSQL refuses to run as root. Started by root, it runs as `nobody`, who exists everywhere;
// no account is made on the host.
import { realpathSync, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const nobody: Account = { uid: 65_534, gid: 65_534 };
const rootUid = 0;

/** The account to drop to, or undefined where the caller's own will do. */
export function droppedAccount(cluster: string): Account | undefined {
  if (process.getuid?.() !== rootUid) return undefined;
  // A folder that an ordinary user began goes on as that user's: PostgreSQL insists on owning it.
  const made = statSync(cluster, { throwIfNoEntry: false });
  return made && made.uid !== rootUid ? { uid: made.uid, gid: made.gid } : nobody;
}

/** Whether the account may pass through the folder and all above it. */
export function mayTraverse(folder: string, account: Account): boolean {
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    if (!allows(statSync(at), account, execute)) return false;
    if (at === dirname(at)) return true;
  }
}

/** Whether the account may read and run the file. */
export function mayRun(file: string, account: Account): boolean {
  const path = realpathSync(file);
  return mayTraverse(dirname(path), account) && allows(statSync(path), account, read | execute);
}

const execute = 1;
const read = 4;

function allows(stats: Stats, account: Account, wanted: number): boolean {
  const shift = stats.uid === account.uid ? 6 : stats.gid === account.gid ? 3 : 0;
  return ((stats.mode >> shift) & wanted) === wanted;
}
