// One owner for one data folder: an exclusive SQLite lock on `instance.lock`, which the system
// frees however its holder ends. Never open and close that file by other means in this process: on
// POSIX systems that would drop the lock.
import { chmodSync, closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { isCode } from "./draft.ts";
import { VaultFault } from "./fault.ts";

export interface InstanceLock {
  release(): void;
}

/** Asks again until the time is up; 0 asks once. Throws DATA_DIR_IN_USE with who holds it. */
export async function takeInstanceLock(
  folder: string,
  waitMilliseconds: number,
): Promise<InstanceLock> {
  const file = join(folder, "instance.lock");
  makeOwn(file);
  const database = new DatabaseSync(file, { timeout: 0 });
  const until = performance.now() + waitMilliseconds;
  try {
    while (!locked(database)) {
      if (performance.now() >= until) throw inUse(folder);
      await sleep(pollMilliseconds);
    }
    const holder = join(folder, holderFile);
    writeFileSync(holder, JSON.stringify({ pid: process.pid }));
    held.add(database);
    return {
      release() {
        if (!held.delete(database)) return;
        rmSync(holder, { force: true });
        database.close();
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Whoever may read the file may hold a shared lock on it, and so keep its owner out for ever. It is
 * opened here only where it was not there, when nobody holds it.
 */
function makeOwn(file: string): void {
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
    chmodSync(file, 0o600);
  }
}

// Kept from the garbage collector, which would close them and free the lock.
const held = new Set<DatabaseSync>();

const pollMilliseconds = 50;
const holderFile = "instance.json";
const sqliteBusy = 5;

function locked(database: DatabaseSync): boolean {
  try {
    database.exec("begin exclusive");
    return true;
  } catch (error) {
    if (error instanceof Error && "errcode" in error && error.errcode === sqliteBusy) return false;
    throw error;
  }
}

function inUse(folder: string): VaultFault {
  return new VaultFault(
    "DATA_DIR_IN_USE",
    `The data folder ${folder} is in use by ${holderOf(folder)}. Stop that one first, or set ` +
      "DATA_DIR to another folder.",
  );
}

function holderOf(folder: string): string {
  try {
    const { pid } = JSON.parse(readFileSync(join(folder, holderFile), "utf8"));
    return `the process ${pid}`;
  } catch {
    return "another process"; // It has not yet said which.
  }
}
