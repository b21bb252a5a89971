// The insides of pdfkit 0.20.2 that are used beyond its documented interface. The version is
// pinned; `embeddedFont` fails loudly if a later one differs, and a test checks the rest.
import { ReportFault } from "../../../fault.ts";

export interface PdfReference {
  readonly id: number;
  data: Record<string, unknown>;
  write(bytes: Uint8Array): void;
  end(bytes?: Uint8Array): void;
}

export interface EmbeddedFont {
  /** Name of the font in page resources: F1, F2 ... */
  readonly id: string;
  readonly subset: { includeGlyph(id: number): number };
  readonly widths: number[];
  readonly unicode: (readonly number[])[];
  /** From font units to thousandths of the size. */
  readonly scale: number;
  ref(): PdfReference;
}

/** The font that pdfkit has just opened. Throws PDF_LIBRARY_CHANGED. */
export function embeddedFont(font: unknown): EmbeddedFont {
  if (isEmbeddedFont(font)) return font;
  throw new ReportFault("PDF_LIBRARY_CHANGED", {
    what: "The PDF library keeps its fonts in another way than 0.20.2 did.",
    where: "pdfkit",
    remedy: "Install the pinned version: npm ci.",
  });
}

const isEmbeddedFont = (font: unknown): font is EmbeddedFont =>
  typeof font === "object" &&
  font !== null &&
  "subset" in font &&
  "widths" in font &&
  Array.isArray(font.widths) &&
  "unicode" in font &&
  Array.isArray(font.unicode) &&
  "scale" in font &&
  typeof font.scale === "number" &&
  "ref" in font;
