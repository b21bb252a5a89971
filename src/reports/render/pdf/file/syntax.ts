// How values are written in a PDF file (ISO 32000-1, 7.3).

/** An object that is written elsewhere, by its number. pdfkit writes it as it prints itself. */
export class ObjectNumber {
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
  toString(): string {
    return `${this.id} 0 R`;
  }
  /** Keeps pdfkit from taking this for a dictionary. */
  get [Symbol.toStringTag](): string {
    return "ObjectNumber";
  }
}

/** Syntax that is complete already, to be written by pdfkit as it stands. */
export class RawSyntax {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
  get [Symbol.toStringTag](): string {
    return "RawSyntax";
  }
}

/** A text string; outside ASCII as UTF-16 with byte-order mark. */
export function textString(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replace(/[\\()]/g, "\\$&")})`;
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  return `<${bytes.toString("hex")}>`;
}

/** Numbers with at most two decimals and no exponent. */
export const number = (value: number): string => String(Math.round(value * 100) / 100);

export const numbers = (values: readonly number[]): string => values.map(number).join(" ");

/** D:20261120080411Z */
export const dateString = (date: Date): string =>
  `(D:${date.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z)`;

export const name = (text: string): string =>
  `/${text.replace(/[^!-~]|[#/()<>[\]{}%]/g, (sign) => `#${hexOf(sign)}`)}`;

const hexOf = (sign: string): string => sign.charCodeAt(0).toString(16).padStart(2, "0");

const colours = new Map<string, string>();

/** #rrggbb as three numbers between 0 and 1. */
export function colourComponents(colour: string): string {
  let text = colours.get(colour);
  if (text === undefined) {
    const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
    text = parts.map((part) => String(Math.round(part * 1000) / 1000)).join(" ");
    colours.set(colour, text);
  }
  return text;
}
