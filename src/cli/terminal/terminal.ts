// Where a command's answer goes, and what it has to know of who reads it.
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { CliFault, ReaderGone } from "./fault.ts";
import { visibleButStyles } from "./visible.ts";

export type Text = string | Uint8Array;

export interface Terminal {
  /**
   * To standard output; waits while the reader is slow. A terminal obeys nothing that a text holds.
   * Throws ReaderGone when nobody reads.
   */
  write(text: Text): Promise<void>;
  /** To standard error: what is not the answer. */
  note(text: string): void;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
}

/** `input` is opened when somebody is asked for something. */
export function openTerminal(
  input: () => NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  errors: NodeJS.WriteStream,
): Terminal {
  const gone = new AbortController();
  output.on("error", () => gone.abort());
  errors.on("error", () => {});
  return {
    get input() {
      return input();
    },
    output,
    errors,
    async write(text) {
      const { signal } = gone;
      const shown = output.isTTY && typeof text === "string" ? visibleButStyles(text) : text;
      const isFull = !signal.aborted && !output.write(shown);
      if (isFull) await once(output, "drain", { signal }).catch(() => gone.abort());
      if (signal.aborted) throw new ReaderGone();
    },
    note: (text) => {
      errors.write(text);
    },
  };
}

type Pieces = AsyncIterable<Text> | Iterable<Text>;

/** To the file, whole or not at all, or to standard output. */
export async function deliver(terminal: Terminal, pieces: Pieces, file?: string): Promise<void> {
  if (file !== undefined) return writeWhole(pieces, file);
  for await (const piece of pieces) await terminal.write(piece);
}

/** Whole or not at all. Throws OUTPUT_UNWRITABLE. */
export async function writeWhole(pieces: Pieces, file: string): Promise<void> {
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
