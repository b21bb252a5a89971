// One moment of the genealogy's tables, with how far they have come and which making of the read
// model they are.
import type pg from "pg";
import { modelInSql } from "../../runner/progress.ts";

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
  try {
    const before = await lookWith(client, (look) => `${beginning}; ${look}`);
    const result = before && (await work(before));
    const after = await lookWith(client, (look) => `${look}; commit`);
    return before && before.schema === after?.schema ? result : undefined;
  } catch (error) {
    // Where the connection is gone there is nothing left to roll back.
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

const beginning = "begin isolation level repeatable read, read only";

type Seen = Moment & { readonly schema: number };

const look = `
  select ${modelInSql} as model, index + 1 as "asOf", to_regnamespace(name)::oid::bigint as schema
  from batchproof.projection_progress where name = 'genealogy'`;

/**
 * In one message with what else is said: whoever waits for the graph waits for each round trip.
 * Undefined: there is no read model yet.
 */
async function lookWith(
  client: pg.Client,
  among: (look: string) => string,
): Promise<Seen | undefined> {
  // Of several statements the driver gives several results, which its type does not know.
  const answered: unknown = await client.query(among(look));
  const results = answered as readonly pg.QueryResult<Moment & { schema: number | null }>[];
  const [row] = results.flatMap(({ rows }) => rows);
  return row && row.schema !== null ? { ...row, schema: row.schema } : undefined;
}
