// Text made ready for fonts that hold a limited repertoire: what no font has, or what would need
// shaping that is not done here, is written as its code point, so that nothing vanishes.
import type { Font } from "fontkit";

/** Right-to-left scripts and those whose signs join or reorder: wrong in plain sequence. */
const SHAPED_SCRIPTS = [
  ..."Arabic Hebrew Syriac Thaana Nko Devanagari Bengali Gurmukhi Gujarati Oriya Tamil".split(" "),
  ..."Telugu Kannada Malayalam Sinhala Thai Lao Tibetan Myanmar Khmer Mongolian".split(" "),
];
const NEEDS_SHAPING = new RegExp(
  `[${SHAPED_SCRIPTS.map((script) => `\\p{Script=${script}}`).join("")}]`,
  "u",
);

const SPACES = /[\t\r\n\f\v\u2028\u2029]+/g;
/** Controls are shown, because they can make a text read as something else (U+202E). */
const CONTROL = /[\p{Cc}\p{Cf}]/u;

/** U+4E2D stays readable as [U+4E2D]; composed letters are preferred (they have glyphs). */
export function printable(text: string, fonts: readonly Font[]): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const composed = text.normalize("NFC").replace(SPACES, " ").replaceAll("\u00ad", "");
  let result = "";
  for (const sign of composed) result += shownAs(sign, fonts);
  return result;
}

/** By the first font, which stands for the face. */
const known = new WeakMap<Font, Map<string, string>>();

function shownAs(sign: string, fonts: readonly Font[]): string {
  const [face] = fonts;
  if (!face) return sign;
  const shown = known.get(face) ?? new Map<string, string>();
  known.set(face, shown);
  let text = shown.get(sign);
  if (text === undefined) {
    const code = sign.codePointAt(0) ?? 0;
    const hex = code.toString(16).toUpperCase().padStart(4, "0");
    text = isKnown(code, sign, fonts) ? sign : `[U+${hex}]`;
    shown.set(sign, text);
  }
  return text;
}

const isKnown = (code: number, sign: string, fonts: readonly Font[]): boolean =>
  !NEEDS_SHAPING.test(sign) &&
  !CONTROL.test(sign) &&
  fonts.some((font) => font.glyphForCodePoint(code).id !== 0);
