// Writes schema.ts and schema/, kysely's view of the tables, from a database made of migrations/
// and of every schema.sql: `npm run db:types`. With --verify it only says whether they are as they
// should be.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { openDatabase } from "./connection.ts";
import { startEmbeddedPostgres } from "./embedded/start.ts";
import { migrate } from "./migrate.ts";
import { createReadModelSchema, readReadModelSchemas } from "./read-model-schema.ts";
import { splitTypes, type TypeFiles } from "./split-types.ts";

/**
 * Into `folder`, else this one. The database must be empty or as `migrate` left it. Rejects when
 * `verify` finds a difference.
 */
export async function generateTypes(
  url: string,
  options: { readonly verify: boolean; readonly folder?: string },
): Promise<void> {
  const database = await openDatabase({ url });
  try {
    await migrate(database.kysely);
    for (const one of readReadModelSchemas()) await createReadModelSchema(database.kysely, one);
  } finally {
    await database.close();
  }
  const { folder = import.meta.dirname } = options;
  const files = splitTypes(await generated(url));
  if (options.verify) return refuseOthers(files, folder);
  for (const [name, text] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

async function generated(url: string): Promise<string> {
  const program = createRequire(import.meta.url).resolve("kysely-codegen/dist/cli/bin.js");
  const folder = await mkdtemp(join(tmpdir(), "batchproof-types-"));
  try {
    const file = join(folder, "all.ts");
    const into = ["--url", url, "--out-file", file];
    await promisify(execFile)(process.execPath, [program, ...into, ...settings]);
    return await readFile(file, "utf8");
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function refuseOthers(files: TypeFiles, folder: string): Promise<void> {
  for (const [name, text] of files) {
    const kept = await readFile(join(folder, name), "utf8").catch(() => undefined);
    if (kept !== text) throw new Error(`${name} is out of date. Run \`npm run db:types\`.`);
  }
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
