// One writer per data folder. The lock is an open SQLite transaction on a file of its own, so that
// the operating system frees it however the process ends; a lock file with a process id in it would
// outlive kill -9.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { EmbeddedNodeFault } from "./fault.ts";

// A predecessor that has just been told to end gets so long.
const patienceMs = 1_500;
const sqliteBusy = 5;

/**
 * Makes the folder when it is not there. The lock is held until the returned function is called.
 */
export function lockDataFolder(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(directory, "node.lock"), { timeout: patienceMs });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    const code = error instanceof Error && "errcode" in error ? error.errcode : undefined;
    if (code !== sqliteBusy) throw error;
    throw new EmbeddedNodeFault(
      "DATA_DIR_IN_USE",
      `${directory} is used by another running node. Stop it, or choose another folder.`,
    );
  }
  return () => database.close();
}
