// Two services on one database: one acts at a time, and holds up nothing else meanwhile.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../src/database/connection.ts";
import { unlessElsewhere } from "../../src/database/elsewhere.ts";
import { createTestDatabase, type TestDatabase } from "../database-for-test.ts";

let there: TestDatabase;
let one: Database;
let other: Database;
beforeAll(async () => {
  there = await createTestDatabase();
  [one, other] = await Promise.all([openDatabase(there.address), openDatabase(there.address)]);
});
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await there.drop();
});

const name = "batchproof.test";

/** The first service acts until it is told to end; whether it did is `acted`. */
async function acting() {
  const [begun, ending] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const acted = unlessElsewhere(one.pool, name, async () => {
    begun.resolve();
    await ending.promise;
  });
  await begun.promise;
  return { acted, end: ending.resolve };
}

async function actElsewhere(): Promise<boolean> {
  let acted = 0;
  const said = await unlessElsewhere(other.pool, name, async () => {
    acted += 1;
  });
  expect(acted).toBe(said ? 1 : 0);
  return said;
}

const holder = async () => {
  const { rows } = await other.pool.query(
    `select pid, state, xact_start, backend_xmin from pg_stat_activity
     join pg_locks using (pid) where locktype = 'advisory' and datname = current_database()`,
  );
  expect(rows).toHaveLength(1);
  return rows[0];
};

test("one of two acts at a time, and the other when it has ended, also by a fault", async () => {
  const { acted, end } = await acting();
  expect(await actElsewhere()).toBe(false);
  end();
  expect(await acted).toBe(true);
  expect(await actElsewhere()).toBe(true);
  const fault = () => Promise.reject(new Error("It failed."));
  await expect(unlessElsewhere(one.pool, name, fault)).rejects.toThrow("It failed.");
  expect(await actElsewhere()).toBe(true);
});

test("no transaction is open while it acts", async () => {
  const { acted, end } = await acting();
  expect(await holder()).toMatchObject({ state: "idle", xact_start: null, backend_xmin: null });
  end();
  await acted;
});

test("the other acts once the connection of the one is gone", async () => {
  const { acted, end } = await acting();
  expect(await actElsewhere()).toBe(false);
  await other.pool.query("select pg_terminate_backend($1)", [(await holder()).pid]);
  await expect.poll(actElsewhere).toBe(true);
  end();
  expect(await acted).toBe(true);
});

test("where the database is away it acts all the same", async () => {
  const away = await openDatabase(there.address);
  away.pool.options.port = 1;
  expect(await unlessElsewhere(away.pool, name, async () => {})).toBe(true);
  await away.close();
});
