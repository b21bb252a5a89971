// An open database of its own for the tests of a file, for as long as they run.
import { afterAll, beforeAll } from "vitest";
import { type Database, openDatabase } from "../src/database/connection.ts";
import { createTestDatabase } from "./database-for-test.ts";

/** `take`: handed the database before the first test. */
export function withDatabase(take: (database: Database) => void): void {
  let end = async (): Promise<void> => {};
  beforeAll(async () => {
    const place = await createTestDatabase();
    const database = await openDatabase(place.address);
    end = async () => {
      await database.close();
      await place.drop();
    };
    take(database);
  });
  afterAll(() => end());
}
