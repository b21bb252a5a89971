// A file that was named on the command line.
import { readFile } from "node:fs/promises";
import { CliFault } from "./fault.ts";

/** Throws FILE_UNREADABLE. */
export const contentOf = (file: string): Promise<Buffer> => reading(file, (path) => readFile(path));

/** The same for another way of reading. */
export const reading = <Read>(file: string, read: (file: string) => Promise<Read>): Promise<Read> =>
  read(file).catch((cause: Error) => {
    throw new CliFault("FILE_UNREADABLE", `${file} cannot be read: ${cause.message}.`, { cause });
  });
