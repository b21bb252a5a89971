// Where a data folder is restored before it takes its place: a folder beside it that one process
// holds. Its name is always the same, so that a restore that was killed is swept by the next one,
// and PostgreSQL that it left running is ended by the next start of it.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { VaultFault } from "../../vault/fault.ts";
import { type InstanceLock, takeInstanceLock } from "../../vault/instance-lock.ts";
import { CliFault } from "../terminal/fault.ts";

export interface Workshop {
  /** What becomes the data folder; not there yet. */
  readonly draft: string;
  /** With all that is in it. */
  remove(): Promise<void>;
}

/** Says that all that is beside it may be swept. */
const marker = "workshop";

/** Throws DATA_DIR_IN_USE where another process restores the same folder; WORKSHOP_UNKNOWN. */
export async function takeWorkshop(
  dataDirectory: string,
  purpose: "restoring" | "drill",
): Promise<Workshop> {
  await sweepLeft(dataDirectory);
  const folder = `${dataDirectory}.${purpose}`;
  // The account that PostgreSQL is given when root starts it must pass through.
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const lock = await takeInstanceLock(folder, 0);
  await writeFile(join(folder, marker), "Of a restore that is under way; it is swept.\n");
  return { draft: join(folder, "data"), remove: () => removeHeld(folder, lock) };
}

/** What a crash left, also of an older build: keys stand in it. What somebody holds stays. */
async function sweepLeft(dataDirectory: string): Promise<void> {
  const [above, own] = [dirname(dataDirectory), basename(dataDirectory)];
  for (const name of await readdir(above).catch(() => [])) {
    if (!name.startsWith(`${own}.`)) continue;
    const suffix = name.slice(own.length + 1);
    if (!/^(?:restoring|drill)(?:-\d+)?$/.test(suffix)) continue;
    const folder = join(above, name);
    await refuseUnknown(folder, suffix);
    const lock = await takeInstanceLock(folder, 0).catch(inUse);
    if (lock) await removeHeld(folder, lock);
  }
}

const locks = ["instance.lock", "instance.lock-journal", "instance.json"];
const filled = ["log", "blobs", "checkpoints", "keys", "postgres"];

/** It may be a data folder that somebody put away: then nobody but them removes it. */
async function refuseUnknown(folder: string, suffix: string): Promise<void> {
  const names = await readdir(folder);
  if (names.includes(marker)) return;
  // Killed before it was marked; or of a build that marked none.
  const known = [...locks, ...(suffix.startsWith("restoring") ? ["data"] : [])];
  if (suffix.startsWith("restoring-")) known.push(...filled);
  if (names.every((name) => known.includes(name))) return;
  const why = "may be a data folder: move it elsewhere, or remove it if a restore left it";
  throw new CliFault("WORKSHOP_UNKNOWN", `${folder} ${why}.`);
}

function inUse(error: unknown): undefined {
  if (error instanceof VaultFault && error.code === "DATA_DIR_IN_USE") return undefined;
  throw error;
}

/** A database that was left running may still write to it. */
async function removeHeld(folder: string, lock: InstanceLock): Promise<void> {
  // The mark goes last: killed meanwhile, the rest is still known for what it is.
  for (const name of (await readdir(folder)).filter((one) => one !== marker)) {
    if (locks.includes(name)) continue;
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 10 });
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  lock.release();
}
