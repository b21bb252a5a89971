// The cluster's files (a "cluster" is PostgreSQL's word for a data directory), and its settings.
import { execFile } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { DatabaseFault } from "../fault.ts";
import type { PostgresLog } from "./log.ts";
import { makeOwned, type Placement } from "./placement.ts";

export const superuser = "batchproof";
export const database = "batchproof";
export const port = 5432; // Names the socket; no network port is opened.

/** Settings by name, over those of every start. */
export type Settings = Readonly<Record<string, string>>;

/** Makes the cluster where there is none that these binaries can run. */
export async function initialiseCluster(
  placement: Placement,
  settings: Settings,
  log: PostgresLog,
): Promise<void> {
  const { cluster, native, account } = placement;
  const version = clusterVersion(cluster);
  if (version === binariesVersion) return;
  if (version !== undefined) {
    log.warn({ cluster, version }, "database of another PostgreSQL version is made anew");
  }
  rmSync(cluster, { recursive: true, force: true });
  // Made beside and renamed, so that an interrupted initdb leaves nothing that looks usable.
  const draft = `${cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  makeOwned(draft, account);
  const forced = settings.fsync === "off" ? ["--no-sync"] : [];
  const all = ["-D", draft, ...initialisation, ...forced];
  try {
    await promisify(execFile)(join(native, "bin", "initdb"), all, {
      ...account,
      cwd: native,
      env: childEnvironment,
    });
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true });
    throw new DatabaseFault(
      "POSTGRES_NOT_STARTED",
      `PostgreSQL could not make its files in ${cluster}: ${reasonIn(cause)}`,
      { cause },
    );
  }
  renameSync(draft, cluster);
}

export function clusterExists(cluster: string): boolean {
  return existsSync(join(cluster, "PG_VERSION"));
}

/** Nothing of the operator's environment (PGDATA, LD_PRELOAD, a locale) reaches the server. */
export const childEnvironment = { LC_ALL: "C", TZ: "UTC" };

/** What every start passes; the files of the cluster keep PostgreSQL's defaults. */
export const usualSettings: Settings = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  max_connections: "50",
  shared_buffers: "128MB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  random_page_cost: "1.1",
  jit: "off",
  fsync: "on",
  // There is no replica: loading a table in the transaction that made it needs no log.
  wal_level: "minimal",
  max_wal_senders: "0",
  max_logical_replication_workers: "0",
  max_wal_size: "2GB",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
  // Failed statements are told to their caller; the log is for what befalls the server.
  log_min_messages: "log",
  log_line_prefix: "",
  log_checkpoints: "off",
};

const binariesVersion = "18";

// The locale is PostgreSQL's own: no order of text that changes with the machine's libraries.
const initialisation = [
  `--username=${superuser}`,
  "--auth=trust",
  "--encoding=UTF8",
  "--locale=C",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--no-instructions",
];

function clusterVersion(cluster: string): string | undefined {
  if (!clusterExists(cluster)) return undefined;
  return readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
}

function reasonIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = "stderr" in error ? String(error.stderr).trim() : "";
  return said === "" ? error.message : said;
}
