// The checkpoints of a log in one file.
import { type Checkpoint, parseCheckpoint } from "../integrity/checkpoint.ts";
import {
  type NoteFile,
  type NoteForm,
  openNoteFile,
  readNoteFile,
  wholeNotes,
} from "./note-file.ts";

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

/** Throws IntegrityFault CHECKPOINT_MALFORMED. */
export const openCheckpointFile = (path: string): Promise<CheckpointFile> =>
  openNoteFile(path, form);

/** The same, of a file that is there. */
export const readCheckpointFile = (path: string): Promise<readonly Checkpoint[]> =>
  readNoteFile(path, form);

export const wholeCheckpoints = (bytes: Buffer): number => wholeNotes(bytes, form);
