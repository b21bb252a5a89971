// Which processes work in a cluster, and whether its server takes connections.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Every process of a cluster has the cluster as its working folder, and nothing else has. */
export function processesIn(cluster: string): number[] {
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

/** The process number that the cluster's lock file names. */
export function serverOf(cluster: string): number | undefined {
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
