// A database of its own for each test file, copied from the migrated one in some milliseconds.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { type SocketAddress, socketUrl } from "../src/database/embedded/start.ts";

export interface TestDatabase {
  readonly address: SocketAddress;
  /** The same as DATABASE_URL would have it. */
  readonly url: string;
  /** Ends whatever is still connected, and removes it. */
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const template = inject("postgresTemplate");
  const database = `test_${randomUUID().replaceAll("-", "")}`;
  await administer(template, `create database ${database} template ${template.database}`);
  const address = { ...template, database };
  return {
    address,
    url: socketUrl(address),
    drop: () => administer(template, `drop database if exists ${database} with (force)`),
  };
}

async function administer(template: SocketAddress, statement: string): Promise<void> {
  const client = new pg.Client({ ...template, database: "postgres" });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
