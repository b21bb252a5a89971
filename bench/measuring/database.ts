// A PostgreSQL of a benchmark's own, in a folder that is gone afterwards.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "../../src/database/connection.ts";
import { startEmbeddedPostgres } from "../../src/database/embedded/start.ts";

export async function withDatabase<Result>(
  run: (database: Database, folder: string) => Promise<Result>,
  options: { readonly connectionsMax?: number } = {},
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "bp-bench-"));
  const relocated = `${folder}-relocated`;
  const postgres = await startEmbeddedPostgres({
    directory: join(folder, "postgres"),
    runtimeDirectory: folder,
    relocateUnder: [relocated],
  });
  const database = await openDatabase(postgres.address, options);
  try {
    return await run(database, folder);
  } finally {
    await database.close();
    await postgres.stop();
    for (const made of [folder, relocated]) await rm(made, { recursive: true, force: true });
  }
}
