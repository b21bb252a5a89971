// Text made ready for fonts that hold a limited repertoire: what no font has, or what would need
// shaping that is not done here, is written as its code point, so that nothing vanishes.
import type { Font } from "fontkit";

/** Right-to-left scripts and those whose signs join or reorder: wrong in plain sequence. */
const NEEDS_SHAPING =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Thai}\p{Script=Lao}\p{Script=Tibetan}\p{Script=Myanmar}\p{Script=Khmer}\p{Script=Mongolian}]/u;

const SPACES = /[\t\r\n\f\v\u2028\u2029]+/g;
/** Controls are shown, because they can make a text read as something else (U+202E). */
const CONTROL = /[\p{Cc}\p{Cf}]/u;

/** U+4E2D stays readable as [U+4E2D]; composed letters are preferred (they have glyphs). */
export function printable(text: string, fonts: readonly Font[]): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const composed = text.normalize("NFC").replace(SPACES, " ").replaceAll("\u00ad", "");
  let result = "";
  for (const sign of composed) {
    const code = sign.codePointAt(0) ?? 0;
    result += isKnown(code, sign, fonts)
      ? sign
      : `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
  }
  return result;
}

const isKnown = (code: number, sign: string, fonts: readonly Font[]): boolean =>
  !NEEDS_SHAPING.test(sign) &&
  !CONTROL.test(sign) &&
  fonts.some((font) => font.glyphForCodePoint(code).id !== 0);
