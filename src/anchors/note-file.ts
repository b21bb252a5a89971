// Signed notes in one file, the oldest first, one after the other. It is only ever added to, and
// forced to disk before a note counts.
import { readFile } from "node:fs/promises";
import { IntegrityFault, type IntegrityFaultCode } from "../integrity/fault.ts";
import { type Note, printNote } from "../integrity/note.ts";
import { type AppendOnlyFile, type Form, openAppendOnly } from "./append-only-file.ts";

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
): Promise<NoteFile<One>> => openAppendOnly(path, new Reader(form));

/** The same, without making it or keeping it open. Throws also what reading a file throws. */
export const readNoteFile = async <One extends Noted>(
  path: string,
  form: NoteForm<One>,
): Promise<readonly One[]> => new Reader(form).parse(await readFile(path), 0).all;

/**
 * How many bytes of a file are whole notes: behind them a crash may have left a piece. All of it
 * where something else stands in it.
 */
export function wholeNotes<One extends Noted>(bytes: Buffer, form: NoteForm<One>): number {
  try {
    return new Reader(form).parse(bytes, 0).length;
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

const signatureLine = /^\xe2\x80\x94 [^ ]+ (?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2,3}={1,2})?$/;
const begunSignature =
  /^(?:\xe2?|\xe2\x80|\xe2\x80\x94|\xe2\x80\x94 [^ ]*|\xe2\x80\x94 [^ ]+ [A-Za-z0-9+/]*={0,2})$/;
