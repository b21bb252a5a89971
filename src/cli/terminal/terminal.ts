// Where a command's answer goes, and what it has to know of who reads it.
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { CliFault, Interrupted } from "./fault.ts";

export type Text = string | Uint8Array;

export interface Terminal {
  /**
   * To standard output; waits while the reader is slow. Throws Interrupted when the reader has
   * gone.
   */
  write(text: Text): Promise<void>;
  /** To standard error: what is not the answer. */
  note(text: string): void;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
}

export function openTerminal(output: NodeJS.WriteStream, errors: NodeJS.WriteStream): Terminal {
  let isGone = false;
  // `batchproof audit | head` closes the pipe in the middle, which is no fault.
  output.on("error", () => {
    isGone = true;
  });
  errors.on("error", () => {});
  return {
    output,
    errors,
    async write(text) {
      if (isGone) throw new Interrupted("Nobody reads any more.");
      if (!output.write(text)) await Promise.race([once(output, "drain"), once(output, "close")]);
    },
    note: (text) => {
      errors.write(text);
    },
  };
}

/** To the file, whole or not at all, or to standard output. */
export async function deliver(
  terminal: Terminal,
  pieces: AsyncIterable<Text> | Iterable<Text>,
  file?: string,
): Promise<void> {
  if (file === undefined) {
    for await (const piece of pieces) await terminal.write(piece);
    return;
  }
  const draft = `${file}.part`;
  try {
    await pipeline(pieces, createWriteStream(draft));
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true });
    if (!(cause instanceof Error && "syscall" in cause)) throw cause;
    const message = `${file} cannot be written: ${cause.message}.`;
    throw new CliFault("OUTPUT_UNWRITABLE", message, { cause });
  }
}
