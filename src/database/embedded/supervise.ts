// Keeps a server running: when it ends without being told to, it is started again, waiting longer
// each time it fails.
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseFault } from "../fault.ts";
import type { PostgresLog } from "./log.ts";
import type { Postmaster } from "./postmaster.ts";

export interface Supervised {
  /** Process number of the server that runs now or ran last. */
  readonly pid: number;
  /** Settles when no more is tried: undefined after `stop`, else the fault that ended it. */
  readonly exited: Promise<DatabaseFault | undefined>;
  stop(): Promise<void>;
}

export async function supervise(
  start: () => Promise<Postmaster>,
  log: PostgresLog,
): Promise<Supervised> {
  let current = await start();
  const stopping = new AbortController();

  async function keepRunning(): Promise<DatabaseFault | undefined> {
    for (let failures = 0; ; failures++) {
      const startedAt = performance.now();
      await current.exited;
      if (stopping.signal.aborted) return undefined;
      if (performance.now() - startedAt > steady_ms) failures = 0;
      log.warn({ pid: current.pid, failures }, "PostgreSQL ended by itself; starting it again");
      const next = await startAgain(start, failures, stopping.signal, log);
      if (next === undefined || next instanceof DatabaseFault) return next;
      current = next;
      if (stopping.signal.aborted) await current.stop();
    }
  }

  const exited = keepRunning();
  return {
    get pid() {
      return current.pid;
    },
    exited,
    async stop() {
      stopping.abort();
      await current.stop();
      await exited;
    },
  };
}

const steady_ms = 10_000;
const longestPause_ms = 5_000;

/** Tries until it runs (the server), it is told to stop (undefined) or it is hopeless (a fault). */
async function startAgain(
  start: () => Promise<Postmaster>,
  failures: number,
  signal: AbortSignal,
  log: PostgresLog,
): Promise<Postmaster | DatabaseFault | undefined> {
  for (let attempt = failures; !signal.aborted; attempt++) {
    const pause_ms = attempt === 0 ? 0 : Math.min(longestPause_ms, 100 * 2 ** attempt);
    await sleep(pause_ms, undefined, { signal }).catch(() => {});
    if (signal.aborted) return undefined;
    try {
      return await start();
    } catch (error) {
      if (error instanceof DatabaseFault && error.code === "POSTGRES_FOLDER_GONE") return error;
      log.warn({ error, attempt }, "PostgreSQL did not start; trying again");
    }
  }
  return undefined;
}
