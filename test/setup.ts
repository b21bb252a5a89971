// One PostgreSQL for the whole run, with a migrated database that each test file's own is copied from.
import { mkdtemp, rm } from "node:fs/promises";
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
  const relocated = `${folder}-relocated`;
  const remove = async () => {
    for (const made of [folder, relocated]) await rm(made, { recursive: true, force: true });
  };
  try {
    const postgres = await startEmbeddedPostgres({
      directory: join(folder, "postgres"),
      runtimeDirectory: folder,
      // Where root runs the tests, the server cannot look into a folder made by mkdtemp.
      relocateUnder: [relocated],
    });
    const stop = () => postgres.stop().then(remove);
    // Ctrl-C does not wait for the teardown; when even this is cut short, the server's watchdog
    // stops it.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => void stop());
    const database = await openDatabase(postgres.address);
    await migrate(database.kysely);
    await database.close();
    project.provide("postgresTemplate", postgres.address);
    return stop;
  } catch (error) {
    await remove();
    throw error;
  }
}
