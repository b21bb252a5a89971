// Files that can be made again: what is lost of them in a power failure costs time, so nothing
// waits until they are on disk.
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface Derived {
  /** Undefined where there is none, or none that can be read. */
  read(name: string): Promise<Buffer | undefined>;
  /** Whoever reads meanwhile has the former one. Rejects where it cannot be written. */
  write(name: string, bytes: Uint8Array): Promise<void>;
}

const filesMax = 2_000;

/**
 * The folder is made when the first file is written. Of more than `max` files those are deleted
 * that were written longest ago.
 */
export const derivedIn = (folder: string, max = filesMax): Derived => ({
  read: (name) => readFile(join(folder, name)).catch(() => undefined),
  async write(name, bytes) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, name);
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, bytes, { mode: 0o600 });
    await rename(draft, file);
    const names = await readdir(folder);
    if (names.length > max) await deleteOldest(folder, names, Math.ceil(max / 10));
  },
});

/** Whoever reads one meanwhile has it still, or has none. */
async function deleteOldest(folder: string, names: readonly string[], some: number): Promise<void> {
  const dated = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
      return { file, mtimeMs };
    }),
  );
  const oldest = dated.toSorted((one, other) => one.mtimeMs - other.mtimeMs).slice(0, some);
  await Promise.all(oldest.map(({ file }) => rm(file, { force: true })));
}
