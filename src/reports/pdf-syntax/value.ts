// The values of a PDF file as they are read (ISO 32000-1, 7.3), and how they are written again.

export class PdfName {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export class PdfReference {
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
  toString(): string {
    return `${this.id} 0 R`;
  }
}

/** A string: its bytes, and where it stands in the file with its delimiters. */
export class PdfString {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /** As text: UTF-16 after a byte-order mark, else Latin-1 (PDFDocEncoding agrees for ASCII). */
  get text(): string {
    const buffer = Buffer.from(this.bytes);
    if (buffer[0] !== 0xfe || buffer[1] !== 0xff) return buffer.toString("latin1");
    return buffer
      .subarray(2, buffer.length - (buffer.length % 2))
      .swap16()
      .toString("utf16le");
  }
}

export type PdfDictionary = ReadonlyMap<string, PdfValue>;
export type PdfValue =
  | number
  | boolean
  | null
  | PdfName
  | PdfReference
  | PdfString
  | readonly PdfValue[]
  | PdfDictionary;

export const isDictionary = (value: PdfValue | undefined): value is PdfDictionary =>
  value instanceof Map;

export const isArray = (value: PdfValue | undefined): value is readonly PdfValue[] =>
  Array.isArray(value);

/** The value's syntax. Strings are written in hexadecimal. */
export function written(value: PdfValue): string {
  if (value instanceof PdfName) return nameSyntax(value.text);
  if (value instanceof PdfString) return `<${Buffer.from(value.bytes).toString("hex")}>`;
  if (isArray(value)) return `[${value.map(written).join(" ")}]`;
  if (isDictionary(value)) {
    const entries = [...value].map(([key, entry]) => `${nameSyntax(key)} ${written(entry)}`);
    return `<<${entries.join("")}>>`;
  }
  return String(value);
}

const nameSyntax = (text: string): string =>
  `/${text.replace(/[^!-~]|[#/()<>[\]{}%]/g, (sign) => `#${hexOf(sign)}`)}`;

const hexOf = (sign: string): string => sign.charCodeAt(0).toString(16).padStart(2, "0");
