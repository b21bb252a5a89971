// A connection of the projector's own: it holds a lock or prepared statements, so no pool may hand
// it on.
import pg from "pg";
import { sessionSettings } from "../../database/values.ts";

export interface Session {
  readonly client: pg.Client;
  /** Aborts when the connection is gone, with a reason that `isUnavailable` knows. */
  readonly lost: AbortSignal;
  close(): Promise<void>;
}

/**
 * Connects as the pool does. Throws what `isUnavailable` knows when there is no server at present.
 */
export async function openSession(pool: pg.Pool, name: string): Promise<Session> {
  const client = new pg.Client(pool.options);
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

/**
 * Holds the projector's lock, or answers undefined while another process does. It is freed with the
 * connection.
 */
export async function tryLock(pool: pg.Pool): Promise<Session | undefined> {
  const session = await openSession(pool, "projector lock");
  try {
    const { rows } = await session.client.query<{ held: boolean }>(
      "select pg_try_advisory_lock(hashtextextended('batchproof.projector', 0)) as held",
    );
    if (rows[0]?.held) return session;
  } catch (error) {
    await session.close();
    throw error;
  }
  await session.close();
  return undefined;
}
