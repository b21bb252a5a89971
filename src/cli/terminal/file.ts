// A file that was named on the command line.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { CliFault } from "./fault.ts";

/** Throws FILE_UNREADABLE. */
export const contentOf = (file: string): Promise<Buffer> => reading(file, (path) => readFile(path));

/** The same for another way of reading. */
export const reading = <Read>(file: string, read: (file: string) => Promise<Read>): Promise<Read> =>
  read(file).catch((cause: Error) => {
    throw new CliFault("FILE_UNREADABLE", `${file} cannot be read: ${cause.message}.`, { cause });
  });

/** As over HTTP. */
const fileMax_bytes = 25 * 1024 * 1024;

/** What is to be kept with a record, with its SHA-256. Throws FILE_UNREADABLE, BODY_TOO_LARGE. */
export async function kept(file: string) {
  const bytes = await contentOf(file);
  if (bytes.length > fileMax_bytes) {
    throw new CliFault("BODY_TOO_LARGE", `${file} has more than 25 MB.`);
  }
  return { bytes, digest: createHash("sha256").update(bytes).digest("hex") };
}
