// Where the binaries run from: the package's own folder, or a copy where that one cannot be reached
// by the account that runs them or lacks its library links and cannot be written to.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import { type Account, mayRun } from "./account.ts";
import { type BinaryPackage, makeLibraryLinks } from "./binaries.ts";

/** `keep` is the folder for a copy, asked for only when one is needed. */
export function placeBinaries(
  { native, label }: BinaryPackage,
  keep: () => string,
  account?: Account,
): string {
  const reachable = !account || mayRun(join(native, "bin", "postgres"), account);
  if (reachable && makeLibraryLinks(native)) return native;
  const folder = keep();
  const copy = join(folder, `binaries-${label}`);
  if (!existsSync(copy)) copyWhole(native, folder, copy);
  return join(copy, "native");
}

/** The copy appears under its name only when it is complete; two starters may race. */
function copyWhole(native: string, folder: string, copy: string): void {
  const draft = mkdtempSync(join(folder, "binaries-draft-"));
  try {
    cpSync(native, join(draft, "native"), { recursive: true, verbatimSymlinks: true });
    makeLibraryLinks(join(draft, "native"));
    openForReading(draft);
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}

/** An install under a strict umask leaves files that only their owner can read. */
function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue;
    chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
}
