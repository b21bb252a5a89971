// The checkpoints of a log in one file, the oldest first: signed notes, one after the other. It is
// only ever added to, and forced to disk before a checkpoint counts.
import { type FileHandle, open } from "node:fs/promises";
import { type Checkpoint, parseCheckpoint } from "../integrity/checkpoint.ts";
import { printNote } from "../integrity/note.ts";

export interface CheckpointFile {
  /** As they stand in the file. */
  readonly all: readonly Checkpoint[];
  /** On disk when it resolves. */
  append(checkpoint: Checkpoint): Promise<void>;
  close(): Promise<void>;
}

/**
 * Throws IntegrityFault CHECKPOINT_MALFORMED where something stands in it that is none. What a
 * crash cut off at its end was never answered for, and is taken away.
 */
export async function openCheckpointFile(path: string): Promise<CheckpointFile> {
  const file = await open(path, "a+", 0o600);
  try {
    const text = await file.readFile("utf8");
    const { notes, rest } = notesIn(text);
    const all = notes.map(parseCheckpoint);
    if (rest.length > 0) {
      await file.truncate(Buffer.byteLength(text) - Buffer.byteLength(rest));
      await file.sync();
    }
    return checkpointFile(file, all);
  } catch (error) {
    await file.close();
    throw error;
  }
}

function checkpointFile(file: FileHandle, all: Checkpoint[]): CheckpointFile {
  let last = Promise.resolve();
  return {
    all,
    append(checkpoint) {
      const appended = last.then(async () => {
        const { size } = await file.stat();
        try {
          await file.appendFile(`${printNote(checkpoint.note)}\n`);
          await file.sync();
        } catch (error) {
          // On a full disk a half of it would stand before the next one.
          await file.truncate(size);
          throw error;
        }
        all.push(checkpoint);
      });
      last = appended.catch(() => {});
      return appended;
    },
    close: () => last.then(() => file.close()),
  };
}

/** Each note has its own empty line before the signatures; another one comes behind them. */
const oneNote = /^((?:[^\n]+\n)+\n(?:\u2014 [^\n]+\n)+)\n/;

function notesIn(text: string): { readonly notes: readonly string[]; readonly rest: string } {
  const notes: string[] = [];
  let rest = text;
  for (let found = oneNote.exec(rest); found; found = oneNote.exec(rest)) {
    notes.push(found[1] ?? "");
    rest = rest.slice(found[0].length);
  }
  return { notes, rest };
}
