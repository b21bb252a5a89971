// A font embedded with the signs of a few lines only (ISO 32000-1, 9.7: a Type 0 font over a
// TrueType subset, with its way back to Unicode).
import type { Font, Subset } from "fontkit";
import type { Increment } from "../pdf-syntax/increment.ts";
import type { PdfReference } from "../pdf-syntax/value.ts";

export class SubsetFont {
  readonly name: string;
  readonly #font: Font;
  readonly #subset: Subset;
  readonly #scale: number;
  readonly #widths: number[];
  /** UTF-16 of each glyph of the subset, hex. */
  readonly #unicode = ["0000"];

  constructor(name: string, font: Font) {
    this.name = name;
    this.#font = font;
    this.#subset = font.createSubset();
    this.#scale = 1000 / font.unitsPerEm;
    this.#widths = [font.glyphForCodePoint(0).advanceWidth * this.#scale];
  }

  /** The code of a sign, hex, and its width in thousandths of the size. */
  include(codePoint: number): { code: string; width: number } {
    const glyph = this.#font.glyphForCodePoint(codePoint);
    const id = this.#subset.includeGlyph(glyph.id);
    const width = glyph.advanceWidth * this.#scale;
    this.#widths[id] = width;
    this.#unicode[id] ??= Buffer.from(String.fromCodePoint(codePoint), "utf16le")
      .swap16()
      .toString("hex");
    return { code: id.toString(16).padStart(4, "0"), width };
  }

  write(increment: Increment): PdfReference {
    const [file, descriptor, descendant, toUnicode, font] = Array.from({ length: 5 }, () =>
      increment.reserve(),
    );
    if (!file || !descriptor || !descendant || !toUnicode || !font) throw new RangeError("objects");
    const base = `${this.name}SEAL`.padStart(6, "A").slice(0, 6).replace(/\d/g, digitLetter);
    const fontName = `/${base}+${this.#font.postscriptName}`;
    const bytes = this.#subset.encode();
    increment.putStream(file, `/Length1 ${bytes.length}`, bytes);
    increment.putRaw(descriptor, this.#descriptor(fontName, file));
    const widths = this.#widths.map((width) => Math.round(width * 100) / 100).join(" ");
    increment.putRaw(
      descendant,
      `<</Type/Font/Subtype/CIDFontType2/BaseFont${fontName}/CIDToGIDMap/Identity` +
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>" +
        `/FontDescriptor ${descriptor}/W[0[${widths}]]>>`,
    );
    increment.putStream(toUnicode, "", Buffer.from(this.#characterMap(), "latin1"));
    increment.putRaw(
      font,
      `<</Type/Font/Subtype/Type0/BaseFont${fontName}/Encoding/Identity-H` +
        `/DescendantFonts[${descendant}]/ToUnicode ${toUnicode}>>`,
    );
    return font;
  }

  #descriptor(fontName: string, file: PdfReference): string {
    const { bbox, ascent, descent, capHeight, italicAngle } = this.#font;
    const scaled = (value: number) => Math.round(value * this.#scale);
    const box = [bbox.minX, bbox.minY, bbox.maxX, bbox.maxY].map(scaled).join(" ");
    return (
      `<</Type/FontDescriptor/FontName${fontName}/Flags 4/FontBBox[${box}]` +
      `/ItalicAngle ${italicAngle}` +
      `/Ascent ${scaled(ascent)}/Descent ${scaled(descent)}/CapHeight ${scaled(capHeight)}` +
      `/StemV 80/FontFile2 ${file}>>`
    );
  }

  #characterMap(): string {
    const lines = this.#unicode.map(
      (text, id) => `<${id.toString(16).padStart(4, "0")}> <${text}>`,
    );
    return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
${chunks(lines).join("\n")}
endcmap CMapName currentdict /CMap defineresource pop end end
`;
  }
}

/** A character map takes at most 100 lines at a time. */
const chunks = (lines: readonly string[]): string[] =>
  Array.from({ length: Math.ceil(lines.length / 100) }, (_, index) => {
    const part = lines.slice(index * 100, index * 100 + 100);
    return `${part.length} beginbfchar\n${part.join("\n")}\nendbfchar`;
  });

const digitLetter = (digit: string) => String.fromCharCode("A".charCodeAt(0) + Number(digit));
