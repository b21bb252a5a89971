// Migrations run once, in order, never changed afterwards, and whole or not at all.
import { appendFile, cp, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../src/database/connection.ts";
import { migrate } from "../../src/database/migrate.ts";
import { migrationsFolder } from "../../src/database/migration-files.ts";
import { createTestDatabase, type TestDatabase } from "../database-for-test.ts";

let folder: string;
let testDatabase: TestDatabase;
let database: Database;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase(testDatabase.address);
  folder = await mkdtemp(join(tmpdir(), "migrations-"));
  await cp(migrationsFolder, folder, { recursive: true });
});

afterEach(async () => {
  await database.close();
  await testDatabase.drop();
  await rm(folder, { recursive: true });
});

const tablesNamed = async (name: string) => {
  const { rows } = await sql`select from pg_class where relname = ${name}`.execute(database.kysely);
  return rows.length;
};

describe("migrate", () => {
  test("runs what is new, once", async () => {
    await writeFile(join(folder, "9001_first.sql"), "create table first (); create table two ();");
    expect(await migrate(database.kysely, folder)).toEqual(["9001_first"]);
    expect(await migrate(database.kysely, folder)).toEqual([]);
    expect(await tablesNamed("two")).toBe(1);
  });

  test("runs function bodies, which hold semicolons of their own", async () => {
    const body = "create function f() returns int language plpgsql as $$ begin return 1; end $$;";
    await writeFile(join(folder, "9001_function.sql"), body);
    await migrate(database.kysely, folder);
    const { rows } = await database.pool.query("select f()");
    expect(rows).toEqual([{ f: 1 }]);
  });

  test("keeps what others do at the same time apart", async () => {
    await writeFile(join(folder, "9001_once.sql"), "create table once ();");
    const others = await Promise.all([1, 2, 3].map(() => openDatabase(testDatabase.address)));
    const ran = await Promise.all(others.map(({ kysely }) => migrate(kysely, folder)));
    expect(ran.flat()).toEqual(["9001_once"]);
    await Promise.all(others.map((other) => other.close()));
  });

  test("keeps them apart on an empty database too", async () => {
    await database.pool.query("drop schema batchproof cascade");
    const others = await Promise.all([1, 2, 3].map(() => openDatabase(testDatabase.address)));
    const ran = await Promise.all(others.map(({ kysely }) => migrate(kysely)));
    expect(ran.flat()).toContain("0001_projection_progress");
    expect(await tablesNamed("projection_progress")).toBe(1);
    await Promise.all(others.map((other) => other.close()));
  });

  test("refuses a file that was changed after it ran", async () => {
    await appendFile(join(folder, "0001_projection_progress.sql"), "-- one more line\n");
    await writeFile(join(folder, "9001_new.sql"), "create table new_one ();");
    await expect(migrate(database.kysely, folder)).rejects.toMatchObject({
      code: "MIGRATION_CHANGED",
      message: expect.stringContaining("0001_projection_progress.sql"),
    });
    expect(await tablesNamed("new_one")).toBe(0);
  });

  test("refuses when a file that ran is missing", async () => {
    const name = "0001_projection_progress.sql";
    await rename(join(folder, name), join(folder, "0001_renamed.sql"));
    await expect(migrate(database.kysely, folder)).rejects.toMatchObject({
      code: "MIGRATION_CHANGED",
      message: expect.stringContaining(name),
    });
  });

  test("takes other line ends for the same file", async () => {
    const name = join(folder, "9001_lines.sql");
    await writeFile(name, "create table\nlines ();\n");
    await migrate(database.kysely, folder);
    await writeFile(name, "create table\r\nlines ();\r\n");
    expect(await migrate(database.kysely, folder)).toEqual([]);
  });

  test("refuses a new file numbered before one that ran", async () => {
    await writeFile(join(folder, "9002_later.sql"), "create table later ();");
    await migrate(database.kysely, folder);
    await writeFile(join(folder, "9001_earlier.sql"), "create table earlier ();");
    await expect(migrate(database.kysely, folder)).rejects.toMatchObject({
      code: "MIGRATION_OUT_OF_ORDER",
    });
  });

  test("leaves nothing of a run that fails", async () => {
    await writeFile(join(folder, "9001_good.sql"), "create table good ();");
    await writeFile(join(folder, "9002_bad.sql"), "create table bad (); select no_such_thing;");
    await expect(migrate(database.kysely, folder)).rejects.toMatchObject({
      code: "MIGRATION_FAILED",
      message: expect.stringContaining("9002_bad"),
    });
    expect(await tablesNamed("good")).toBe(0);
    expect(await tablesNamed("bad")).toBe(0);
  });

  test.each(["1_short.sql", "0002-dashes.sql", "notes.txt", "0001_twice.sql"])(
    "refuses the file name %s",
    async (name) => {
      await writeFile(join(folder, name), "");
      await expect(migrate(database.kysely, folder)).rejects.toMatchObject({
        code: "MIGRATION_MISNAMED",
      });
    },
  );
});
