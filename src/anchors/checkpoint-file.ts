// The checkpoints of a log in one file.
import { type Checkpoint, parseCheckpoint } from "../integrity/checkpoint.ts";
import { type NoteFile, type NoteForm, notesIn, openNoteFile, wholeNotes } from "./note-file.ts";

/** `all`: the newest of them; the file is as long as the log has been signed. */
export type CheckpointFile = NoteFile<Checkpoint>;

const form: NoteForm<Checkpoint> = {
  lines: [
    { whole: /^.+$/, begun: /^.*$/ },
    { whole: /^\d+$/, begun: /^\d*$/ },
    { whole: /^[A-Za-z0-9+/]{43}=$/, begun: /^[A-Za-z0-9+/]{0,43}=?$/ },
  ],
  parse: parseCheckpoint,
  malformed: "CHECKPOINT_MALFORMED",
};

/** Some 250 of them; each has a quarter of a kilobyte. */
const newest = { bytes: 64 * 1024, records: 1_000 };

/**
 * Reads its end, and no more of it: who can write to the file can as well cut it there. Throws
 * IntegrityFault CHECKPOINT_MALFORMED where something else stands in that.
 */
export const openCheckpointFile = (path: string): Promise<CheckpointFile> =>
  openNoteFile(path, form, newest);

/** Of a file that is there: all, or those in its last so many bytes. Throws the same. */
export const checkpointsIn = (path: string, last?: number): AsyncGenerator<Checkpoint> =>
  notesIn(path, form, last);

export const wholeCheckpoints = (bytes: Buffer): number => wholeNotes(bytes, form);
