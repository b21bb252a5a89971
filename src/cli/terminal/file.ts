// A file that was named on the command line.
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
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
  const handle = await opened(file);
  try {
    const found = await reading(file, () => handle.stat());
    if (found.isDirectory()) throw unreadable(file, "folder");
    if (!found.isFile()) throw unreadable(file, "other");
    if (found.size > fileMax_bytes) throw tooLarge(file);
    // One byte more tells that it has grown since, or does not state its size.
    const stream = handle.createReadStream({ end: fileMax_bytes, autoClose: false });
    const bytes = await reading(file, () => buffer(stream));
    if (bytes.length > fileMax_bytes) throw tooLarge(file);
    return { bytes, digest: createHash("sha256").update(bytes).digest("hex") };
  } finally {
    await handle.close();
  }
}

/** A pipe that nobody writes to is opened at once too. */
const opened = (file: string): Promise<FileHandle> =>
  open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((cause: Error) => {
    const what = "code" in cause ? notFiles.get(String(cause.code)) : undefined;
    if (what) throw unreadable(file, what, cause);
    return reading(file, () => Promise.reject(cause));
  });

const notFiles: ReadonlyMap<string, keyof typeof whyNot> = new Map([
  ["ENOENT", "missing"],
  ["ENOTDIR", "missing"],
  ["EISDIR", "folder"],
  ["ENXIO", "other"],
]);

const whyNot = {
  missing: "is not there. Check the path.",
  folder: "is a folder. Name one file in it.",
  other: "is no file. Copy what it gives into a file, and name that.",
} as const;

const unreadable = (file: string, why: keyof typeof whyNot, cause?: Error): CliFault =>
  new CliFault("FILE_UNREADABLE", `${file} ${whyNot[why]}`, { cause });

const tooLarge = (file: string): CliFault =>
  new CliFault(
    "BODY_TOO_LARGE",
    `${file} has more than 25 MB. Name a smaller copy, or parts of it.`,
  );
