// Turns text into glyphs of embedded fonts, and measures it. One per document, because each
// document embeds subsets of its own. Body text is set sign by sign from a cache; headings are
// laid out by fontkit, with kerning.
import type { Font } from "fontkit";
import { ReportFault } from "../../../fault.ts";
import type { EmbeddedFont } from "../file/pdfkit-internals.ts";
import { type Face, fontsOf } from "./faces.ts";
import { printable } from "./glyph-text.ts";

/** Glyphs of one font, as the operand of TJ, with their width in thousandths of the size. */
export interface GlyphRun {
  readonly font: EmbeddedFont;
  readonly glyphs: string;
  readonly width: number;
}

interface Sign {
  readonly font: EmbeddedFont;
  readonly hex: string;
  readonly width: number;
}

interface Slot {
  readonly fonts: readonly Font[];
  readonly embedded: (EmbeddedFont | undefined)[];
  readonly signs: Map<string, Sign>;
}

export class Typesetter {
  readonly #embed: (name: string, font: Font) => EmbeddedFont;
  readonly #slots = new Map<Face, Slot>();

  constructor(embed: (name: string, font: Font) => EmbeddedFont) {
    this.#embed = embed;
  }

  /** Text as it will be set: measure and break this, not the original. */
  printable(text: string, face: Face): string {
    return printable(text, this.#slot(face).fonts);
  }

  /** Width in points. */
  width(text: string, face: Face, size: number): number {
    const slot = this.#slot(face);
    let width = 0;
    for (const sign of text) width += this.#sign(slot, face, sign).width;
    return (width * size) / 1000;
  }

  runs(text: string, face: Face): GlyphRun[] {
    const slot = this.#slot(face);
    const runs: { font: EmbeddedFont; glyphs: string; width: number }[] = [];
    for (const letter of text) {
      const { font, hex, width } = this.#sign(slot, face, letter);
      const last = runs.at(-1);
      if (last?.font === font) {
        last.glyphs += hex;
        last.width += width;
      } else runs.push({ font, glyphs: hex, width });
    }
    return runs.map(({ font, glyphs, width }) => ({ font, glyphs: `<${glyphs}>`, width }));
  }

  /** With kerning, where the first font has every sign; else as `runs`. */
  kernedRuns(text: string, face: Face): GlyphRun[] {
    const slot = this.#slot(face);
    const { glyphs, positions } = slot.fonts[0]?.layout(text) ?? { glyphs: [], positions: [] };
    if (glyphs.some(({ id }) => id === 0)) return this.runs(text, face);
    const font = this.#embedded(slot, face, 0);
    let operand = "<";
    let width = 0;
    glyphs.forEach((glyph, index) => {
      operand += include(font, glyph);
      const advance = (positions[index]?.xAdvance ?? 0) * font.scale;
      const kern = advance - glyph.advanceWidth * font.scale;
      if (Math.abs(kern) > 0.5 && index < glyphs.length - 1) operand += `>${Math.round(-kern)}<`;
      width += advance;
    });
    return [{ font, glyphs: `${operand}>`, width }];
  }

  #slot(face: Face): Slot {
    let slot = this.#slots.get(face);
    if (!slot) {
      slot = { fonts: fontsOf(face), embedded: [], signs: new Map() };
      this.#slots.set(face, slot);
    }
    return slot;
  }

  #sign(slot: Slot, face: Face, letter: string): Sign {
    let sign = slot.signs.get(letter);
    if (!sign) {
      sign = this.#find(slot, face, letter);
      slot.signs.set(letter, sign);
    }
    return sign;
  }

  /** A missing glyph would print an empty box and lose a limit sign: never. */
  #find(slot: Slot, face: Face, letter: string): Sign {
    const code = letter.codePointAt(0) ?? 0;
    const index = slot.fonts.findIndex((font) => font.glyphForCodePoint(code).id !== 0);
    const glyph = slot.fonts[index]?.glyphForCodePoint(code);
    if (!glyph) {
      throw new ReportFault("GLYPH_MISSING", {
        what: `No embedded font has U+${code.toString(16).toUpperCase()}.`,
        where: `face ${face}`,
        remedy: "Set text through printable() first.",
      });
    }
    const font = this.#embedded(slot, face, index);
    return { font, hex: include(font, glyph), width: glyph.advanceWidth * font.scale };
  }

  #embedded(slot: Slot, face: Face, index: number): EmbeddedFont {
    const known = slot.embedded[index];
    if (known) return known;
    const font = slot.fonts[index];
    if (!font) throw new RangeError(`face ${face} has no font ${index}`);
    const embedded = this.#embed(`${face}-${index}`, font);
    slot.embedded[index] = embedded;
    return embedded;
  }
}

/** Puts the glyph into the font's subset, with its width and its meaning; answers its code. */
function include(
  font: EmbeddedFont,
  glyph: { id: number; advanceWidth: number; codePoints: readonly number[] },
): string {
  const id = font.subset.includeGlyph(glyph.id);
  font.widths[id] ??= glyph.advanceWidth * font.scale;
  font.unicode[id] ??= glyph.codePoints;
  return id.toString(16).padStart(4, "0");
}
