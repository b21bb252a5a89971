// Questions that come again are asked by name; none gets another's answer.
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../src/database/connection.ts";
import { createTestDatabase, type TestDatabase } from "../database-for-test.ts";

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase({ url: testDatabase.url }, { connectionsMax: 1 });
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const prepared = async (text: string): Promise<number> => {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_prepared_statements
     where statement like '%${text}%'`,
  );
  return rows[0]?.count ?? Number.NaN;
};

const plus = async (number: number): Promise<number | undefined> => {
  const asked = sql<{ sum: number }>`select ${number}::int + 40 as sum`;
  return (await asked.execute(database.kysely)).rows[0]?.sum;
};

test("a question is prepared the second time, and answered for its own values", async () => {
  expect(await plus(1)).toBe(41);
  expect(await prepared("int + 40")).toBe(0);
  expect(await plus(2)).toBe(42);
  expect(await prepared("int + 40")).toBe(1);
  expect(await plus(3)).toBe(43);
  expect(await prepared("int + 40")).toBe(1);
});

test("one that never comes again is not kept", async () => {
  for (let n = 0; n < 20; n += 1) {
    await sql.raw(`select 1 as once_${n}`).execute(database.kysely);
    await database.pool.query(`select $1::int as seldom_${n}`, [n]);
  }
  expect(await prepared("once_")).toBe(0);
  expect(await prepared("seldom_")).toBe(0);
});

test("one that fails says so each time, and the connection goes on", async () => {
  const divided = (by: number) => database.pool.query("select 84 / $1::int as part", [by]);
  await expect(divided(0)).rejects.toMatchObject({ code: "22012" });
  await expect(divided(0)).rejects.toMatchObject({ code: "22012" });
  expect((await divided(2)).rows).toEqual([{ part: 42 }]);
  const wrong = () => database.pool.query("select $1::int as one from nowhere", [1]);
  await expect(wrong()).rejects.toMatchObject({ code: "42P01" });
  await expect(wrong()).rejects.toMatchObject({ code: "42P01" });
  await database.pool.query("create table nowhere ()");
  expect((await wrong()).rows).toEqual([]);
});

test("a table that is made anew under the same name is read as it is now", async () => {
  const make = (value: number) =>
    database.pool.query(
      `drop table if exists again; create table again as select ${value} as held`,
    );
  const read = async () =>
    (await database.pool.query("select held from again where held > $1", [0])).rows;
  await make(1);
  for (let n = 0; n < 8; n += 1) expect(await read()).toEqual([{ held: 1 }]);
  await make(2);
  expect(await read()).toEqual([{ held: 2 }]);
});

test("all columns of a table are asked for as they are now", async () => {
  const make = (columns: string) =>
    database.pool.query(`drop table if exists wider; create table wider as select ${columns}`);
  const read = async () =>
    (await database.pool.query("select * from wider where held > $1", [0])).rows;
  await make("1 as held");
  for (let n = 0; n < 3; n += 1) expect(await read()).toEqual([{ held: 1 }]);
  await make("1 as held, 2 as more");
  for (let n = 0; n < 3; n += 1) expect(await read()).toEqual([{ held: 1, more: 2 }]);
});
