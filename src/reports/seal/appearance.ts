// What the seal looks like on its page: whose it is, that it is a seal and no signature, that it is
// for evaluation, when, and by which certificate. With fonts of its own, because the file's are
// subsets.
import type { Font } from "fontkit";
import type { Increment } from "../pdf-syntax/increment.ts";
import type { PdfReference } from "../pdf-syntax/value.ts";
import { accent, ink, muted, panel, tones } from "../render/palette.ts";
import { colourComponents, number } from "../render/pdf/file/syntax.ts";
import { fontsOf } from "../render/pdf/font/faces.ts";
import { printable } from "../render/pdf/font/glyph-text.ts";
import { cut } from "../render/pdf/font/wrap.ts";
import { SubsetFont } from "./subset-font.ts";

export interface SealFacts {
  readonly organisation: string;
  readonly at: Date;
  readonly certificateDigest: string;
}

interface Line {
  readonly text: string;
  readonly face: "regular" | "semibold";
  readonly size: number;
  readonly colour: string;
}

const INSET = 14;

/** Writes the form and answers it; `width` and `height` are the field's, in points. */
export function sealAppearance(
  increment: Increment,
  facts: SealFacts,
  [width, height]: readonly [number, number],
): PdfReference {
  const fonts = new Fonts();
  const lines = linesOf(facts);
  const total = lines.reduce((sum, { size }) => sum + size * 1.38, 0);
  let y = height - (height - total) / 2;
  const operators = [
    `${colourComponents(panel)} rg 0 0 ${number(width)} ${number(height)} re f`,
    `${colourComponents(accent)} rg 0 0 4 ${number(height)} re f`,
  ];
  for (const { text, face, size, colour } of lines) {
    const shown = fonts.shown(text, face, size, width - 2 * INSET);
    y -= size * 1.38;
    const place = `1 0 0 1 ${INSET} ${number(y + size * 0.35)} Tm`;
    operators.push(`BT ${colourComponents(colour)} rg ${place} ${shown} ET`);
  }
  const form = increment.reserve();
  const resources = `/Resources<</Font<<${fonts.write(increment)}>>>>`;
  const box = `/BBox[0 0 ${number(width)} ${number(height)}]`;
  const entries = `/Type/XObject/Subtype/Form${box}${resources}`;
  increment.putStream(form, entries, Buffer.from(operators.join("\n"), "latin1"));
  return form;
}

function linesOf({ organisation, at, certificateDigest }: SealFacts): Line[] {
  const time = at.toISOString().replace("T", " ").slice(0, 19);
  return [
    { text: organisation, face: "semibold", size: 11, colour: ink },
    { text: "Sealed, not signed", face: "semibold", size: 9, colour: accent },
    {
      text: "EVALUATION: self-issued certificate, proves no identity",
      face: "semibold",
      size: 7.5,
      colour: tones.attention.text,
    },
    {
      text: `${time} UTC, by the clock of the issuing system`,
      face: "regular",
      size: 7.5,
      colour: muted,
    },
    { text: `Certificate SHA-256 ${certificateDigest}`, face: "regular", size: 6.8, colour: muted },
  ];
}

/** The fonts that the lines need, first choice first, each embedded once. */
class Fonts {
  readonly #embedded = new Map<Font, SubsetFont>();

  shown(text: string, face: Line["face"], size: number, width: number): string {
    const signs = (part: string) => [...part].map((sign) => this.#sign(sign, face));
    const measure = (part: string) =>
      signs(part).reduce((sum, { width: sign }) => sum + (sign * size) / 1000, 0);
    return signs(cut(printable(text, fontsOf(face)), width, measure))
      .map(({ font, code }) => `/${font.name} ${size} Tf<${code}>Tj`)
      .join(" ");
  }

  write(increment: Increment): string {
    return [...this.#embedded.values()]
      .map((font) => `/${font.name} ${font.write(increment)}`)
      .join("");
  }

  #sign(sign: string, face: Line["face"]) {
    const code = sign.codePointAt(0) ?? 0;
    const font = fontsOf(face).find((one) => one.glyphForCodePoint(code).id !== 0);
    if (!font) throw new RangeError(`no font for U+${code.toString(16)}`);
    let embedded = this.#embedded.get(font);
    if (!embedded) {
      embedded = new SubsetFont(`S${this.#embedded.size + 1}`, font);
      this.#embedded.set(font, embedded);
    }
    return { font: embedded, ...embedded.include(code) };
  }
}
