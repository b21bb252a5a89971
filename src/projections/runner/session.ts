// A connection of the projector's own: it holds a lock or prepared statements, so no pool may hand
// it on.
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { sessionSettings } from "../../database/values.ts";

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

/**
 * Holds the projector's lock, or answers undefined while another process does. It is freed with the
 * connection.
 */
export function tryLock(pool: pg.Pool): Promise<Session | undefined> {
  return locking(pool, async (client) => {
    const { rows } = await client.query<{ held: boolean }>(
      `select pg_try_advisory_lock(${lock}) as held`,
    );
    return rows[0]?.held ?? false;
  });
}

/**
 * Holds the lock whoever has it now: that process loses the connection its lock hangs on, and
 * stands by. What it still has under way is fenced off by the progress rows.
 */
export function takeLock(pool: pg.Pool): Promise<Session | undefined> {
  return locking(pool, async (client) => {
    let isHeld = false;
    const waiting = client.query(`select pg_advisory_lock(${lock})`).then(() => {
      isHeld = true;
    });
    const ending = async () => {
      while (!isHeld) {
        await pool.query(endHolder);
        await Promise.race([waiting, wait(20)]);
      }
    };
    await Promise.all([waiting, ending()]);
    return true;
  });
}

const lock = "hashtextextended('batchproof.projector', 0)";

const endHolder = `
  select pg_terminate_backend(pid) from pg_locks
  where locktype = 'advisory' and granted and objsubid = 1
    and database = (select oid from pg_database where datname = current_database())
    and ((classid::bigint << 32) | objid::bigint) = ${lock}
    and exists (select from pg_locks waiting
                where waiting.locktype = 'advisory' and not waiting.granted
                  and waiting.classid = pg_locks.classid and waiting.objid = pg_locks.objid)`;

async function locking(
  pool: pg.Pool,
  hold: (client: pg.Client) => Promise<boolean>,
): Promise<Session | undefined> {
  const session = await openSession(pool, "projector lock");
  let isHeld = false;
  try {
    isHeld = await hold(session.client);
  } finally {
    if (!isHeld) await session.close();
  }
  return isHeld ? session : undefined;
}
