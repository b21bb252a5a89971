// The files of migrations/: NNNN_name.sql, append-only.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseFault } from "./fault.ts";

export interface MigrationFile {
  /** The file's name without `.sql`. */
  readonly name: string;
  readonly text: string;
  /** SHA-256 in hex, of the text with line feeds, however it was checked out. */
  readonly digest: string;
}

export const migrationsFolder = join(import.meta.dirname, "..", "..", "migrations");

/** In the order in which they are run. */
export async function readMigrationFiles(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).sort();
  const numbers = new Set<string>();
  for (const name of names) {
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1];
    if (number === undefined) throw misnamed(folder, name, "is not named NNNN_name.sql");
    if (numbers.has(number)) throw misnamed(folder, name, "has the number of another");
    numbers.add(number);
  }
  return Promise.all(names.map((name) => readMigrationFile(folder, name)));
}

async function readMigrationFile(folder: string, name: string): Promise<MigrationFile> {
  const text = (await readFile(join(folder, name), "utf8")).replaceAll("\r\n", "\n");
  const digest = createHash("sha256").update(text).digest("hex");
  return { name: name.slice(0, -".sql".length), text, digest };
}

function misnamed(folder: string, name: string, why: string): DatabaseFault {
  return new DatabaseFault("MIGRATION_MISNAMED", `${join(folder, name)} ${why}. Rename it.`);
}
