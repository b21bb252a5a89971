// Writes schema.ts, kysely's view of the tables, from a database made of migrations/ and of every
// schema.sql: `npm run db:types`. With --verify it only says whether the file is up to date.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { openDatabase } from "./connection.ts";
import { startEmbeddedPostgres } from "./embedded/start.ts";
import { migrate } from "./migrate.ts";
import { createReadModelSchema, readReadModelSchemas } from "./read-model-schema.ts";

export const typesFile = join(import.meta.dirname, "schema.ts");

/** The database must be empty or as `migrate` left it. Rejects when `verify` finds a difference. */
export async function generateTypes(
  url: string,
  options: { readonly verify: boolean; readonly file?: string },
): Promise<void> {
  const database = await openDatabase({ url });
  try {
    await migrate(database.kysely);
    for (const one of readReadModelSchemas()) await createReadModelSchema(database.kysely, one);
  } finally {
    await database.close();
  }
  const program = createRequire(import.meta.url).resolve("kysely-codegen/dist/cli/bin.js");
  const into = ["--url", url, "--out-file", options.file ?? typesFile];
  const verify = options.verify ? ["--verify"] : [];
  await promisify(execFile)(process.execPath, [program, ...into, ...verify, ...settings]);
}

// As values.ts has them arrive.
const arrivingAs = {
  int8: "number",
  interval: "string",
  numeric: "string",
  timestamp: "string",
  timestamptz: "string",
};

const settings = [
  "--dialect=postgres",
  "--date-parser=string",
  `--type-mapping=${JSON.stringify(arrivingAs)}`,
  "--exclude-pattern=batchproof.migration*",
  "--log-level=error",
];

if (import.meta.main) {
  const folder = await mkdtemp(join(tmpdir(), "batchproof-types-"));
  const postgres = await startEmbeddedPostgres({
    directory: join(folder, "postgres"),
    runtimeDirectory: folder,
    relocateUnder: [`${folder}-relocated`],
    settings: { fsync: "off" },
  });
  try {
    await generateTypes(postgres.url, { verify: process.argv.includes("--verify") });
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
    await rm(`${folder}-relocated`, { recursive: true, force: true });
  }
}
