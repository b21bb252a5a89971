// Read models that had nothing to write move on together, each from where it was or not at all.
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../../src/database/connection.ts";
import {
  Advances,
  createProgress,
  indexOf,
  type Place,
  readProgress,
} from "../../../src/projections/runner/progress.ts";
import { createTestDatabase, type TestDatabase } from "../../database-for-test.ts";

let testDatabase: TestDatabase;
let database: Database;
let client: pg.PoolClient;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase({ url: testDatabase.url });
  client = await database.pool.connect();
  for (const name of ["one", "two", "three"]) await createProgress(client, name, 1);
});

afterAll(async () => {
  client.release();
  await database.close();
  await testDatabase.drop();
});

const eventId = "0192f3a4-5b6c-7d8e-9f01-23456789abcd";
const placeAt = (index: number): Place => ({
  index,
  stream: `order-{"${index}"}, and more`,
  revision: 3,
  eventId,
  storePosition: String(index * 10) as Place["storePosition"],
});

const move = (name: string, from: number, to: number) => ({
  name,
  from,
  logId: eventId,
  place: placeAt(to),
});

test("each is where it says, and one that was moved by another says so alone", async () => {
  const advances = new Advances();
  const moved = await Promise.allSettled([
    advances.together(client, move("one", -1, 4)),
    advances.together(client, move("two", 2, 4)),
    advances.together(client, move("three", -1, 7)),
  ]);
  expect(moved.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(moved[1]).toMatchObject({ reason: { code: "PROGRESS_MOVED" } });
  expect((await readProgress(client, "one"))?.place).toEqual(placeAt(4));
  expect(indexOf((await readProgress(client, "two"))?.place)).toBe(-1);
  expect((await readProgress(client, "three"))?.place).toEqual(placeAt(7));
});

test("a connection that is lost is told to all that went together", async () => {
  const advances = new Advances();
  const gone = await database.pool.connect();
  gone.on("error", () => {});
  await database.pool.query("select pg_terminate_backend($1::int)", [
    (await gone.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid,
  ]);
  const moved = await Promise.allSettled([
    advances.together(gone, move("one", 4, 5)),
    advances.together(gone, move("three", 7, 8)),
  ]);
  gone.release(true);
  expect(moved.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await advances.together(client, move("one", 4, 5));
  expect((await readProgress(client, "one"))?.place).toEqual(placeAt(5));
});
