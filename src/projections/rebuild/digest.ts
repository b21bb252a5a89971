// The digest of a table: SHA-256 over the text that COPY gives for the rows its projection
// declares, in natural order.
import { createHash } from "node:crypto";
import { createInterface } from "node:readline/promises";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { quoteId } from "../runner/read-model.ts";

export interface TableDigest {
  readonly sha256: string;
  readonly rows: number;
}

export async function digestTable(
  client: pg.Client,
  schema: string,
  query: string,
): Promise<TableDigest> {
  const hash = createHash("sha256");
  const stream = await copy(client, schema, query);
  for await (const piece of stream) hash.update(piece);
  return { sha256: hash.digest("hex"), rows: stream.rowCount };
}

/** The rows one by one, each as COPY's text has it: no line breaks, columns parted by tabs. */
export async function* linesOf(
  client: pg.Client,
  schema: string,
  query: string,
): AsyncGenerator<string> {
  const stream = await copy(client, schema, query);
  yield* createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
}

async function copy(client: pg.Client, schema: string, query: string) {
  await client.query(`set local search_path to ${quoteId(schema)}`);
  return client.query(copyTo(`copy (${query}) to stdout`));
}
