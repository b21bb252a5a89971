// A file appears whole or not at all: it is written under a passing name, forced to disk, then
// given its own name, and the folder is forced to disk too.
import { randomUUID } from "node:crypto";
import { type FileHandle, link, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A file on disk that has no name yet. Ends with `publish`, `publishNew` or `discard`. */
export interface Draft {
  /** Gives it its name; whatever had the name is replaced. */
  publish(path: string): Promise<void>;
  /** The same unless the name is taken: then false, and what is there stays. */
  publishNew(path: string): Promise<boolean>;
  discard(): Promise<void>;
}

export type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** The folder must be on the file system of the final name. `mode` as in chmod. */
export async function writeDraft(folder: string, chunks: Chunks, mode: number): Promise<Draft> {
  const draft = join(folder, `${prefix}${randomUUID()}`);
  const discard = () => rm(draft, { force: true });
  try {
    const file = await open(draft, "wx", mode);
    try {
      await writeAll(file, chunks);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    async publish(path) {
      await rename(draft, path);
      await syncFolder(dirname(path));
    },
    async publishNew(path) {
      try {
        await link(draft, path); // Unlike rename, fails where the name is taken.
        await syncFolder(dirname(path));
        return true;
      } catch (error) {
        if (isCode(error, "EEXIST")) return false;
        throw error;
      } finally {
        await discard();
      }
    },
    discard,
  };
}

/** A file of its owner's, on disk under its name when it resolves. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const draft = await writeDraft(dirname(path), [bytes], 0o600);
  await draft.publish(path);
}

/** Removes what interrupted writers left. Nobody else may be writing to the folder. */
export async function sweepDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(prefix)) await rm(join(folder, name), { force: true });
  }
}

/** Makes the entries of a folder outlast a power failure. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

const prefix = ".draft-";

async function writeAll(file: FileHandle, chunks: Chunks): Promise<void> {
  for await (const chunk of chunks) await file.writeFile(chunk);
}
