// A PDF file being written: pdfkit's document, with small objects packed into streams, objects of
// our own beside pdfkit's, bytes that go straight to a sink, and no clock. The only class that
// knows how pdfkit works inside.
import { Buffer } from "node:buffer";
import { createDeflate, deflateSync } from "node:zlib";
import type { Font } from "fontkit";
import PDFDocument from "pdfkit";
import { ReportFault } from "../../../fault.ts";
import type { ByteSink } from "./byte-sink.ts";
import { crossReferenceBytes, ObjectStreams } from "./object-stream.ts";
import { type EmbeddedFont, embeddedFont } from "./pdfkit-internals.ts";
import { ObjectNumber } from "./syntax.ts";
import { type DocumentInfo, xmpDescriptions } from "./xmp.ts";

export interface PdfFileOptions {
  readonly sink: ByteSink;
  readonly info: DocumentInfo;
  readonly language: string;
  /** Points. */
  readonly pageSize: readonly [width: number, height: number];
}

type Options = PDFKit.PDFDocumentOptions & PdfFileOptions;

export class PdfFile extends PDFDocument {
  declare options: Options;
  readonly #small: ObjectStreams;
  #isFinished = false;

  constructor(options: PdfFileOptions) {
    const all: Options = {
      ...options,
      info: { ...options.info },
      pdfVersion: "1.7",
      subset: "PDF/A-3a",
      tagged: true,
      lang: options.language,
      displayTitle: true,
      autoFirstPage: false,
      size: [...options.pageSize],
      margin: 0,
      font: "",
    };
    super(all);
    this.#small = new ObjectStreams(
      () => this.reserve().id,
      ({ id, dictionary, bytes }) => this.#plain(id, dictionary, bytes),
    );
  }

  /** A number for an object that is put later. */
  reserve(): ObjectNumber {
    this._offsets.push(null);
    return new ObjectNumber(this._offsets.length);
  }

  /** Puts a small object (no stream) under its number. */
  put({ id }: ObjectNumber, body: string): void {
    this._offsets[id - 1] = this.#small.put(id, body);
  }

  /** Puts a stream under its number; `dictionary` holds the entries without the brackets. */
  putStream({ id }: ObjectNumber, dictionary: string, bytes: Uint8Array): void {
    this.#plain(id, `${dictionary}/Filter/FlateDecode`, deflateSync(bytes));
  }

  /** As `putStream`, for content of any length; answers the length before compression. */
  async putLongStream(
    { id }: ObjectNumber,
    dictionary: string,
    content: AsyncIterable<Uint8Array | string>,
  ): Promise<number> {
    const length = this.reserve();
    this._offsets[id - 1] = this._offset;
    this._write(`${id} 0 obj\n<<${dictionary}/Filter/FlateDecode/Length ${length}>>\nstream`);
    const start = this._offset;
    let size = 0;
    const deflate = createDeflate();
    const feed = (async () => {
      for await (const piece of content) {
        const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
        size += bytes.length;
        if (!deflate.write(bytes)) await new Promise((done) => deflate.once("drain", done));
      }
      deflate.end();
    })();
    feed.catch((cause) => deflate.destroy(cause));
    for await (const bytes of deflate) {
      this._write(bytes);
      await this.options.sink.drained();
    }
    await feed;
    const packed = this._offset - start;
    this._write("\nendstream\nendobj");
    this.#plainObject(length.id, String(packed));
    return size;
  }

  /** Embeds a subset of the font; its signs are added as they are used. */
  embed(name: string, font: Font): EmbeddedFont {
    this.registerFont(name, font);
    this.font(name);
    return embeddedFont(this._font);
  }

  async finish(): Promise<void> {
    this.end();
    if (!this.#isFinished) {
      throw new ReportFault("PDF_OBJECT_UNFINISHED", {
        what: `${this._waiting} objects were begun and not ended.`,
        where: "the PDF writer",
        remedy: "This is an error of the program; please report it.",
      });
    }
    await this.options.sink.end();
  }

  override _write(data: string | Uint8Array): void {
    const bytes = typeof data === "string" ? `${data}\n` : data;
    this._offset += this.options.sink.write(bytes);
  }

  /** Finished pages are not looked at again; without this each would stay in memory. */
  override flushPages(): void {
    const data = this.bufferedPageRange().count > 0 ? this.page.dictionary.data : {};
    super.flushPages();
    for (const key of Object.keys(data)) Reflect.deleteProperty(data, key);
  }

  override _addInfo(): void {
    this.appendXML(xmpDescriptions(this.options.info, this.options.language));
  }

  /** The form is ours, with signature fields only; pdfkit's insists on fonts. */
  override endAcroForm(): this {
    return this;
  }

  override end(): void {
    this.#small.flush();
    super.end();
  }

  override _finalize(): void {
    this.#isFinished = true;
    const id = this.reserve().id;
    const start = this._offset;
    this._offsets[id - 1] = start;
    const bytes = deflateSync(crossReferenceBytes(this._offsets));
    const fileId = Buffer.from(this._id).toString("hex");
    const entries = [
      `/Type/XRef/Size ${this._offsets.length + 1}/W[1 4 1]`,
      `/Root ${this._root}/Info ${this._info}/ID[<${fileId}><${fileId}>]/Filter/FlateDecode`,
    ];
    this.#plain(id, entries.join(""), bytes);
    this._write(`startxref\n${start}\n%%EOF`);
  }

  #plain(id: number, dictionary: string, bytes: Uint8Array): void {
    this._offsets[id - 1] = this._offset;
    this._write(`${id} 0 obj\n<<${dictionary}/Length ${bytes.length}>>\nstream`);
    this._write(bytes);
    this._write("\nendstream\nendobj");
  }

  #plainObject(id: number, body: string): void {
    this._offsets[id - 1] = this._offset;
    this._write(`${id} 0 obj\n${body}\nendobj`);
  }
}
