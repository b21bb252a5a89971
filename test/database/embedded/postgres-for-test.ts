// Folders for an embedded PostgreSQL of a test's own, and one that another process has started.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { onTestFinished } from "vitest";
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from "../../../src/database/embedded/start.ts";

export type Folders = EmbeddedPostgresOptions & { readonly root: string };

export async function makeFolders(options: { under?: string; closed?: boolean } = {}) {
  const root = await mkdtemp(join(tmpdir(), "postgres-"));
  const relocated = `${root}-relocated`;
  onTestFinished(async () => {
    for (const folder of [root, relocated]) await rm(folder, { recursive: true, force: true });
  });
  // mkdtemp makes a folder that only its owner may pass: not PostgreSQL, when root runs the test.
  if (!options.closed) await chmod(root, 0o711);
  const runtimeDirectory = join(root, "run");
  await mkdir(runtimeDirectory, { mode: 0o700 });
  const directory = join(root, options.under ?? "data", "postgres");
  // A killed process loses nothing that it handed to the system; fsync is for power failures.
  const settings = { fsync: "off" };
  const relocateUnder = [relocated];
  return { root, directory, runtimeDirectory, relocateUnder, settings } satisfies Folders;
}

export async function start(folders: Folders): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres(folders);
  onTestFinished(() => postgres.stop());
  return postgres;
}

export interface Elsewhere {
  readonly parent: ChildProcess;
  readonly postgresPid: number;
  /** Who would stop the server after its parent. */
  readonly watchdogPid: number;
  readonly url: string;
}

/** Started by another process, which can be killed. */
export async function startElsewhere({ root: _, ...options }: Folders): Promise<Elsewhere> {
  const source = new URL("../../../src/database/embedded/start.ts", import.meta.url).href;
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(source)};
    const { url, pid } = await startEmbeddedPostgres(${JSON.stringify(options)});
    console.log(JSON.stringify({ url, pid }));`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void parent.kill("SIGKILL"));
  const [line] = await once(parent.stdout, "data");
  const { url, pid } = JSON.parse(String(line));
  onTestFinished(() => kill(pid));
  const children = readFileSync(`/proc/${parent.pid}/task/${parent.pid}/children`, "utf8");
  const watchdogPid = children
    .split(" ")
    .map(Number)
    .find((child) => child > 0 && child !== pid);
  return { parent, postgresPid: pid, watchdogPid: watchdogPid!, url };
}

/** SIGKILL; whether it still runs does not matter. */
export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended before.
  }
}

export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(10);
}

/** One statement over a connection of its own. */
export async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
