// What came from a file or from somebody else, so that a terminal shows it and does not obey it.

/** C0 but for the end of a line, DEL and C1; and what turns the direction of a text (UAX 9). */
const controls = /[^\P{Cc}\n]|\p{Bidi_Control}|[\u2028\u2029]/gu;

/** Controls as JSON writes them: within a text of JSON they stay the same characters. */
export const visible = (text: string): string => text.replace(controls, escaped);

/** The same in one line. */
export const visibleInLine = (text: string): string => visible(text).replaceAll("\n", "\\n");

/** What `styleIn` writes around words. */
const styles = new RegExp(`(${"\u001B"}\\[(?:1|2|22|3[1239])m)`);

/** The same of a whole answer, whose styles are our own. */
export const visibleButStyles = (text: string): string =>
  text
    .split(styles)
    .map((part, n) => (n % 2 === 1 ? part : visible(part)))
    .join("");

const escaped = (control: string): string =>
  control === "\t" ? " " : `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`;
