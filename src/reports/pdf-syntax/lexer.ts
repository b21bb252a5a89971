// Reads values from bytes. Strict, and bounded in depth: what it cannot read is an error, because a
// verifier must not guess.
import { ReportFault } from "../fault.ts";
import { PdfName, PdfReference, PdfString, type PdfValue } from "./value.ts";

const DEPTH_MAX = 60;
const WHITE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set([..."()<>[]{}/%"].map((sign) => sign.charCodeAt(0)));

/** The bytes end before the value does. */
export class OutOfBytes extends Error {}

export class Lexer {
  readonly #bytes: Buffer;
  /** Where the bytes stand in the file. */
  readonly #base: number;
  at: number;

  constructor(bytes: Uint8Array, base = 0, at = 0) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#base = base;
    this.at = at;
  }

  value(depth = 0): PdfValue {
    if (depth > DEPTH_MAX) throw this.#malformed("Values are nested too deeply");
    const byte = this.#skip();
    switch (byte) {
      case 0x3c: // <
        return this.#peek(1) === 0x3c ? this.#dictionary(depth) : this.#hexString();
      case 0x28: // (
        return this.#literalString();
      case 0x5b: // [
        return this.#array(depth);
      case 0x2f: // /
        this.at += 1;
        return new PdfName(unescaped(this.#word()));
      default:
        return this.#numberOrWord();
    }
  }

  /** The next word, which must be the one given. */
  expect(word: string): void {
    const found = this.#nextWord();
    if (found !== word) throw this.#malformed(`"${word}" was expected, "${found}" found`);
  }

  integer(): number {
    const word = this.#nextWord();
    if (!/^\d{1,15}$/.test(word)) throw this.#malformed(`A number was expected, "${word}" found`);
    return Number(word);
  }

  /** The place after the line end that follows `stream`; undefined where no stream follows. */
  streamStart(): number | undefined {
    this.#skip();
    const end = this.at + 6;
    if (end + 2 > this.#bytes.length) throw new OutOfBytes();
    if (this.#bytes.toString("latin1", this.at, end) !== "stream") return undefined;
    if (this.#bytes[end] === 13 && this.#bytes[end + 1] === 10) return this.#base + end + 2;
    if (this.#bytes[end] === 10) return this.#base + end + 1;
    throw this.#malformed("A stream does not begin with a line end");
  }

  #dictionary(depth: number): PdfValue {
    this.at += 2;
    const entries = new Map<string, PdfValue>();
    while (this.#skip() !== 0x3e) {
      const key = this.value(depth + 1);
      if (!(key instanceof PdfName)) throw this.#malformed("A dictionary key is not a name");
      if (entries.has(key.text)) throw this.#malformed(`The key ${key.text} stands twice`);
      entries.set(key.text, this.value(depth + 1));
    }
    if (this.#peek(1) !== 0x3e) throw this.#malformed("A dictionary is not closed");
    this.at += 2;
    return entries;
  }

  #array(depth: number): PdfValue {
    this.at += 1;
    const items: PdfValue[] = [];
    while (this.#skip() !== 0x5d) items.push(this.value(depth + 1));
    this.at += 1;
    return items;
  }

  #hexString(): PdfString {
    const start = this.at;
    const close = this.#bytes.indexOf(0x3e, start);
    if (close < 0) throw new OutOfBytes();
    const digits = this.#bytes.toString("latin1", start + 1, close);
    if (!/^([0-9a-fA-F]{2})*$/.test(digits)) throw this.#malformed("A string is not hexadecimal");
    this.at = close + 1;
    return new PdfString(Buffer.from(digits, "hex"), this.#base + start, this.#base + this.at);
  }

  #literalString(): PdfString {
    const start = this.at;
    const bytes: number[] = [];
    let open = 0;
    for (;;) {
      const byte = this.#next();
      if (byte === 0x28 && open++ === 0) continue;
      if (byte === 0x29 && --open === 0) break;
      bytes.push(byte === 0x5c ? this.#escaped() : byte);
    }
    return new PdfString(Uint8Array.from(bytes), this.#base + start, this.#base + this.at);
  }

  #escaped(): number {
    const sign = String.fromCharCode(this.#next());
    const code = { n: 10, r: 13, t: 9, b: 8, f: 12, "(": 40, ")": 41, "\\": 92 }[sign];
    if (code === undefined) throw this.#malformed(`The escape \\${sign} is not used here`);
    return code;
  }

  #numberOrWord(): PdfValue {
    const word = this.#word();
    if (/^\d+$/.test(word)) {
      const reference = this.#referenceAfter();
      if (reference) return new PdfReference(Number(word));
    }
    if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) return Number(word);
    if (word === "true") return true;
    if (word === "false") return false;
    if (word === "null") return null;
    throw this.#malformed(`"${word.slice(0, 20)}" is not a value`);
  }

  /** Objects here are all of generation 0. */
  #referenceAfter(): boolean {
    const rest = this.#bytes.toString("latin1", this.at, this.at + 5);
    if (rest.length < 5 && " 0 R ".startsWith(rest)) throw new OutOfBytes();
    const isReference = /^ 0 R[\s/<>[\]()]$/.test(rest);
    if (isReference) this.at += 4;
    return isReference;
  }

  #nextWord(): string {
    this.#skip();
    return this.#word();
  }

  #word(): string {
    const start = this.at;
    for (
      let byte = this.#peek(0);
      !WHITE.has(byte) && !DELIMITERS.has(byte);
      byte = this.#peek(0)
    ) {
      this.at += 1;
    }
    return this.#bytes.toString("latin1", start, this.at);
  }

  /** Passes white space and comments; answers the next byte, which is not taken. */
  #skip(): number {
    for (;;) {
      const byte = this.#peek(0);
      if (byte === 0x25) {
        while (![10, 13].includes(this.#next()));
      } else if (WHITE.has(byte)) this.at += 1;
      else return byte;
    }
  }

  #peek(ahead: number): number {
    const byte = this.#bytes[this.at + ahead];
    if (byte === undefined) throw new OutOfBytes();
    return byte;
  }

  #next(): number {
    const byte = this.#peek(0);
    this.at += 1;
    return byte;
  }

  #malformed(what: string): ReportFault {
    return malformed(what, this.#base + this.at);
  }
}

export const malformed = (what: string, at: number): ReportFault =>
  new ReportFault("PDF_MALFORMED", {
    what: `${what}.`,
    where: `byte ${at}`,
    remedy: "The file is damaged, or was not made by this program.",
  });

const unescaped = (word: string): string =>
  word.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
