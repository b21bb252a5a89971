// Files that can be made again: what is lost of them in a power failure costs time, so nothing
// waits until they are on disk.
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface Derived {
  /** Undefined where there is none, or none that can be read. */
  read(name: string): Promise<Buffer | undefined>;
  /** Whoever reads meanwhile has the former one. Rejects where it cannot be written. */
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** The folder is made when the first file is written. */
export const derivedIn = (folder: string): Derived => ({
  read: (name) => readFile(join(folder, name)).catch(() => undefined),
  async write(name, bytes) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, name);
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, bytes, { mode: 0o600 });
    await rename(draft, file);
  },
});
