// What one of several processes on the same database does at a time.
import { isUnavailable } from "./availability.ts";
import { type Database, openSession, type Session } from "./connection.ts";

/**
 * Acts while no other process acts under the same name; false: another does, and nothing is done.
 * Where the database is away it acts all the same: it only keeps two from doing the same. The lock
 * hangs on a connection of its own, in no transaction: that would keep vacuum from all that was
 * deleted since. It is freed when that connection ends, however it does.
 */
export async function unlessElsewhere(
  pool: Database["pool"],
  name: string,
  act: () => Promise<void>,
): Promise<boolean> {
  const session = await locked(pool, name);
  if (session === "elsewhere") return false;
  try {
    await act();
    return true;
  } finally {
    await session?.close();
  }
}

/** Undefined: the database is away. */
async function locked(
  pool: Database["pool"],
  name: string,
): Promise<Session | "elsewhere" | undefined> {
  let session: Session | undefined;
  try {
    session = await openSession(pool, name);
    const { rows } = await session.client.query<{ held: boolean }>(
      "select pg_try_advisory_lock(hashtextextended($1, 0)) as held",
      [name],
    );
    if (rows[0]?.held) return session;
  } catch (error) {
    await session?.close();
    if (isUnavailable(error)) return undefined;
    throw error;
  }
  await session.close();
  return "elsewhere";
}
