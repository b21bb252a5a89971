// One moment of the genealogy's tables, with how far they have come and which making of the read
// model they are.
import type pg from "pg";
import { inTransaction } from "../../runner/read-model.ts";

export interface Moment {
  /** Of the log and of the making: a rebuilt read model is another, and so is its graph. */
  readonly model: string;
  /** Tree size. */
  readonly asOf: number;
}

/**
 * Undefined: there is no read model yet, or a rebuilt one took the name meanwhile, so that what
 * `work` read is of no moment at all (see `answered`).
 */
export async function inOneMoment<Result>(
  client: pg.Client,
  work: (moment: Moment) => Promise<Result>,
): Promise<Result | undefined> {
  return inTransaction(client, async () => {
    await client.query("set transaction isolation level repeatable read, read only");
    const before = await momentOf(client);
    if (!before) return;
    const result = await work(before);
    return (await momentOf(client))?.schema === before.schema ? result : undefined;
  });
}

/** The making of the read model, in SQL over the line of its progress. */
export const modelInSql = "log_id || ' ' || made_id";

/** Undefined: there is no read model yet. */
export async function momentOf(
  client: pg.Client,
): Promise<(Moment & { readonly schema: number }) | undefined> {
  const { rows } = await client.query<Moment & { schema: number | null }>(
    `select ${modelInSql} as model, index + 1 as "asOf",
            to_regnamespace(name)::oid::bigint as schema
     from batchproof.projection_progress where name = 'genealogy'`,
  );
  const [row] = rows;
  return row && row.schema !== null ? { ...row, schema: row.schema } : undefined;
}
