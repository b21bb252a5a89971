// The lines of a value: its text, then its flag as a chip, then its note in small type.
import type { Cell, Flag } from "../../../model/fact.ts";
import { FLAGS, flagged } from "../../../model/fact.ts";
import type { Column } from "../../../model/table.ts";
import { printedCell } from "../../../model/walk.ts";
import { chip } from "../page/chip.ts";
import type { Paper } from "../page/paper.ts";
import { styles, type TextStyle } from "../page/theme.ts";

export type CellLine =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly style: TextStyle;
      readonly height: number;
    }
  | { readonly kind: "flag"; readonly flag: Flag; readonly height: number };

export interface CellStyle {
  readonly text: TextStyle;
  readonly blank: TextStyle;
  readonly note: TextStyle;
}

export const tableCell: CellStyle = {
  text: styles.cell,
  blank: styles.cellBlank,
  note: styles.cellNote,
};

/** Text and flag; the note comes under them with `noteLines`. */
export function cellLines(
  paper: Paper,
  cell: Cell,
  width: number,
  cellStyle: CellStyle = tableCell,
  column?: Column,
): CellLine[] {
  const { text, flag } = printedCell(cell, column);
  const isBlank = text !== flagged(cell).text;
  const lines = textLines(paper, text, isBlank ? cellStyle.blank : cellStyle.text, width);
  if (flag !== undefined) lines.push({ kind: "flag", flag, height: styles.chip.leading });
  return lines;
}

export function noteLines(
  paper: Paper,
  cell: Cell,
  width: number,
  cellStyle: CellStyle = tableCell,
): CellLine[] {
  const { note } = flagged(cell);
  return note === undefined ? [] : textLines(paper, note, cellStyle.note, width);
}

export const textLines = (
  paper: Paper,
  text: string,
  style: TextStyle,
  width: number,
): CellLine[] =>
  paper
    .lines(text, style, width)
    .map((line) => ({ kind: "text", text: line, style, height: style.leading }));

export const heightOf = (lines: readonly CellLine[]): number =>
  lines.reduce((sum, { height }) => sum + height, 0);

/** `at` is the left or right end of the lines. */
export function drawCellLines(
  paper: Paper,
  lines: readonly CellLine[],
  at: number,
  top: number,
  side: "start" | "end" = "start",
): void {
  let y = top;
  for (const line of lines) {
    if (line.kind === "text") paper.text(line.text, line.style, at, y, side);
    else chip(paper, FLAGS[line.flag].label, FLAGS[line.flag].tone, at, y, side);
    y += line.height;
  }
}
