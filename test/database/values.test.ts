// What the program gets for each type of PostgreSQL, and what it refuses to get.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../src/database/connection.ts";
import { createTestDatabase, type TestDatabase } from "../database-for-test.ts";

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase(testDatabase.address);
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const selected = async (expression: string, values: unknown[] = []) => {
  const { rows } = await database.pool.query(`select ${expression} as value`, values);
  return rows[0]?.value;
};

describe("values arrive exact", () => {
  test.each([
    ["int8 as a number", "9007199254740991::int8", Number.MAX_SAFE_INTEGER],
    ["a negative int8", "-9007199254740991::int8", Number.MIN_SAFE_INTEGER],
    ["count(*) as a number", "count(*)", 1],
    ["numeric as it was written", "1.500::numeric", "1.500"],
    ["date as text", "date '2026-01-31'", "2026-01-31"],
    ["an instant with ms and Z", "timestamptz '2026-01-31 08:15+01'", "2026-01-31T07:15:00.000Z"],
    ["ms of an instant", "timestamptz '2026-01-31 08:15:00.1Z'", "2026-01-31T08:15:00.100Z"],
    ["µs cut off", "timestamptz '2026-01-31 08:15:00.999999Z'", "2026-01-31T08:15:00.999Z"],
    ["an interval as ISO 8601", "interval '90 minutes'", "PT1H30M"],
    ["no value", "null::int8", null],
    ["an array of int8", "array[1, null, 2]::int8[]", [1, null, 2]],
    ["an array of numeric", "array[0.10, 1e20]::numeric[]", ["0.10", "100000000000000000000"]],
    ["an array of instants", "array[timestamptz 'epoch']", ["1970-01-01T00:00:00.000Z"]],
    ["an array of dates", "array[date 'epoch']", ["1970-01-01"]],
    ["jsonb as it is", `'{"a": [1, "2"]}'::jsonb`, { a: [1, "2"] }],
  ])("%s", async (_, expression, value) => {
    expect(await selected(expression)).toEqual(value);
  });

  test.each([
    "9007199254740992::int8",
    "array[-9007199254740992::int8]",
    "timestamptz 'infinity'",
    "timestamptz '10000-01-01Z'",
    "timestamptz '0044-03-15 BC'",
  ])("%s is a fault, not another value", async (expression) => {
    await expect(selected(expression)).rejects.toMatchObject({
      code: "POSTGRES_VALUE_UNREPRESENTABLE",
    });
    expect(await selected("1")).toBe(1);
  });

  test("whatever instant is written comes back", async () => {
    const years = { min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true };
    await fc.assert(
      fc.asyncProperty(fc.date(years), async (date) => {
        const text = date.toISOString();
        expect(await selected("$1::timestamptz", [text])).toBe(text);
      }),
      { numRuns: 50 },
    );
  });
});
