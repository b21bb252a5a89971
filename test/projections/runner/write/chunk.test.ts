// A chunk written set by set comes out as if each row had been written when it was asked for.
import fc from "fast-check";
import type pg from "pg";
import { expect, test } from "vitest";
import { openSession } from "../../../../src/database/connection.ts";
import { ProjectionFault } from "../../../../src/projections/runner/fault.ts";
import { inOneGo } from "../../../../src/projections/runner/read-model.ts";
import { Chunk, type Row } from "../../../../src/projections/runner/write/chunk.ts";
import { Flush } from "../../../../src/projections/runner/write/flush.ts";
import { readTables } from "../../../../src/projections/runner/write/tables.ts";
import { openSetting } from "../setting.ts";

type Write =
  | {
      readonly how: "insert" | "upsert";
      readonly row: { a: number; b: string; x: number; y: string };
    }
  | { readonly how: "update"; readonly key: { a: number; b: string }; readonly change: Row };

const key = fc.record({ a: fc.integer({ min: 0, max: 2 }), b: fc.constantFrom("p", "q") });
const x = fc.integer({ min: -5, max: 5 });
const y = fc.constantFrom("", "NULL", "{", 'a"b\\c', "č,d");
const row = fc.tuple(key, fc.record({ x, y })).map(([key, rest]) => ({ ...key, ...rest }));
const write: fc.Arbitrary<Write> = fc.oneof(
  fc.record({ how: fc.constantFrom("insert" as const, "upsert" as const), row }),
  fc.record({
    how: fc.constant("update" as const),
    key,
    change: fc.oneof(fc.record({ x }), fc.record({ y }), fc.record({ x, y })),
  }),
);

/** Row by row; undefined where a row is there twice, or is not there to be updated. */
function oneByOne(writes: readonly Write[]): unknown[] | undefined {
  const rows = new Map<string, Row>();
  for (const write of writes) {
    const { a, b } = write.how === "update" ? write.key : write.row;
    const found = rows.get(`${a}${b}`);
    if (write.how === "insert" ? found : write.how === "update" && !found) return undefined;
    rows.set(`${a}${b}`, write.how === "update" ? { ...found, ...write.change } : write.row);
  }
  return [...rows].sort().map(([, row]) => row);
}

function ask(chunk: Chunk, write: Write): void {
  if (write.how === "update") chunk.update("t", write.key, write.change);
  else chunk[write.how]("t", write.row);
}

async function writing(client: pg.Client, definition: string) {
  await client.query(`drop schema if exists s cascade; create schema s; set search_path to s`);
  await client.query(definition);
  const tables = await readTables(client, "s");
  const flush = new Flush(tables);
  const chunkOf = (fill: (chunk: Chunk) => void) => {
    const chunk = new Chunk(tables);
    fill(chunk);
    return chunk;
  };
  return (fill: (chunk: Chunk) => void) =>
    inOneGo(client, () => flush.write(client, chunkOf(fill)));
}

test("the order of calls decides, whatever the chunk", async () => {
  await using setting = await openSetting();
  const session = await openSession(setting.database.pool, "test", { pipeline: true });
  const { client } = session;
  const put = await writing(
    client,
    "create table t (a int, b text, x int, y text, primary key (b, a))",
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(write, { maxLength: 8 }), { maxLength: 4 }),
      async (chunks) => {
        await client.query("truncate t");
        const expected = oneByOne(chunks.flat());
        const result = (async () => {
          for (const writes of chunks)
            await put((chunk) => {
              for (const each of writes) ask(chunk, each);
            });
          return (await client.query("select * from t order by a, b")).rows;
        })();
        if (expected) expect(await result).toEqual(expected);
        else await expect(result).rejects.toThrow();
      },
    ),
    { numRuns: 150 },
  );
  await session.close();
});

test("every kind of value arrives as it was", async () => {
  await using setting = await openSetting();
  const session = await openSession(setting.database.pool, "test", { pipeline: true });
  const put = await writing(
    session.client,
    `create table t (
       n bigint primary key, d numeric, s text, f boolean, at timestamptz, j jsonb, k json,
       bytes bytea, words text[], real double precision, day date, id uuid,
       twice bigint generated always as (n * 2) stored)`,
  );
  const value = {
    n: 4_503_599_627_370_495,
    d: "123456789012345678.000000000012",
    s: `a"b\\c{d},e\n\tNULL é😀`,
    f: false,
    at: "2026-01-31T08:15:00.123Z",
    j: { a: [1, null, 'x"\\'], b: "}" },
    k: "a string",
    bytes: Buffer.from([0, 1, 92, 34, 255]),
    words: ["a", "b,c", '"', "\\", ""],
    real: 1e-300,
    day: "2026-02-28",
    id: "00000000-0000-8000-8000-000000000001",
  };
  await put((chunk) => {
    chunk.insert("t", value);
    chunk.insert("t", { n: 1 });
  });
  const { rows } = await session.client.query("select * from t order by n desc");
  expect(rows[0]).toEqual({ ...value, twice: value.n * 2 });
  expect(rows[1]).toMatchObject({ n: 1, d: null, s: null, j: null, bytes: null, words: null });
  await session.close();
});

test("what is too long is refused, not cut", async () => {
  await using setting = await openSetting();
  const session = await openSession(setting.database.pool, "test", { pipeline: true });
  const put = await writing(session.client, "create table t (a varchar(3) primary key)");
  await expect(put((chunk) => chunk.insert("t", { a: "abcd" }))).rejects.toThrow();
  await session.close();
});

test.each([
  ["an unknown table", (chunk: Chunk) => chunk.insert("u", { a: 1 })],
  ["an unknown column", (chunk: Chunk) => chunk.insert("t", { a: 1, z: 1 })],
  ["an unknown column to change", (chunk: Chunk) => chunk.update("t", { a: 1 }, { z: 1 })],
  ["a key without a column", (chunk: Chunk) => chunk.update("t", {}, { b: 1 })],
  ["a row that is not there", (chunk: Chunk) => chunk.update("t", { a: 9 }, { b: 1 })],
])("%s is said", async (_, fill) => {
  await using setting = await openSetting();
  const session = await openSession(setting.database.pool, "test", { pipeline: true });
  const put = await writing(session.client, "create table t (a int primary key, b int)");
  const thrown = await Promise.resolve()
    .then(() => put(fill))
    .catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ProjectionFault);
  expect(thrown).toMatchObject({ code: "ROW_UNKNOWN" });
  await session.close();
});
