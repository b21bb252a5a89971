// One run of the PostgreSQL server (its "postmaster") as a child process.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseFault } from "../fault.ts";
import { childEnvironment, port, type Settings, usualSettings } from "./cluster.ts";
import type { PostgresLog } from "./log.ts";
import type { Placement } from "./placement.ts";
import { isReady } from "./running.ts";

export interface Postmaster {
  readonly pid: number;
  /** Settles when the process has ended, for whatever reason. */
  readonly exited: Promise<void>;
  /** Fast shutdown: open transactions are rolled back; committed ones are on disk. */
  stop(): Promise<void>;
}

/** Resolves when the server takes connections; replaying the log after a crash may take a while. */
export async function startPostmaster(
  placement: Placement,
  settings: Settings,
  log: PostgresLog,
): Promise<Postmaster> {
  const { native, cluster, socketDirectory, account } = placement;
  const place = { unix_socket_directories: socketDirectory, port: String(port) };
  const said = Object.entries({ ...usualSettings, ...settings, ...place });
  const child = spawn(
    join(native, "bin", "postgres"),
    ["-D", cluster, ...said.flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    // A session of its own: Ctrl-C reaches us, and we stop the server when it is its turn.
    { ...account, cwd: native, env: childEnvironment, detached: true, stdio: pipes },
  );
  // Not "close": a worker that outlives the server keeps the pipe of its messages open.
  const exited = once(child, "exit").then(
    () => {},
    () => {}, // "error": the binary could not be run; told below.
  );
  const lastLines = follow(child, log);
  await readiness(child, cluster, exited, lastLines);
  const pid = child.pid ?? 0;
  endWithUs(pid, placement, exited);
  return { pid, exited, stop: () => stop(child, exited) };
}

const pipes: ["ignore", "ignore", "pipe"] = ["ignore", "ignore", "pipe"];

function follow(child: ChildProcess, log: PostgresLog): readonly string[] {
  const lastLines: string[] = [];
  child.on("error", (error) => lastLines.push(error.message));
  if (!child.stderr) return lastLines;
  createInterface({ input: child.stderr }).on("line", (line) => {
    log.debug({ from: "postgres" }, line);
    lastLines.push(line);
    if (lastLines.length > 20) lastLines.shift();
  });
  return lastLines;
}

async function readiness(
  child: ChildProcess,
  cluster: string,
  exited: Promise<void>,
  lastLines: readonly string[],
): Promise<void> {
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  while (!ended) {
    if (child.pid !== undefined && isReady(cluster, child.pid)) return;
    await Promise.race([sleep(5), exited]);
  }
  await Promise.race([once(child, "close"), sleep(1_000)]); // for its last words
  throw new DatabaseFault(
    "POSTGRES_NOT_STARTED",
    `PostgreSQL did not start in ${cluster}:\n${lastLines.join("\n")}`,
  );
}

async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  const patience: readonly [NodeJS.Signals, number][] = [
    ["SIGINT", 15_000],
    ["SIGQUIT", 5_000],
    ["SIGKILL", 5_000],
  ];
  for (const [signal, milliseconds] of patience) {
    child.kill(signal);
    const late = new AbortController();
    const tooLate = sleep(milliseconds, true, { signal: late.signal }).catch(() => false);
    const ended = await Promise.race([exited.then(() => true), tooLate.then(() => false)]);
    late.abort();
    if (ended) return;
  }
}

/**
 * Stops the server when this process is killed: a shell waits on a pipe from us, which the system
 * closes however we end. Where that fails too, the next start ends the orphan.
 */
function endWithUs(pid: number, { account, native }: Placement, exited: Promise<void>): void {
  const script = 'read -r _; kill -INT "$0"';
  const watchdog = spawn("/bin/sh", ["-c", script, String(pid)], {
    ...account,
    cwd: native,
    env: childEnvironment,
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watchdog.on("error", () => {});
  watchdog.stdin.on("error", () => {});
  watchdog.unref();
  void exited.then(() => watchdog.kill("SIGKILL"));
}
