// What one of several processes on the same database does at a time.
import { type Kysely, sql } from "kysely";
import { isUnavailable } from "./availability.ts";
import type { DB } from "./schema.ts";

/**
 * Acts while no other process acts under the same name; false: another does, and nothing is done.
 * Where the database is away it acts all the same: it only keeps two from doing the same.
 */
export async function unlessElsewhere(
  kysely: Kysely<DB>,
  name: string,
  act: () => Promise<void>,
): Promise<boolean> {
  let begun = false;
  try {
    return await kysely.transaction().execute(async (at) => {
      const { rows } = await sql<{ held: boolean }>`
        select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as held`.execute(at);
      if (!rows[0]?.held) return false;
      begun = true;
      await act();
      return true;
    });
  } catch (error) {
    if (begun || !isUnavailable(error)) throw error;
    await act();
    return true;
  }
}
