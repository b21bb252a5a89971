// Each read model owns one PostgreSQL schema, named after its folder, and says in `schema.sql` what
// is in it, without naming the schema: the same text makes `genealogy` and the one of a rebuild.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Kysely, sql } from "kysely";

export interface ReadModelSchema {
  readonly schema: string;
  readonly text: string;
}

const projectionsFolder = join(import.meta.dirname, "..", "projections");

/** Every folder of `projections/` that has a `schema.sql`, by name. */
export function readReadModelSchemas(folder: string = projectionsFolder): ReadModelSchema[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => ({ schema: schemaNamed(name), file: join(folder, name, "schema.sql") }))
    .filter(({ file }) => existsSync(file))
    .map(({ schema, file }) => ({ schema, text: readFileSync(file, "utf8") }));
}

/** `batch-record`, a folder, is `batch_record` in PostgreSQL. */
function schemaNamed(readModel: string): string {
  return readModel.replaceAll("-", "_");
}

/** Makes the schema with all that its text describes, or nothing. */
export async function createReadModelSchema<Tables>(
  database: Kysely<Tables>,
  { schema, text }: ReadModelSchema,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await sql`create schema ${sql.id(schema)}`.execute(transaction);
    await sql`set local search_path to ${sql.id(schema)}`.execute(transaction);
    await sql.raw(text).execute(transaction);
  });
}
