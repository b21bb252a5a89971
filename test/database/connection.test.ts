// Opening a database, and telling "away" from "wrong".
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { isUnavailable } from "../../src/database/availability.ts";
import { checkServerVersion, type Database, openDatabase } from "../../src/database/connection.ts";
import { createTestDatabase, type TestDatabase } from "../database-for-test.ts";

let testDatabase: TestDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});

afterAll(() => testDatabase.drop());

/** Ends all connections to the test's database but the asking one, as a restart would. */
async function endConnections(database: Database): Promise<void> {
  const others = "datname = current_database() and pid <> pg_backend_pid()";
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where ${others}`,
  );
}

const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("openDatabase", () => {
  test("takes an URL as DATABASE_URL would have it", async () => {
    const database = await openDatabase({ url: testDatabase.url });
    const { rows } = await database.pool.query("select current_database() as name");
    expect(rows).toEqual([{ name: testDatabase.address.database }]);
    expect(
      await database.kysely.selectFrom("batchproof.projection_progress").selectAll().execute(),
    ).toEqual([]);
    await database.close();
  });

  test("sets the session to what means the same everywhere", async () => {
    const client = new pg.Client(testDatabase.address);
    await client.connect();
    await client.query(
      `alter database ${testDatabase.address.database} set timezone = 'Asia/Tokyo';
       alter database ${testDatabase.address.database} set datestyle = 'German'`,
    );
    await client.end();
    const database = await openDatabase(testDatabase.address);
    const { rows } = await database.pool.query(
      "select timestamptz 'epoch' at, date 'epoch' as day",
    );
    expect(rows).toEqual([{ at: "1970-01-01T00:00:00.000Z", day: "1970-01-01" }]);
    await database.close();
  });

  test("refuses a database that cannot hold every text", async () => {
    const template = inject("postgresTemplate");
    const admin = new pg.Client({ ...template, database: "postgres" });
    await admin.connect();
    const name = `${testDatabase.address.database}_ascii`;
    await admin.query(
      `create database ${name} encoding 'SQL_ASCII' template template0
       locale_provider libc locale 'C'`,
    );
    await expect(openDatabase({ ...template, database: name })).rejects.toMatchObject({
      code: "POSTGRES_ENCODING_UNSUPPORTED",
    });
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  });

  test.each([90_624, 130_011, 149_999])("refuses a server of version %i", (version) => {
    expect(() => checkServerVersion(version)).toThrow(
      expect.objectContaining({ code: "POSTGRES_TOO_OLD" }),
    );
  });

  test.each([150_000, 180_004])("takes a server of version %i", (version) => {
    expect(() => checkServerVersion(version)).not.toThrow();
  });
});

describe("isUnavailable", () => {
  test.each([
    { url: "postgres://localhost:1/none" },
    { url: "postgres://batchproof@localhost/none?host=/nowhere" },
    { url: "postgres://nowhere.invalid/none" },
  ])("nobody there: $url", async (address) => {
    expect(isUnavailable(await faultOf(openDatabase(address)))).toBe(true);
  });

  test("the server ends it during a statement, between two, and while idle", async () => {
    const database = await openDatabase(testDatabase.address);
    const other = await openDatabase(testDatabase.address);

    const during = faultOf(database.pool.query("select pg_sleep(60)"));
    const sleeping = "select from pg_stat_activity where query = 'select pg_sleep(60)'";
    while ((await other.pool.query(sleeping)).rowCount === 0);
    await endConnections(other);
    expect(isUnavailable(await during)).toBe(true);

    const client = await database.pool.connect();
    const ended = new Promise((resolve) => client.once("end", resolve));
    await endConnections(other);
    await ended;
    const after = await faultOf(client.query("select 1"));
    expect(after).toBeInstanceOf(Error);
    expect(isUnavailable(after)).toBe(true);
    client.release(true);

    await database.pool.query("select 1");
    await endConnections(other);
    await database.pool.query("select 1").catch(() => {});
    expect((await database.pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await database.close();
    await other.close();
  });

  test("nobody is free for too long", async () => {
    const database = await openDatabase(testDatabase.address, { connectionsMax: 1 });
    const client = await database.pool.connect();
    expect(isUnavailable(await faultOf(database.pool.query("select 1")))).toBe(true);
    client.release();
    await database.close();
  });

  test("too many connections", async () => {
    const database = await openDatabase(testDatabase.address, { connectionsMax: 1 });
    const name = testDatabase.address.database;
    await database.pool.query(`alter database ${name} connection limit 0`);
    await database.pool.query("create role guest login");
    const guest = openDatabase({ ...testDatabase.address, user: "guest" });
    expect(isUnavailable(await faultOf(guest))).toBe(true);
    await database.pool.query(`drop role guest; alter database ${name} connection limit -1`);
    await database.close();
  });

  test("a wrong statement, password or file is something else", async () => {
    const database = await openDatabase(testDatabase.address);
    for (const statement of ["select no_such_column", "selec", "select 1/0"]) {
      expect(isUnavailable(await faultOf(database.pool.query(statement)))).toBe(false);
    }
    await database.close();
    const unknown = openDatabase({ ...testDatabase.address, user: "nobody_known" });
    expect(isUnavailable(await faultOf(unknown))).toBe(false);
    const file = import("node:fs/promises").then(({ readFile }) => readFile("/no/such/file"));
    expect(isUnavailable(await faultOf(file))).toBe(false);
    expect(isUnavailable(new Error("x", { cause: { code: "ECONNREFUSED" } }))).toBe(false);
    expect(isUnavailable("ECONNREFUSED")).toBe(false);
  });

  test.each(["53100", "53200", "58030", "08006", "57P03"])("SQLSTATE %s", (code) => {
    expect(isUnavailable(Object.assign(new Error("from the server"), { code }))).toBe(true);
  });

  test("it is found below what others wrapped around it", () => {
    const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    expect(isUnavailable(new Error("outer", { cause: refused }))).toBe(true);
    expect(isUnavailable(new AggregateError([refused]))).toBe(true);
  });
});

test("closing ends every connection, also where kysely was never asked", async () => {
  const database = await openDatabase(testDatabase.address);
  await database.pool.query("select 1");
  expect(database.pool.totalCount).toBe(1);
  await database.close();
  expect(database.pool.totalCount).toBe(0);
});
