// Letters as files of a folder. What was broken off is gone on with: a letter that is there is
// read, and must say what would be written now; it is never written over.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Letter } from "../../reports/recall/letter.ts";
import { differences, letterFrom } from "../../reports/recall/letter-file.ts";
import { isCode } from "../../vault/draft.ts";
import type { Instance } from "../instance/instance.ts";
import { CliFault } from "../terminal/fault.ts";
import { issued } from "./letter.ts";

export interface InFolder {
  readonly consigneeNumber: string;
  readonly file: string;
  readonly sha256: string;
  /** It was there already. */
  readonly kept?: true;
  /** In what the one that was there is not what would be written now. */
  readonly differs?: readonly string[];
}

/** Throws OUTPUT_UNWRITABLE, and what printing one throws. */
export async function letterInFolder(
  instance: Instance,
  letter: Letter,
  folder: string,
): Promise<InFolder> {
  const { consigneeNumber } = letter;
  const file = join(folder, `${consigneeNumber}.pdf`);
  const there = await contentAt(file);
  if (there) {
    const sha256 = createHash("sha256").update(there).digest("hex");
    const isOurs = await instance.blobs.has(sha256);
    const differs = isOurs ? differences(letterFrom(there), letter) : ["not issued here"];
    const kept = { consigneeNumber, file, sha256, kept: true } as const;
    return differs.length > 0 ? { ...kept, differs } : kept;
  }
  const { bytes, sha256 } = await issued(instance, letter);
  await unlessUnwritable(file, async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(file, bytes, { flag: "wx" });
  });
  return { consigneeNumber, file, sha256 };
}

/** Throws LETTERS_DIFFER where some that were there say something else. */
export function refuseOthers(letters: readonly InFolder[]): void {
  const others = letters.filter(({ differs }) => differs !== undefined);
  if (others.length === 0) return;
  const said = others.map(({ file, differs = [] }) => `${file} (${differs.join(", ")})`).join("; ");
  const message = `The others are there; these differ from what would be written now: ${said}.`;
  throw new CliFault("LETTERS_DIFFER", `${message} Move them away, or name another folder.`);
}

async function contentAt(file: string): Promise<Uint8Array | undefined> {
  return unlessUnwritable(file, () =>
    readFile(file).catch((error: unknown) => {
      if (isCode(error, "ENOENT")) return undefined;
      throw error;
    }),
  );
}

async function unlessUnwritable<Result>(
  file: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliFault("OUTPUT_UNWRITABLE", `${file} is not written: ${why}.`, { cause });
  }
}
