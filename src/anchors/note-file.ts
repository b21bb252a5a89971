// Signed notes in one file, the oldest first, one after the other. It is only ever added to, and
// forced to disk before a note counts.
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { IntegrityFault, type IntegrityFaultCode } from "../integrity/fault.ts";
import { type Note, printNote } from "../integrity/note.ts";

interface Noted {
  readonly note: Note;
}

export interface NoteFile<One extends Noted> {
  /** As they stand in the file. */
  readonly all: readonly One[];
  /**
   * On disk when it resolves. What a crash cut off at the end of the file was never answered for,
   * and is taken away before.
   */
  append(one: One): Promise<void>;
  close(): Promise<void>;
}

/** What a file holds. */
export interface Form<One extends Noted> {
  /** The lines of a note before its signatures: whole, and as far as a crash let them come. */
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
export async function openNoteFile<One extends Noted>(
  path: string,
  form: Form<One>,
): Promise<NoteFile<One>> {
  const file = await open(path, "a+", 0o600);
  try {
    const opened = new OpenFile(file, form);
    await opened.read();
    if (opened.isEmpty) await syncFolderOf(path);
    return opened;
  } catch (error) {
    await file.close();
    throw error;
  }
}

class OpenFile<One extends Noted> implements NoteFile<One> {
  readonly all: One[] = [];
  readonly #file: FileHandle;
  readonly #reader: Reader<One>;
  /** Bytes that hold whole notes. */
  #whole = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: FileHandle, form: Form<One>) {
    this.#file = file;
    this.#reader = new Reader(form);
  }

  get isEmpty(): boolean {
    return this.#whole === 0;
  }

  /** What came since, also from another process; true where the file ends in a piece of one. */
  async read(): Promise<boolean> {
    const { size } = await this.#file.stat();
    if (size < this.#whole) throw this.#reader.malformed(size);
    const bytes = Buffer.alloc(size - this.#whole);
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, this.#whole);
    const { notes, length } = this.#reader.notesIn(bytes.subarray(0, bytesRead), this.#whole);
    for (const one of notes) this.all.push(one);
    this.#whole += length;
    return length < bytesRead;
  }

  append(one: One): Promise<void> {
    const appended = this.#last.then(() => this.#append(one));
    this.#last = appended.catch(() => {});
    return appended;
  }

  async #append(one: One): Promise<void> {
    if (await this.read()) await this.#file.truncate(this.#whole);
    const bytes = Buffer.from(`${printNote(one.note)}\n`);
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
    this.all.push(one);
    this.#whole += bytes.length;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#file.close();
  }
}

class Reader<One extends Noted> {
  readonly #form: Form<One>;
  readonly #oneNote: RegExp;

  constructor(form: Form<One>) {
    this.#form = form;
    // Each note has its own empty line before the signatures; another one comes behind them.
    this.#oneNote = new RegExp(
      `((?:[^\\n]+\\n){${form.lines.length}}\\n(?:\\xe2\\x80\\x94 [^\\n]+\\n)+)\\n`,
      "y",
    );
  }

  /** Over bytes as Latin-1, so that a place in the text is a place in the file. */
  notesIn(bytes: Buffer, from: number) {
    const text = bytes.toString("latin1");
    const notes: One[] = [];
    let length = 0;
    this.#oneNote.lastIndex = 0;
    for (let found = this.#oneNote.exec(text); found; found = this.#oneNote.exec(text)) {
      notes.push(this.#parsed(Buffer.from(found[1] ?? "", "latin1"), from + length));
      length = this.#oneNote.lastIndex;
    }
    if (!this.#isBeginning(text.slice(length))) throw this.malformed(from + length);
    return { notes, length };
  }

  #parsed(note: Buffer, at: number): One {
    try {
      return this.#form.parse(note.toString("utf8"));
    } catch (error) {
      if (error instanceof IntegrityFault) throw this.malformed(at, error);
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

  malformed(at: number, cause?: IntegrityFault): IntegrityFault {
    const what = cause ? ` ${cause.message}` : "";
    const message = `The file of signed notes holds something else at byte ${at}.${what}`;
    return new IntegrityFault(this.#form.malformed, message);
  }
}

const signatureLine = /^\xe2\x80\x94 [^ ]+ (?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2,3}={1,2})?$/;
const begunSignature =
  /^(?:\xe2?|\xe2\x80|\xe2\x80\x94|\xe2\x80\x94 [^ ]*|\xe2\x80\x94 [^ ]+ [A-Za-z0-9+/]*={0,2})$/;

async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
