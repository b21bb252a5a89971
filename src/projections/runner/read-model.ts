// The Postgres schema of a read model: made from its schema.sql, marked with the text it was made
// from, dropped.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { type Client, type ClientBase, DatabaseError } from "pg";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import type { Projection } from "../projection.ts";
import { isPassing, ProjectionFault } from "./fault.ts";
import { createProgress, readProgress } from "./progress.ts";
import { refuseUnfit, refuseWords } from "./unfit.ts";

export const quoteId = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const nextOf = (name: string): string => `${name}_next`;
export const formerOf = (name: string): string => `${name}_former`;

/**
 * absent: nothing usable is there. other: made by another version of the projection or of its
 * schema.sql.
 */
export type Found = "absent" | "other" | "same";

export async function look<Event extends AnyEvent>(
  client: ClientBase,
  schema: string,
  projection: Projection<Event>,
): Promise<Found> {
  const progress = await readProgress(client, schema);
  const mark = await readMark(client, schema);
  if (!progress || mark === undefined) return "absent";
  const text = await readFile(projection.schema, "utf8");
  return progress.version === projection.version && mark === markOf(text) ? "same" : "other";
}

/** Removes what is there under this name and makes it anew, empty, with its progress row. */
export async function makeAnew<Event extends AnyEvent>(
  client: ClientBase,
  schema: string,
  projection: Projection<Event>,
): Promise<void> {
  const text = await readFile(projection.schema, "utf8");
  refuseWords(projection.name, text);
  await inTransaction(client, async () => {
    await remove(client, schema);
    await client.query(`create schema ${quoteId(schema)}`);
    await client.query(`set local search_path to ${quoteId(schema)}`);
    await runSchema(client, projection, text);
    await refuseUnfit(client, schema, projection);
    await client.query(`comment on schema ${quoteId(schema)} is '${markOf(text)}'`);
    await createProgress(client, schema, projection.version);
  });
}

/** The schema with everything in it, and its progress. */
export async function remove(client: ClientBase, schema: string): Promise<void> {
  await client.query(`drop schema if exists ${quoteId(schema)} cascade`);
  await client.query("delete from batchproof.projection_progress where name = $1", [schema]);
}

export async function inTransaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    // Where the connection is gone there is nothing left to roll back.
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

/**
 * A transaction of statements that are sent one behind another, none waiting for the answer before;
 * at each `undefined` what was gathered goes out, in one write. Throws what failed first in
 * PostgreSQL, else what `send` throws.
 */
export async function inOneGo(
  client: Client,
  send: () => Iterable<Promise<unknown> | undefined>,
): Promise<void> {
  const sent: Promise<unknown>[] = [];
  const keep = (answer: Promise<unknown>) => {
    answer.catch(() => {});
    sent.push(answer);
  };
  const { stream } = client.connection;
  const sending = async () => {
    stream.cork();
    try {
      keep(client.query("begin"));
      for (const answer of send()) {
        if (answer) keep(answer);
        else {
          stream.uncork();
          await setImmediate();
          stream.cork();
        }
      }
    } finally {
      stream.uncork();
    }
  };
  const [ending] = await Promise.allSettled([sending()]);
  const outcomes = [...(await Promise.allSettled(sent)), ending];
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) {
    // Where the connection is gone there is nothing left to roll back.
    await client.query("rollback").catch(() => {});
    throw failed.reason;
  }
  await client.query("commit");
}

async function runSchema<Event extends AnyEvent>(
  client: ClientBase,
  { name }: Projection<Event>,
  text: string,
): Promise<void> {
  try {
    await client.query(text);
  } catch (cause) {
    if (isPassing(cause)) throw cause;
    const at = cause instanceof DatabaseError ? ` (character ${cause.position})` : "";
    const message = `schema.sql of ${name} does not run${at}: ${cause}`;
    throw new ProjectionFault("SCHEMA_UNFIT", message, { cause });
  }
}

const markOf = (text: string): string => createHash("sha256").update(text).digest("hex");

async function readMark(client: ClientBase, schema: string): Promise<string | undefined> {
  const { rows } = await client.query<{ mark: string | null }>(
    "select obj_description(oid, 'pg_namespace') as mark from pg_namespace where nspname = $1",
    [schema],
  );
  return rows[0]?.mark ?? undefined;
}
