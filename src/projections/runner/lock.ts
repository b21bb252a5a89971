// The projector's lock, which hangs on a connection of its own.
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { openSession, type Session } from "../../database/connection.ts";

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
