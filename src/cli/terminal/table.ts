// A table for the terminal: columns as wide as they need, long cells wrapped, never cut.
import { styleText } from "node:util";
import { visibleInLine } from "./visible.ts";

export interface TextTable {
  readonly title?: string;
  readonly columns: readonly { readonly title: string; readonly align?: "right" }[];
  readonly rows: readonly (readonly string[])[];
  /** Said where there is no row. */
  readonly empty: string;
}

export interface Look {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
}

export const lookOf = (stream: NodeJS.WriteStream): Look => ({
  // A terminal that does not say how wide it is says 0.
  width: (stream.isTTY && stream.columns) || 100,
  colour: stream.isTTY && stream.hasColors(),
});

/** Whatever the cells hold, it stays in its cell. */
export function textTable({ title, columns, rows: given, empty }: TextTable, look: Look): string {
  const style = styleIn(look);
  const rows = given.map((cells) => cells.map(visibleInLine));
  const heading = title === undefined ? "" : `${style("bold", visibleInLine(title))}\n`;
  if (rows.length === 0) return `${heading}  ${style("dim", empty)}\n`;
  const widths = columnWidths([columns.map((column) => column.title), ...rows], look.width - 2);
  const line = (cells: readonly string[], as: (text: string) => string) => {
    const wrapped = cells.map((cell, n) => wrap(cell, widths[n] ?? 1));
    const height = Math.max(...wrapped.map(({ length }) => length));
    return Array.from({ length: height }, (_, row) =>
      wrapped.map((parts, n) => {
        const text = parts[row] ?? "";
        const width = widths[n] ?? 1;
        return as(columns[n]?.align === "right" ? text.padStart(width) : text.padEnd(width));
      }),
    )
      .map((parts) => `  ${parts.join(gap)}`.trimEnd())
      .join("\n");
  };
  const titles = columns.map((column) => column.title);
  const head = titles.some(Boolean) ? `${line(titles, (text) => style("dim", text))}\n` : "";
  return `${heading}${head}${rows.map((row) => `${line(row, (text) => text)}\n`).join("")}`;
}

export const styleIn =
  ({ colour }: Look) =>
  (format: "bold" | "dim" | "yellow" | "red" | "green", text: string): string =>
    colour ? styleText(format, text, { validateStream: false }) : text;

const gap = "  ";
const narrowest = 8;

/** What each column needs; where that is too much, the widest give way first. */
function columnWidths(rows: readonly (readonly string[])[], total: number): number[] {
  const count = Math.max(...rows.map(({ length }) => length));
  const widths = Array.from({ length: count }, (_, n) =>
    Math.max(...rows.map((row) => row[n]?.length ?? 0)),
  );
  const room = total - gap.length * (count - 1);
  while (sum(widths) > room && Math.max(...widths) > narrowest) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = Math.max(narrowest, (widths[widest] ?? 0) - 1);
  }
  return widths;
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
    for (; line.length > width; line = line.slice(width)) lines.push(line.slice(0, width));
  }
  return [...lines, line];
}
