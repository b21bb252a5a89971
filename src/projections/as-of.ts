// How far a read model has come, as its readers see it, and answers that say it of themselves.
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Kysely, sql, type Transaction } from "kysely";
import type { DB } from "../database/schema.ts";
import type { StorePosition } from "../eventstore/stored-event.ts";
import { ProjectionFault } from "./runner/fault.ts";
import { modelInSql } from "./runner/progress.ts";
import { nextOf } from "./runner/read-model.ts";

export interface Answered<Answer> {
  /** A tree size: the answer is over the events 0 to asOf - 1. */
  readonly asOf: number;
  readonly answer: Answer;
}

export interface Seen {
  /** As `Answered` has it. */
  readonly asOf: number;
  /** Which making of the read model it is. */
  readonly model: string;
}

/**
 * Everything that `query` reads, and the asOf beside it, are of one moment. Throws ProjectionFault
 * PROJECTION_UNKNOWN, READ_MODEL_STOPPED.
 */
export async function answered<Answer>(
  database: Kysely<DB>,
  readModel: string,
  query: (at: Transaction<DB>, seen: Seen) => Promise<Answer>,
): Promise<Answered<Answer>> {
  for (;;) {
    const attempt = await database
      .transaction()
      .setIsolationLevel("repeatable read")
      .setAccessMode("read only")
      .execute(async (at) => {
        const before = await look(at, readModel);
        const answer = await query(at, before);
        const after = await look(at, readModel);
        return before.schema === after.schema ? { asOf: before.asOf, answer } : undefined;
      });
    // Else a rebuilt model took the name in between. Names are looked up as of now, rows as of the
    // beginning: the new tables would have been read as they were before they were complete.
    if (attempt) return attempt;
  }
}

/** Those who ask in the same turn share one question; who asks later never gets what was before. */
export async function asOf(database: Kysely<DB>, readModel: string): Promise<number> {
  if (database.isTransaction) return (await look(database, readModel)).asOf;
  const asked = asking.get(database) ?? new Map<string, ReturnType<typeof look>>();
  asking.set(database, asked);
  const shared =
    asked.get(readModel) ??
    nextTurn().then(() => {
      asked.delete(readModel);
      return look(database, readModel);
    });
  asked.set(readModel, shared);
  return (await shared).asOf;
}

const asking = new WeakMap<Kysely<DB>, Map<string, ReturnType<typeof look>>>();

/** Where in the log a read model is; -1, and nowhere, while there is none. */
export async function placeOf(
  database: Kysely<DB>,
  readModel: string,
): Promise<{ readonly index: number; readonly after?: StorePosition }> {
  const { rows } = await sql<{ index: number; after: StorePosition | null }>`
    select index, store_position as after from batchproof.projection_progress
    where name = ${readModel}`.execute(database);
  const { index = -1, after } = rows[0] ?? {};
  return after ? { index, after } : { index: -1 };
}

/** One of a former version goes on only as its successor. */
async function look(
  at: Kysely<DB>,
  readModel: string,
): Promise<Seen & { readonly schema: number }> {
  const { rows } = await sql<Seen & { schema: number | null; isStopped: boolean }>`
    select index + 1 as "asOf", ${sql.raw(modelInSql)} as model,
           to_regnamespace(quote_ident(name))::oid::bigint as schema,
           is_stopped or exists (
             select from batchproof.projection_progress next
             where next.name = ${nextOf(readModel)} and next.is_stopped
               and next.version <> live.version) as "isStopped"
    from batchproof.projection_progress live where name = ${readModel}`.execute(at);
  const [row] = rows;
  if (row?.isStopped) {
    const where = `The read model ${readModel} stopped at ${row.asOf} events`;
    throw new ProjectionFault("READ_MODEL_STOPPED", `${where}; what came after is not in it.`);
  }
  if (row && row.schema !== null) return { ...row, schema: row.schema };
  throw new ProjectionFault("PROJECTION_UNKNOWN", `There is no read model ${readModel} here yet.`);
}
