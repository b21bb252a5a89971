// Finds objects in a PDF file through its cross-reference streams, newest revision first. Reads
// what this program writes: cross-reference and object streams, Flate or no filter.
import { inflateSync } from "node:zlib";
import type { ByteSource } from "./byte-source.ts";
import { type CrossReferences, entryOf, readCrossReferences } from "./cross-reference.ts";
import { Lexer, malformed, OutOfBytes } from "./lexer.ts";
import { isDictionary, type PdfDictionary, PdfReference, type PdfValue } from "./value.ts";

const WINDOW_FIRST = 8_192;
/** What a stream may inflate to: an attached record of a very long batch, not a bomb. */
const INFLATED_MAX = 1 << 30;
const REVISIONS_MAX = 1_000;

export interface ReadObject {
  readonly value: PdfValue;
  /** Where its stream begins, if it has one. */
  readonly streamAt: number | undefined;
}

export class PdfReader {
  readonly source: ByteSource;
  /** Newest first. */
  readonly revisions: readonly CrossReferences[] = [];
  readonly #objectStreams = new Map<number, { lexerAt: Map<number, number>; bytes: Uint8Array }>();

  /** Throws PDF_MALFORMED. */
  constructor(source: ByteSource) {
    this.source = source;
    this.revisions = readRevisions(this, source);
  }

  get trailer(): PdfDictionary {
    return this.revisions[0]?.trailer ?? new Map();
  }

  /** The value itself, or what it refers to. */
  resolve(value: PdfValue | undefined): PdfValue | undefined {
    return value instanceof PdfReference ? this.object(value.id).value : value;
  }

  dictionary(value: PdfValue | undefined, what: string): PdfDictionary {
    const found = this.resolve(value);
    if (isDictionary(found)) return found;
    throw malformed(`${what} is missing`, 0);
  }

  object(id: number): ReadObject {
    for (const revision of this.revisions) {
      const entry = entryOf(revision, id);
      if (entry?.kind === "at") return this.objectAt(entry.offset, id);
      if (entry?.kind === "in")
        return { value: this.#inStream(entry.stream, id), streamAt: undefined };
    }
    throw malformed(`Object ${id} is not in the file`, 0);
  }

  /** An object that stands in the file itself, with its number checked. */
  objectAt(offset: number, id?: number): ReadObject {
    for (let window = WINDOW_FIRST; ; window *= 8) {
      const bytes = this.source.read(offset, window);
      try {
        const lexer = new Lexer(bytes, offset);
        const found = lexer.integer();
        if (id !== undefined && found !== id) throw malformed(`Object ${id} is not here`, offset);
        lexer.expect("0");
        lexer.expect("obj");
        return { value: lexer.value(), streamAt: lexer.streamStart() };
      } catch (fault) {
        if (!(fault instanceof OutOfBytes)) throw fault;
        if (offset + window >= this.source.size)
          throw malformed("The file ends inside an object", offset);
      }
    }
  }

  /** The stream of an object, inflated. */
  stream({ value, streamAt }: ReadObject): Uint8Array {
    if (!isDictionary(value) || streamAt === undefined) throw malformed("A stream is missing", 0);
    const length = this.resolve(value.get("Length"));
    if (typeof length !== "number") throw malformed("A stream has no length", streamAt);
    const bytes = this.source.read(streamAt, length);
    if (value.get("Filter") === undefined) return bytes;
    try {
      return inflateSync(bytes, { maxOutputLength: INFLATED_MAX });
    } catch {
      throw malformed("A stream cannot be inflated", streamAt);
    }
  }

  #inStream(stream: number, id: number): PdfValue {
    let known = this.#objectStreams.get(stream);
    if (!known) {
      known = this.#openObjectStream(stream);
      this.#objectStreams.clear();
      this.#objectStreams.set(stream, known);
    }
    const at = known.lexerAt.get(id);
    if (at === undefined) throw malformed(`Object ${id} is not in stream ${stream}`, 0);
    return this.#complete(() => new Lexer(known.bytes, 0, at).value());
  }

  #openObjectStream(stream: number) {
    const object = this.object(stream);
    const bytes = this.stream(object);
    const dictionary = this.dictionary(object.value, `Object stream ${stream}`);
    const [count, first] = [dictionary.get("N"), dictionary.get("First")];
    if (typeof count !== "number" || typeof first !== "number") {
      throw malformed(`Object stream ${stream} does not say what it holds`, 0);
    }
    const lexer = new Lexer(bytes);
    const lexerAt = new Map<number, number>();
    this.#complete(() => {
      for (let index = 0; index < count; index++) {
        const id = lexer.integer();
        lexerAt.set(id, first + lexer.integer());
      }
      return null;
    });
    return { lexerAt, bytes };
  }

  #complete(read: () => PdfValue): PdfValue {
    try {
      return read();
    } catch (fault) {
      throw fault instanceof OutOfBytes ? malformed("An object stream ends too early", 0) : fault;
    }
  }
}

function readRevisions(reader: PdfReader, source: ByteSource): CrossReferences[] {
  const tailAt = Math.max(0, source.size - 64);
  const tail = Buffer.from(source.read(tailAt, 64)).toString("latin1");
  const start = /startxref\n(\d{1,15})\n%%EOF\n?$/.exec(tail)?.[1];
  if (start === undefined) throw malformed("The file does not end as a PDF file does", source.size);
  const revisions: CrossReferences[] = [];
  for (let at: number | undefined = Number(start); at !== undefined; ) {
    if (revisions.length === REVISIONS_MAX) throw malformed("Too many revisions", at);
    const revision = readCrossReferences(reader, at);
    revisions.push(revision);
    const { previous } = revision;
    if (previous !== undefined && previous >= at) throw malformed("Revisions do not go back", at);
    at = previous;
  }
  return revisions;
}
