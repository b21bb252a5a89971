// Breaks text into lines of a given width: at spaces, inside long codes after their separators, and
// inside anything longer than a line wherever it must.

/** Width of a text in points. */
export type Measure = (text: string) => number;

export function wrap(text: string, width: number, measure: Measure): string[] {
  if (measure(text) <= width) return [text];
  const lines: string[] = [];
  const space = measure(" ");
  let line = "";
  let used = 0;
  for (const word of text.split(BREAKS)) {
    let rest = word;
    let size = measure(rest);
    if (line !== "" && used + space + size <= width) {
      line += ` ${rest}`;
      used += space + size;
      continue;
    }
    if (line !== "") lines.push(line);
    while (size > width) {
      const head = headThatFits(rest, width, measure);
      lines.push(head);
      rest = rest.slice(head.length);
      size = measure(rest);
    }
    line = rest;
    used = size;
  }
  if (line !== "" || lines.length === 0) lines.push(line);
  return lines;
}

/** A number is not parted from its percent or degree sign. */
const BREAKS = / (?![%‰°])/;

/** At least one sign, so that a column narrower than a letter still ends. */
function headThatFits(word: string, width: number, measure: Measure): string {
  const head = signsThatFit(word, width, measure);
  const atSeparator = head.slice(0, head.search(/[^-/_.:,;)\]]*$/));
  return atSeparator.length > head.length / 3 ? atSeparator : head;
}

function signsThatFit(text: string, width: number, measure: Measure): string {
  let used = 0;
  let end = 0;
  for (const sign of text) {
    used += measure(sign);
    if (used > width && end > 0) break;
    end += sign.length;
  }
  return text.slice(0, end);
}

/** One line: what does not fit is cut and marked; for running headers only, never for data. */
export function cut(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  return `${signsThatFit(text, width - measure("…"), measure).trimEnd()}…`;
}
