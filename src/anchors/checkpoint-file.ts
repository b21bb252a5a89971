// The checkpoints of a log in one file, the oldest first: signed notes, one after the other. It is
// only ever added to, and forced to disk before a checkpoint counts.
import { readFile } from "node:fs/promises";
import { type Checkpoint, parseCheckpoint } from "../integrity/checkpoint.ts";
import { IntegrityFault } from "../integrity/fault.ts";
import { printNote } from "../integrity/note.ts";
import { type AppendOnlyFile, type Form, openAppendOnly } from "./append-only-file.ts";

export type CheckpointFile = AppendOnlyFile<Checkpoint>;

/**
 * Opening changes nothing in the file. Throws IntegrityFault CHECKPOINT_MALFORMED where something
 * stands in it that is neither a checkpoint nor, at its end, the beginning of one.
 */
export const openCheckpointFile = (path: string): Promise<CheckpointFile> =>
  openAppendOnly(path, form);

/** The same, without making it or keeping it open. Throws also what reading a file throws. */
export const readCheckpointFile = async (path: string): Promise<readonly Checkpoint[]> =>
  form.parse(await readFile(path), 0).all;

const form: Form<Checkpoint> = {
  print: ({ note }) => `${printNote(note)}\n`,
  parse: checkpointsIn,
  cut: (at) => malformed(at),
};

/**
 * Each note has its own empty line before the signatures; another one comes behind them. Over bytes
 * as Latin-1, so that a place in the text is a place in the file.
 */
const oneNote = /((?:[^\n]+\n){3}\n(?:\xe2\x80\x94 [^\n]+\n)+)\n/y;

function checkpointsIn(bytes: Buffer, from: number) {
  const text = bytes.toString("latin1");
  const all: Checkpoint[] = [];
  let length = 0;
  oneNote.lastIndex = 0;
  for (let found = oneNote.exec(text); found; found = oneNote.exec(text)) {
    all.push(checkpointOf(Buffer.from(found[1] ?? "", "latin1"), from + length));
    length = oneNote.lastIndex;
  }
  if (!isBeginning(text.slice(length))) throw malformed(from + length);
  return { all, length };
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

function malformed(at: number, cause?: IntegrityFault): IntegrityFault {
  const what = cause ? ` ${cause.message}` : "";
  const message = `The file of checkpoints holds something else at byte ${at}.${what}`;
  return new IntegrityFault("CHECKPOINT_MALFORMED", message);
}
