// The types that kysely works with are those of the tables that there are.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../src/database/connection.ts";
import { generateTypes } from "../../src/database/generate-types.ts";
import {
  createReadModelSchema,
  readReadModelSchemas,
} from "../../src/database/read-model-schema.ts";
import { createTestDatabase, type TestDatabase } from "../database-for-test.ts";

let testDatabase: TestDatabase;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
});

afterEach(() => testDatabase.drop());

test("the types are what migrations/ and every schema.sql make (npm run db:types)", async () => {
  await generateTypes(testDatabase.url, { verify: true });
});

test("a table that schema.ts does not know is told", async () => {
  const database = await openDatabase(testDatabase.address);
  await database.pool.query("alter table batchproof.projection_progress add column extra int8");
  await database.close();
  await expect(generateTypes(testDatabase.url, { verify: true })).rejects.toThrow();
});

test("a read model's tables land in the schema named after its folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "projections-"));
  const { mkdir, writeFile, readFile } = await import("node:fs/promises");
  await mkdir(join(folder, "read-model-for-test"));
  await mkdir(join(folder, "runner"));
  const text = "create table entry (id int8 primary key, at timestamptz, amount numeric);";
  await writeFile(join(folder, "read-model-for-test", "schema.sql"), text);

  const schemas = readReadModelSchemas(folder);
  expect(schemas).toEqual([{ schema: "read_model_for_test", text }]);
  const database = await openDatabase(testDatabase.address);
  for (const schema of schemas) await createReadModelSchema(database.kysely, schema);
  await database.close();
  await generateTypes(testDatabase.url, { verify: false, folder });
  const types = await readFile(join(folder, "schema", "read-model-for-test.ts"), "utf8");
  expect(types).toMatch(
    /interface ReadModelForTestEntry \{\n {2}amount: string \| null;\n {2}at: string/,
  );
  expect(types).toContain('"read_model_for_test.entry": ReadModelForTestEntry');
  await rm(folder, { recursive: true });
});
