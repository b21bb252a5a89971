// Two connections that see one and the same moment of the database, for as long as a comparison
// takes.
import type pg from "pg";
import { openSession } from "../../database/connection.ts";
import { inTransaction } from "../runner/read-model.ts";

export interface Snapshot {
  readonly left: pg.Client;
  readonly right: pg.Client;
}

/** `taken` is called as soon as the moment is fixed: from then on the database may move on. */
export async function inSnapshot<T>(
  pool: pg.Pool,
  taken: () => void,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const sessions = [];
  try {
    const left = await openSession(pool, "comparison");
    sessions.push(left);
    const right = await openSession(pool, "comparison");
    sessions.push(right);
    return await inTransaction(left.client, async () => {
      await left.client.query("set transaction isolation level repeatable read, read only");
      const { rows } = await left.client.query<{ id: string }>("select pg_export_snapshot() as id");
      return inTransaction(right.client, async () => {
        await right.client.query("set transaction isolation level repeatable read, read only");
        await right.client.query(`set transaction snapshot '${rows[0]?.id}'`);
        taken();
        return work({ left: left.client, right: right.client });
      });
    });
  } finally {
    await Promise.all(sessions.map((session) => session.close()));
  }
}
