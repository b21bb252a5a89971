// Ends what an earlier start left running in a cluster: after `kill -9` of our process the server
// (or, after `kill -9` of the server, one of its workers) may still hold the files.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { port } from "./cluster.ts";
import type { PostgresLog } from "./log.ts";
import type { Placement } from "./placement.ts";
import { processesIn, serverOf } from "./running.ts";

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
