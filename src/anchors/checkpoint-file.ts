// The checkpoints of a log in one file.
import { type Checkpoint, parseCheckpoint } from "../integrity/checkpoint.ts";
import { type Form, type NoteFile, openNoteFile } from "./note-file.ts";

export type CheckpointFile = NoteFile<Checkpoint>;

const form: Form<Checkpoint> = {
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
