// Ends what an earlier start left running in a cluster: after `kill -9` of our process the server
// (or, after `kill -9` of the server, one of its workers) may still hold the files.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { port } from "./cluster.ts";
import type { PostgresLog } from "./log.ts";
import type { Placement } from "./placement.ts";

/** The caller owns the data folder's lock, so whatever runs in the cluster is left over. */
export async function endOrphans(placement: Placement, log: PostgresLog): Promise<void> {
  const { cluster, socketDirectory } = placement;
  const found = processesIn(cluster);
  if (found.length > 0) {
    log.warn({ cluster, processes: found }, "ending a PostgreSQL left over by an earlier start");
    const server = found.filter((pid) => pid === serverOf(cluster));
    signal(server, "SIGINT"); // fast: rolls back what is open, writes a checkpoint
    if (server.length === 0 || !(await gone(cluster, 10_000))) {
      // Nothing is lost: the next start replays the log.
      signal(processesIn(cluster), "SIGKILL");
      await gone(cluster, 5_000);
    }
  }
  // Whatever these files name is gone; a process that got its number since must not stop us.
  const socket = join(socketDirectory, `.s.PGSQL.${port}`);
  for (const left of [join(cluster, "postmaster.pid"), socket, `${socket}.lock`]) {
    rmSync(left, { force: true });
  }
}

/** The process number that the cluster's lock file names. */
function serverOf(cluster: string): number | undefined {
  return Number(lockFile(cluster)[0]) || undefined;
}

/** True once the server says that it takes connections. */
export function isReady(cluster: string, pid: number): boolean {
  const lines = lockFile(cluster);
  return Number(lines[0]) === pid && lines[statusLine]?.trim() === "ready";
}

const statusLine = 7;

function lockFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

/** Every process of a cluster has the cluster as its working folder, and nothing else has. */
function processesIn(cluster: string): number[] {
  if (process.platform !== "linux") return serverByCommandLine(cluster);
  const folders = [cluster, `${cluster} (deleted)`];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && folders.includes(workingFolder(pid)));
}

function workingFolder(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return ""; // Ended meanwhile, or somebody else's.
  }
}

function serverByCommandLine(cluster: string): number[] {
  const pid = serverOf(cluster);
  if (pid === undefined) return [];
  try {
    const command = execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" });
    return command.includes(cluster) ? [pid] : [];
  } catch {
    return [];
  }
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended by itself.
    }
  }
}

async function gone(cluster: string, withinMilliseconds: number): Promise<boolean> {
  const until = performance.now() + withinMilliseconds;
  while (processesIn(cluster).length > 0) {
    if (performance.now() > until) return false;
    await sleep(10);
  }
  return true;
}
