// A folder for sockets: their paths may have 107 bytes at most, whatever the data folder's path is.
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isCode } from "./draft.ts";
import { VaultFault } from "./fault.ts";

/**
 * The same folder for the same data folder each time, of mode 0700. Anybody may write to the folder
 * for temporary files, so one that somebody else made under the name is passed over.
 */
export function makeRuntimeDirectory(dataDirectory: string): string {
  const digest = createHash("sha256").update(dataDirectory).digest("hex").slice(0, 16);
  const temporary = Buffer.byteLength(tmpdir()) <= longestTemporary ? tmpdir() : "/tmp";
  for (let attempt = 0; attempt < attempts; attempt++) {
    const name = attempt === 0 ? digest : `${digest}-${attempt}`;
    const folder = join(temporary, `batchproof-${name}`);
    if (makeOwnFolder(folder)) return folder;
  }
  throw new VaultFault(
    "RUNTIME_DIR_UNUSABLE",
    `Every name tried in ${temporary} (batchproof-${digest}, ...) belongs to somebody else. ` +
      "Remove those folders, or set TMPDIR to a folder of your own with a short path.",
  );
}

// 60 + "/batchproof-" + 16 + what the users of the folder add stays below 107.
const longestTemporary = 60;
const attempts = 100;

function makeOwnFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  }
  const found = lstatSync(folder); // Not stat: a link that somebody else made is not followed.
  const ours = process.getuid === undefined || found.uid === process.getuid();
  return found.isDirectory() && ours && (found.mode & 0o077) === 0;
}
