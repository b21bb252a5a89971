// The folder that stands in for one which root's account cannot reach. A note with the same random
// words lies in both, so that deleting the one also drops what was relocated.
import { createHash, randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { processesIn } from "./running.ts";

export const clusterFolder = "cluster";

export function relocated(directory: string, under: string): string {
  const home = join(under, `postgres-${digestOf(directory)}`);
  if (isOf(home, directory)) return home;
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { mode: 0o711 });
  const text = `${randomUUID()}\n${directory}${keptIn(home)}\n`;
  for (const note of [noteIn(directory), noteAt(home)]) writeFileSync(note, text);
  return home;
}

/** It may be a volume that is not mounted for a moment; what is deleted then is made again. */
const leftAlone_ms = 3_600_000;
/** Each start leaves one at most, and nobody waits for many. */
const droppedMax = 3;

/**
 * Deletes what stands in for folders that are no more: whoever deletes a DATA_DIR does not know of
 * it. Not where a server runs, nor what was used lately.
 */
export function dropForsaken(under: string, now_ms = Date.now()): void {
  const forsaken = readdirSync(under)
    .map((name) => join(under, name))
    .filter((home) => isForsaken(home, now_ms));
  for (const home of forsaken.slice(0, droppedMax)) {
    try {
      rmSync(home, { recursive: true, force: true });
    } catch {
      // Another start was there first, or somebody holds it: no start ends by tidying up.
    }
  }
}

function isForsaken(home: string, now_ms: number): boolean {
  const [, said = ""] = read(noteAt(home))?.split("\n") ?? [];
  if (!said.endsWith(keptIn(home)) || isOf(home, said.slice(0, -keptIn(home).length))) return false;
  const cluster = join(home, clusterFolder);
  // One that runs where it is not seen, in another container, has it too; and so has one that was
  // killed, whose place is then not told from it.
  if (existsSync(join(cluster, "postmaster.pid"))) return false;
  // The server writes it at each checkpoint, and when it is stopped.
  const used = statSync(join(cluster, "global/pg_control"), { throwIfNoEntry: false });
  const used_ms = (used ?? statSync(home, { throwIfNoEntry: false }))?.mtimeMs ?? now_ms;
  return now_ms - used_ms > leftAlone_ms && processesIn(cluster).length === 0;
}

const keptIn = (home: string): string => ` is kept in ${home}`;
const noteIn = (directory: string): string => join(directory, "relocated");
const noteAt = (home: string): string => join(home, "relocated-from");

function isOf(home: string, directory: string): boolean {
  const words = read(noteIn(directory));
  return words !== undefined && words === read(noteAt(home));
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

export const digestOf = (path: string): string =>
  createHash("sha256").update(path).digest("hex").slice(0, 16);
