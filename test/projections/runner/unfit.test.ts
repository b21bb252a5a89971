// A schema.sql that a rebuild could not repeat is refused, and nothing of it stays.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { MemoryLog } from "./memory-log.ts";
import { noted, openSetting, soon } from "./setting.ts";
import { notesOf, toyOf } from "./toy.ts";

const node = "create table node (id bigint primary key, key text);";
const edge = "create table edge (position bigint primary key);";

test.each([
  ["a sequence", `create table node (id bigserial primary key); ${edge}`],
  ["an identity", `create table node (id int primary key generated always as identity); ${edge}`],
  ["a default", `create table node (id int primary key, n int default 1); ${edge}`],
  ["the time", `create view v as select now() as at; ${node} ${edge}`],
  ["a random value", `create view v as select random() as n; ${node} ${edge}`],
  [
    "a trigger",
    `${node} ${edge} create trigger t before update on node
     for each row execute function suppress_redundant_updates_trigger()`,
  ],
  ["a function", `${node} ${edge} create function f() returns int language sql return 1`],
  ["no primary key", `create table node (id int); ${edge}`],
  [
    "a key into another schema",
    `create table node (id text primary key references batchproof.projection_progress); ${edge}`,
  ],
  ["a table in another schema", `${node} ${edge} create table public.other (id int primary key)`],
  ["a table without digest", `${node} ${edge} create table more (id int primary key)`],
  ["a digest without table", node],
  ["its own transaction", `${node} ${edge} commit; begin`],
  ["no SQL", "create tabel node"],
])("%s", async (_, text) => {
  await using setting = await openSetting();
  const folder = await mkdtemp(join(tmpdir(), "schema-"));
  try {
    const file = join(folder, "schema.sql");
    await writeFile(file, text);
    const log = new MemoryLog([noted("a")]);
    const projector = setting.start(log, [toyOf(1, () => {}, pathToFileURL(file))]);
    expect(await projector.waitFor(0, soon)).toBe(false);
    expect(projector.status()).toMatchObject([
      { state: "stopped", asOf: 0, fault: { code: "SCHEMA_UNFIT", place: undefined } },
    ]);
    const schemas = "select nspname from pg_namespace where nspname in ('toy', 'toy_next')";
    expect(await setting.query(schemas)).toEqual([]);
    expect(await setting.query("select 1 from pg_class where relname = 'other'")).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("no file at all", async () => {
  await using setting = await openSetting();
  const missing = toyOf(1, () => {}, new URL("missing.sql", import.meta.url));
  const projector = setting.start(new MemoryLog([noted("a")]), [missing, notesOf()]);
  expect(await projector.waitFor(0, { ...soon, name: "toy" })).toBe(false);
  expect(await projector.waitFor(0, { ...soon, name: "notes" })).toBe(true);
});
