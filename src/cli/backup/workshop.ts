// Where a data folder is restored before it takes its place: a folder beside it that one process
// holds. Its name is always the same, so that a restore that was killed is swept by the next one,
// and PostgreSQL that it left running is ended by the next start of it.
import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { VaultFault } from "../../vault/fault.ts";
import { type InstanceLock, takeInstanceLock } from "../../vault/instance-lock.ts";

export interface Workshop {
  /** What becomes the data folder; not there yet. */
  readonly draft: string;
  /** With all that is in it. */
  remove(): Promise<void>;
}

/** Throws DATA_DIR_IN_USE where another process restores the same folder. */
export async function takeWorkshop(
  dataDirectory: string,
  purpose: "restoring" | "drill",
): Promise<Workshop> {
  await sweepLeft(dataDirectory);
  const folder = `${dataDirectory}.${purpose}`;
  // The account that PostgreSQL is given when root starts it must pass through.
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const lock = await takeInstanceLock(folder, 0);
  return { draft: join(folder, "data"), remove: () => removeHeld(folder, lock) };
}

/** What a crash left, also of an older build: keys stand in it. What somebody holds stays. */
async function sweepLeft(dataDirectory: string): Promise<void> {
  const [above, own] = [dirname(dataDirectory), basename(dataDirectory)];
  for (const name of await readdir(above).catch(() => [])) {
    if (!name.startsWith(`${own}.`)) continue;
    if (!/^(?:restoring|drill)(?:-\d+)?$/.test(name.slice(own.length + 1))) continue;
    const lock = await takeInstanceLock(join(above, name), 0).catch(inUse);
    if (lock) await removeHeld(join(above, name), lock);
  }
}

function inUse(error: unknown): undefined {
  if (error instanceof VaultFault && error.code === "DATA_DIR_IN_USE") return undefined;
  throw error;
}

/** A database that was left running may still write to it. */
async function removeHeld(folder: string, lock: InstanceLock): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  lock.release();
}
