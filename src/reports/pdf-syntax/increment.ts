// A revision to be appended to a PDF file: new and changed objects, then a cross-reference stream
// that leads back to the file before it (ISO 32000-1, 7.5.6). Nothing that is there is touched.
import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import type { PdfReader } from "./reader.ts";
import { PdfReference, PdfString, type PdfValue, written } from "./value.ts";

export class Increment {
  readonly #reader: PdfReader;
  readonly #parts: Buffer[] = [];
  readonly #offsets = new Map<number, number>();
  #next: number;
  /** Where the next byte of the file will be. */
  at: number;

  constructor(reader: PdfReader) {
    this.#reader = reader;
    this.at = reader.source.size;
    this.#next = Number(reader.trailer.get("Size"));
  }

  reserve(): PdfReference {
    this.#next += 1;
    return new PdfReference(this.#next - 1);
  }

  put(object: PdfReference, value: PdfValue): void {
    this.putRaw(object, written(value));
  }

  /** Answers where the text begins in the file. */
  putRaw(object: PdfReference, text: string): number {
    this.#offsets.set(object.id, this.at);
    this.write(`${object.id} 0 obj\n`);
    const at = this.at;
    this.write(`${text}\nendobj\n`);
    return at;
  }

  /** `entries` without brackets, Length and Filter. */
  putStream(object: PdfReference, entries: string, bytes: Uint8Array): void {
    this.#offsets.set(object.id, this.at);
    const packed = deflateSync(bytes);
    this.write(`${object.id} 0 obj\n<<${entries}/Filter/FlateDecode/Length ${packed.length}>>\n`);
    this.write("stream\n");
    this.write(packed);
    this.write("\nendstream\nendobj\n");
  }

  write(bytes: string | Uint8Array): void {
    const part = typeof bytes === "string" ? Buffer.from(bytes, "latin1") : Buffer.from(bytes);
    this.#parts.push(part);
    this.at += part.length;
  }

  /** Answers the revision's bytes, to be appended as they are. */
  finish(): Buffer {
    const start = this.at;
    const self = this.reserve();
    // The table holds itself, so its place is known before it is written.
    this.#offsets.set(self.id, start);
    const { index, table } = this.#table();
    const { trailer } = this.#reader;
    const entries = [
      `/Type/XRef/Size ${this.#next}/W[1 4 1]/Index[${index.join(" ")}]`,
      `/Root ${written(trailer.get("Root") ?? null)}/Info ${written(trailer.get("Info") ?? null)}`,
      `/ID[${this.#fileIds().map(written).join("")}]/Prev ${this.#reader.revisions[0]?.at ?? 0}`,
    ];
    this.putStream(self, entries.join(""), table);
    this.write(`startxref\n${start}\n%%EOF\n`);
    return Buffer.concat(this.#parts);
  }

  #table(): { index: number[]; table: Buffer } {
    const ids = [...this.#offsets.keys()].sort((a, b) => a - b);
    const index: number[] = [];
    const table = Buffer.alloc(ids.length * 6);
    ids.forEach((id, row) => {
      const follows = row > 0 && ids[row - 1] === id - 1;
      if (follows) index.push((index.pop() ?? 0) + 1);
      else index.push(id, 1);
      table[row * 6] = 1;
      table.writeUInt32BE(this.#offsets.get(id) ?? 0, row * 6 + 1);
    });
    return { index, table };
  }

  /** The first identifies the document, the second this revision. */
  #fileIds(): PdfValue[] {
    const ids = this.#reader.trailer.get("ID");
    const first = Array.isArray(ids) ? ids[0] : undefined;
    if (!(first instanceof PdfString)) return [];
    const hash = createHash("sha256").update(first.bytes).update(String(this.#reader.source.size));
    return [first, new PdfString(hash.digest().subarray(0, 16), 0, 0)];
  }
}
