// The embedded PostgreSQL: real server binaries, one private cluster, reached over a socket only.
// Its owner is whoever holds the lock of the data folder; see docs/architecture.md.
import { rmdirSync } from "node:fs";
import pg from "pg";
import { DatabaseFault } from "../fault.ts";
import {
  clusterExists,
  database,
  initialiseCluster,
  port,
  type Settings,
  superuser,
} from "./cluster.ts";
import { type PostgresLog, silent } from "./log.ts";
import { endOrphans } from "./orphan.ts";
import { type Placement, type PlaceOptions, place } from "./placement.ts";
import { startPostmaster } from "./postmaster.ts";
import { supervise } from "./supervise.ts";

export interface SocketAddress {
  /** The folder of the socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

export interface EmbeddedPostgres {
  readonly address: SocketAddress;
  /** The same as an URL, for what takes DATABASE_URL. */
  readonly url: string;
  /** Changes when the server had to be started again. */
  readonly pid: number;
  /** Settles when it runs no more: undefined after `stop`, else the fault that ended it. */
  readonly exited: Promise<DatabaseFault | undefined>;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions extends PlaceOptions {
  readonly logger?: PostgresLog;
  /** Over those of cluster.ts. A test run's server needs no `fsync`. */
  readonly settings?: Settings;
}

/** Makes the cluster when there is none, ends what an earlier start left, and starts the server. */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const log = options.logger ?? silent;
  const settings = options.settings ?? {};
  const placement = place(options);
  await endOrphans(placement, log);
  await initialiseCluster(placement, settings, log);
  const supervised = await supervise(async () => {
    await endOrphans(placement, log);
    if (!clusterExists(placement.cluster)) throw folderGone(placement.cluster);
    return startPostmaster(placement, settings, log);
  }, log);
  const address = { host: placement.socketDirectory, port, database, user: superuser };
  try {
    await createDatabase(address);
  } catch (error) {
    await supervised.stop();
    throw error;
  }
  return {
    address,
    url: socketUrl(address),
    get pid() {
      return supervised.pid;
    },
    exited: supervised.exited,
    async stop() {
      await supervised.stop();
      removeSocketFolder(placement);
    },
  };
}

export function socketUrl({ host, port, database, user }: SocketAddress): string {
  const folder = encodeURIComponent(host);
  return `postgres://${user}@localhost/${database}?host=${folder}&port=${port}`;
}

async function createDatabase(address: SocketAddress): Promise<void> {
  const client = new pg.Client({ ...address, database: "postgres" });
  await client.connect();
  try {
    const name = address.database;
    const found = await client.query("select from pg_database where datname = $1", [name]);
    if (found.rowCount === 0)
      await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** The folder beside the caller's was ours; the caller's own is left alone. */
function removeSocketFolder({ account, socketDirectory }: Placement): void {
  if (!account) return;
  try {
    rmdirSync(socketDirectory);
  } catch {
    // Somebody is still looking at it; the next start uses it again.
  }
}

function folderGone(cluster: string): DatabaseFault {
  return new DatabaseFault(
    "POSTGRES_FOLDER_GONE",
    `${cluster} was deleted while PostgreSQL was running. Restart: everything in it is rebuilt.`,
  );
}
