// Signed notes in one file, the oldest first, one after the other. It is only ever added to, and
// forced to disk before a note counts.
import { type FileHandle, open } from "node:fs/promises";
import { IntegrityFault, type IntegrityFaultCode } from "../integrity/fault.ts";
import { type Note, printNote } from "../integrity/note.ts";
import {
  type AppendOnlyFile,
  beginningIn,
  type Form,
  type Newest,
  openAppendOnly,
} from "./append-only-file.ts";

interface Noted {
  readonly note: Note;
}

export type NoteFile<One extends Noted> = AppendOnlyFile<One>;

/** What a file holds. */
export interface NoteForm<One extends Noted> {
  /** The lines of a note before its signatures: whole, and as far as a crash let it write. */
  readonly lines: readonly { readonly whole: RegExp; readonly begun: RegExp }[];
  /** Throws IntegrityFault. */
  parse(note: string): One;
  /** Of the fault where something else stands in the file. */
  readonly malformed: IntegrityFaultCode;
}

/**
 * Opening changes nothing in the file. Throws the IntegrityFault of the form where something stands
 * in it that is neither a note nor, at its end, the beginning of one.
 */
export const openNoteFile = <One extends Noted>(
  path: string,
  form: NoteForm<One>,
  newest?: Newest,
): Promise<NoteFile<One>> => openAppendOnly(path, new Reader(form), newest);

/**
 * The notes of a file that is there, the oldest first; `last`: those in its last so many bytes. It
 * is read piece by piece, as it is then. Throws what `openNoteFile` and reading a file throw.
 */
export async function* notesIn<One extends Noted>(
  path: string,
  form: NoteForm<One>,
  last = Number.POSITIVE_INFINITY,
): AsyncGenerator<One> {
  await using file = await open(path);
  const reader = new Reader(form);
  let at = Number.isFinite(last) ? await beginningIn(file, reader, last) : 0;
  for (let rest: Buffer = Buffer.of(); ; ) {
    const piece = await pieceAt(file, at + rest.length);
    if (piece.length === 0) return;
    const bytes = Buffer.concat([rest, piece]);
    const { all, length } = reader.parse(bytes, at);
    yield* all;
    at += length;
    rest = bytes.subarray(length);
    if (rest.length > noteMax) throw reader.cut(at);
  }
}

async function pieceAt(file: FileHandle, position: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(pieceLength), { position });
  return buffer.subarray(0, bytesRead);
}

/** Bytes. */
const pieceLength = 256 * 1024;
/** Bytes: of a note with all the signatures that it may have. */
const noteMax = 1024 * 1024;

/**
 * How many bytes of a file are whole notes: behind them a crash may have left a piece. All of it
 * where something else stands at its end.
 */
export function wholeNotes<One extends Noted>(bytes: Buffer, form: NoteForm<One>): number {
  const reader = new Reader(form);
  const end = Math.max(bytes.length - pieceLength, 0);
  const from = end === 0 ? 0 : end + (reader.beginning(bytes.subarray(end)) ?? -end);
  try {
    return from + reader.parse(bytes.subarray(from), from).length;
  } catch (error) {
    if (error instanceof IntegrityFault) return bytes.length;
    throw error;
  }
}

class Reader<One extends Noted> implements Form<One> {
  readonly #form: NoteForm<One>;
  readonly #oneNote: RegExp;

  constructor(form: NoteForm<One>) {
    this.#form = form;
    // Each note has its own empty line before the signatures; another one comes behind them.
    this.#oneNote = new RegExp(
      `((?:[^\\n]+\\n){${form.lines.length}}\\n(?:\\xe2\\x80\\x94 [^\\n]+\\n)+)\\n`,
      "y",
    );
  }

  print({ note }: One): string {
    return `${printNote(note)}\n`;
  }

  /** Over bytes as Latin-1, so that a place in the text is a place in the file. */
  parse(bytes: Buffer, from: number) {
    const text = bytes.toString("latin1");
    const all: One[] = [];
    let length = 0;
    this.#oneNote.lastIndex = 0;
    for (let found = this.#oneNote.exec(text); found; found = this.#oneNote.exec(text)) {
      all.push(this.#parsed(Buffer.from(found[1] ?? "", "latin1"), from + length));
      length = this.#oneNote.lastIndex;
    }
    if (!this.#isBeginning(text.slice(length))) throw this.cut(from + length);
    return { all, length };
  }

  /** Behind the signatures of another one, and its empty line. */
  beginning(bytes: Buffer): number | undefined {
    const found = endOfNote.exec(bytes.toString("latin1"));
    return found ? found.index + found[0].length : undefined;
  }

  #parsed(note: Buffer, at: number): One {
    try {
      return this.#form.parse(note.toString("utf8"));
    } catch (error) {
      if (error instanceof IntegrityFault) throw this.cut(at, error);
      throw error;
    }
  }

  /**
   * Of one note and of no more, and zeros for what was not written any more when the power went:
   * all that a crash can leave. Anything else was done by somebody.
   */
  #isBeginning(text: string): boolean {
    const forms = [...this.#form.lines, { whole: /^$/, begun: /^$/ }];
    const lines = text.replace(/\0+$/, "").split("\n");
    const begun = lines.pop() ?? "";
    const areWhole = lines.every((line, n) => (forms[n]?.whole ?? signatureLine).test(line));
    return areWhole && (forms[lines.length]?.begun ?? begunSignature).test(begun);
  }

  cut(at: number, cause?: IntegrityFault): IntegrityFault {
    const what = cause ? ` ${cause.message}` : "";
    const message = `The file of signed notes holds something else at byte ${at}.${what}`;
    return new IntegrityFault(this.#form.malformed, message);
  }
}

const endOfNote = /\n\xe2\x80\x94 [^\n]+\n\n/;
const signatureLine = /^\xe2\x80\x94 [^ ]+ (?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2,3}={1,2})?$/;
const begunSignature =
  /^(?:\xe2?|\xe2\x80|\xe2\x80\x94|\xe2\x80\x94 [^ ]*|\xe2\x80\x94 [^ ]+ [A-Za-z0-9+/]*={0,2})$/;
