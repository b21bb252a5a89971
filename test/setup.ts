// One PostgreSQL for the whole run, with a migrated database that test files copy for themselves.
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../src/database/connection.ts";
import { type SocketAddress, startEmbeddedPostgres } from "../src/database/embedded/start.ts";
import { migrate } from "../src/database/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The migrated database; nobody may be connected to it while it is copied. */
    readonly postgresTemplate: SocketAddress;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "batchproof-test-"));
  const made = [folder, `${folder}-relocated`, `${folder}-postgres`];
  const remove = () => {
    for (const one of made) rmSync(one, { recursive: true, force: true, maxRetries: 10 });
  };
  try {
    const postgres = await startEmbeddedPostgres({
      directory: join(folder, "postgres"),
      runtimeDirectory: folder,
      // Where root runs the tests, the server cannot look into a folder made by mkdtemp.
      relocateUnder: [`${folder}-relocated`],
      settings: { fsync: "off" }, // What it holds is gone after the run.
    });
    // After Ctrl-C vitest exits without teardown. Killed outright, the server's watchdog stops it.
    const interrupted = () => {
      process.kill(postgres.pid, "SIGKILL");
      remove();
    };
    process.once("exit", interrupted);
    const database = await openDatabase(postgres.address);
    await migrate(database.kysely);
    await database.close();
    project.provide("postgresTemplate", postgres.address);
    return async () => {
      process.off("exit", interrupted);
      await postgres.stop();
      remove();
    };
  } catch (error) {
    remove();
    throw error;
  }
}
