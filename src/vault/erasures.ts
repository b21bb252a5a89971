// The names of the keys that were destroyed, one a line, forced to disk before the key goes. What a
// backup brings back is destroyed again by it.
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isCode, syncFolder } from "./draft.ts";

export interface Erasures {
  all(): Promise<readonly string[]>;
  has(name: string): Promise<boolean>;
  add(names: readonly string[]): Promise<void>;
}

/** Several processes append to one file; each reads what is there now. */
export async function openErasures(folder: string): Promise<Erasures> {
  const path = join(folder, "erasures");
  const all = async () => namesIn(await readText(path));
  return {
    all,
    has: async (name) => (await all()).includes(name),
    async add(names) {
      const text = await readText(path);
      const known = new Set(namesIn(text));
      const added = names.filter((name) => !known.has(name));
      if (added.length === 0) return;
      const file = await open(path, "a", 0o600);
      try {
        // What a crash left half written ends here.
        const start = text === "" || text.endsWith("\n") ? "" : "\n";
        await file.writeFile(start + added.map((name) => `${name}\n`).join(""));
        await file.sync();
      } finally {
        await file.close();
      }
      await syncFolder(folder);
    },
  };
}

const namesIn = (text: string): readonly string[] => text.split("\n").filter((name) => name !== "");

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return "";
    throw error;
  }
}
