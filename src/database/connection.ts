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

/** A connection of one's own: it holds a lock or prepared statements, so no pool may hand it on. */
export interface Session {
  readonly client: pg.Client;
  /** Aborts when the connection is gone, with a reason that `isUnavailable` knows. */
  readonly lost: AbortSignal;
  close(): Promise<void>;
}

/**
 * Connects as the pool does. `pipeline`: what is asked is sent at once, behind what is under way;
 * not for COPY and cursors. Throws what `isUnavailable` knows when there is no server at present.
 */
export async function openSession(
  pool: pg.Pool,
  name: string,
  { pipeline = false } = {},
): Promise<Session> {
  const client = new pg.Client({ ...pool.options, pipeline });
  const gone = new AbortController();
  const close = () => client.end().catch(() => {});
  const lose = (cause?: unknown) => gone.abort(new Error("Connection terminated", { cause }));
  client.on("error", lose);
  client.on("end", () => lose());
  try {
    await client.connect();
    await client.query(`${sessionSettings};${writerSettings}`);
    await client.query("select set_config('application_name', $1, false)", [`batchproof ${name}`]);
  } catch (error) {
    await close();
    throw error;
  }
  return { client, lost: gone.signal, close };
}

// Everything that the projector writes can be derived again. After a crash of the server the last
// commits may be missing, rows and progress alike since they are one transaction, and are simply
// made once more. Plans made without the values: lookups of a chunk's keys then stay index lookups,
// however large the chunk.
const writerSettings = [
  "set synchronous_commit = off",
  "set plan_cache_mode = force_generic_plan",
  "set idle_in_transaction_session_timeout = 0",
  "set statement_timeout = 0",
].join(";");

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
