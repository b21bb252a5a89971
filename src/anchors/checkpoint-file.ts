// The checkpoints of a log in one file, the oldest first: signed notes, one after the other. It is
// only ever added to, and forced to disk before a checkpoint counts.
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { type Checkpoint, parseCheckpoint } from "../integrity/checkpoint.ts";
import { IntegrityFault } from "../integrity/fault.ts";
import { printNote } from "../integrity/note.ts";

export interface CheckpointFile {
  /** As they stand in the file. */
  readonly all: readonly Checkpoint[];
  /**
   * On disk when it resolves. What a crash cut off at the end of the file was never answered for,
   * and is taken away before.
   */
  append(checkpoint: Checkpoint): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opening changes nothing in the file. Throws IntegrityFault CHECKPOINT_MALFORMED where something
 * stands in it that is neither a checkpoint nor, at its end, the beginning of one.
 */
export async function openCheckpointFile(path: string): Promise<CheckpointFile> {
  const file = await open(path, "a+", 0o600);
  try {
    const opened = new OpenFile(file);
    await opened.read();
    if (opened.isEmpty) await syncFolderOf(path);
    return opened;
  } catch (error) {
    await file.close();
    throw error;
  }
}

class OpenFile implements CheckpointFile {
  readonly all: Checkpoint[] = [];
  readonly #file: FileHandle;
  /** Bytes that hold whole checkpoints. */
  #whole = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: FileHandle) {
    this.#file = file;
  }

  get isEmpty(): boolean {
    return this.#whole === 0;
  }

  /** What came since, also from another process; true where the file ends in a piece of one. */
  async read(): Promise<boolean> {
    const { size } = await this.#file.stat();
    if (size < this.#whole) throw malformed(size);
    const bytes = Buffer.alloc(size - this.#whole);
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, this.#whole);
    const { checkpoints, length } = checkpointsIn(bytes.subarray(0, bytesRead), this.#whole);
    for (const checkpoint of checkpoints) this.all.push(checkpoint);
    this.#whole += length;
    return length < bytesRead;
  }

  append(checkpoint: Checkpoint): Promise<void> {
    const appended = this.#last.then(() => this.#append(checkpoint));
    this.#last = appended.catch(() => {});
    return appended;
  }

  async #append(checkpoint: Checkpoint): Promise<void> {
    if (await this.read()) await this.#file.truncate(this.#whole);
    const bytes = Buffer.from(`${printNote(checkpoint.note)}\n`);
    let written = 0;
    try {
      while (written < bytes.length) {
        written += (await this.#file.write(bytes, written)).bytesWritten;
      }
      await this.#file.sync();
    } catch (error) {
      // On a full disk a half of it would stand before the next one.
      const { size } = await this.#file.stat();
      if (size === this.#whole + written) await this.#file.truncate(this.#whole);
      throw error;
    }
    this.all.push(checkpoint);
    this.#whole += bytes.length;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#file.close();
  }
}

/**
 * Each note has its own empty line before the signatures; another one comes behind them. Over bytes
 * as Latin-1, so that a place in the text is a place in the file.
 */
const oneNote = /((?:[^\n]+\n){3}\n(?:\xe2\x80\x94 [^\n]+\n)+)\n/y;

function checkpointsIn(bytes: Buffer, from: number) {
  const text = bytes.toString("latin1");
  const checkpoints: Checkpoint[] = [];
  let length = 0;
  oneNote.lastIndex = 0;
  for (let found = oneNote.exec(text); found; found = oneNote.exec(text)) {
    checkpoints.push(checkpointOf(Buffer.from(found[1] ?? "", "latin1"), from + length));
    length = oneNote.lastIndex;
  }
  if (!isBeginning(text.slice(length))) throw malformed(from + length);
  return { checkpoints, length };
}

function checkpointOf(note: Buffer, at: number): Checkpoint {
  try {
    return parseCheckpoint(note.toString("utf8"));
  } catch (error) {
    if (error instanceof IntegrityFault) throw malformed(at, error);
    throw error;
  }
}

const wholeLines = [/^.+$/, /^\d+$/, /^[A-Za-z0-9+/]{43}=$/, /^$/];
const signatureLine = /^\xe2\x80\x94 [^ ]+ (?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2,3}={1,2})?$/;
const begunLines = [/^.*$/, /^\d*$/, /^[A-Za-z0-9+/]{0,43}=?$/, /^$/];
const begunSignature =
  /^(?:\xe2?|\xe2\x80|\xe2\x80\x94|\xe2\x80\x94 [^ ]*|\xe2\x80\x94 [^ ]+ [A-Za-z0-9+/]*={0,2})$/;

/** Of one note and of no more: all that a crash can leave. Anything else was done by somebody. */
function isBeginning(text: string): boolean {
  const lines = text.split("\n");
  const begun = lines.pop() ?? "";
  const areWhole = lines.every((line, n) => (wholeLines[n] ?? signatureLine).test(line));
  return areWhole && (begunLines[lines.length] ?? begunSignature).test(begun);
}

async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function malformed(at: number, cause?: IntegrityFault): IntegrityFault {
  const what = cause ? ` ${cause.message}` : "";
  const message = `The file of checkpoints holds something else at byte ${at}.${what}`;
  return new IntegrityFault("CHECKPOINT_MALFORMED", message);
}
