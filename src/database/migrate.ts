// Brings a database to the state that migrations/ describes. Files are run once, in order, and
// never change afterwards: what ran is remembered with its digest.
import { type Kysely, type RawBuilder, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { DatabaseFault } from "./fault.ts";
import { type MigrationFile, migrationsFolder, readMigrationFiles } from "./migration-files.ts";

/**
 * Answers the names of the files that ran now. Throws `DatabaseFault`: MIGRATION_CHANGED,
 * MIGRATION_OUT_OF_ORDER, MIGRATION_FAILED, MIGRATION_MISNAMED; then nothing was changed.
 */
export async function migrate<Tables>(
  database: Kysely<Tables>,
  folder: string = migrationsFolder,
): Promise<readonly string[]> {
  const files = await readMigrationFiles(folder);
  await makeDigestTable(database);
  const applied = await appliedDigests(database);
  checkApplied(files, applied, folder);
  if (files.length === applied.size) return [];
  return run(database, files, folder);
}

async function run<Tables>(
  database: Kysely<Tables>,
  files: readonly MigrationFile[],
  folder: string,
): Promise<readonly string[]> {
  const migrator = new Migrator({
    db: database,
    migrationTableSchema: "batchproof",
    migrationTableName: "migration",
    migrationLockTableName: "migration_lock",
    provider: {
      getMigrations: async () =>
        Object.fromEntries(files.map((file) => [file.name, { up: (db) => apply(db, file) }])),
    },
  });
  // One transaction for all files, under kysely's lock: whoever comes second finds them done.
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results.find(({ status }) => status === "Error")?.migrationName;
    throw new DatabaseFault(
      "MIGRATION_FAILED",
      `The migration ${failed ?? ""} in ${folder} failed and nothing was changed: ${error}`,
      { cause: error },
    );
  }
  return results.map(({ migrationName }) => migrationName);
}

async function apply<Tables>(database: Kysely<Tables>, file: MigrationFile): Promise<void> {
  await sql.raw(file.text).execute(database);
  await sql`insert into batchproof.migration_digest (name, sha256)
    values (${file.name}, ${file.digest})`.execute(database);
}

function checkApplied(
  files: readonly MigrationFile[],
  applied: ReadonlyMap<string, string>,
  folder: string,
): void {
  const known = new Map(files.map((file) => [file.name, file.digest]));
  for (const [name, digest] of applied) {
    if (known.get(name) === digest) continue;
    const what = known.has(name) ? "was changed" : "is missing";
    throw new DatabaseFault(
      "MIGRATION_CHANGED",
      `The migration ${name}.sql ${what} in ${folder} after it ran on this database. Put the ` +
        "file back as it was; write a change as a new file. (An older program on a newer " +
        "database sees this too: update it.)",
    );
  }
  const last = [...applied.keys()].sort().at(-1) ?? "";
  const late = files.find(({ name }) => !applied.has(name) && name < last);
  if (!late) return;
  throw new DatabaseFault(
    "MIGRATION_OUT_OF_ORDER",
    `The migration ${late.name}.sql in ${folder} is numbered before ${last}.sql, which ran ` +
      "already. Give it the next free number.",
  );
}

/** Two starters may come at once; `if not exists` alone does not keep them apart. */
async function makeDigestTable<Tables>(database: Kysely<Tables>): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    for (const statement of digestTable) await statement.execute(transaction);
  });
}

const digestTable: readonly RawBuilder<unknown>[] = [
  sql`select pg_advisory_xact_lock(hashtextextended('batchproof.migration', 0))`,
  sql`create schema if not exists batchproof`,
  sql`create table if not exists batchproof.migration_digest (
    name text primary key,
    sha256 text not null
  )`,
];

async function appliedDigests<Tables>(database: Kysely<Tables>): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string; sha256: string }>`
    select name, sha256 from batchproof.migration_digest`.execute(database);
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}
