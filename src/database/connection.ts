// The program's way to PostgreSQL: one pool, and kysely over it.
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { DatabaseFault } from "./fault.ts";
import { PreparingClient } from "./preparing-client.ts";
import type { DB } from "./schema.ts";
import { sessionSettings, valueParsers } from "./values.ts";

/** Where a database is: DATABASE_URL, or the socket of the embedded server. */
export type DatabaseAddress =
  | { readonly url: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly database: string;
      readonly user: string;
    };

export interface Database {
  readonly pool: pg.Pool;
  readonly kysely: Kysely<DB>;
  close(): Promise<void>;
}

/**
 * Connects once, to fail here rather than later: throws `DatabaseFault` for a server that will not
 * do, and what `isUnavailable` knows where there is none at present.
 */
export async function openDatabase(
  address: DatabaseAddress,
  options: { readonly connectionsMax?: number } = {},
): Promise<Database> {
  const pool = new pg.Pool({
    ...("url" in address ? { connectionString: address.url } : address),
    max: options.connectionsMax ?? 10,
    application_name: "batchproof",
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    types: valueParsers(),
    Client: PreparingClient,
    onConnect: prepareSession,
  });
  // A connection that breaks while nobody uses it is replaced at the next use. One that breaks
  // between two statements of its user tells that user at the next; neither ends the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  const close = async () => {
    await kysely.destroy();
    // Of a pool that it was never asked to use, kysely does not end the connections.
    if (!pool.ending) await pool.end();
  };
  try {
    await checkServer(pool);
  } catch (error) {
    await close();
    throw error;
  }
  return { pool, kysely, close };
}

/** PostgreSQL 15 is the oldest whose features are used here. Number as in `server_version_num`. */
export function checkServerVersion(versionNumber: number): void {
  if (versionNumber >= oldestVersion) return;
  throw new DatabaseFault(
    "POSTGRES_TOO_OLD",
    `DATABASE_URL names a PostgreSQL ${Math.trunc(versionNumber / 10_000)}; 15 or later is needed.`,
  );
}

const oldestVersion = 150_000;

// The declared type forgets that the pool waits for a promise.
async function prepareSession(client: pg.ClientBase): Promise<void> {
  await client.query(sessionSettings);
}

async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::int as version,
            pg_encoding_to_char(encoding) as encoding
     from pg_database where datname = current_database()`,
  );
  const server = rows[0];
  checkServerVersion(server?.version ?? 0);
  if (server?.encoding === "UTF8") return;
  throw new DatabaseFault(
    "POSTGRES_ENCODING_UNSUPPORTED",
    `The database that DATABASE_URL names is encoded in ${server?.encoding}; UTF8 is needed ` +
      `("create database ... encoding 'UTF8' template template0").`,
  );
}
