// How wide the columns of a table are: as their weights say, but no column so narrow that a date or
// a short code breaks. Worked out from the first rows, because a table may be too long to look at.
import { FLAGS } from "../../../../model/fact.ts";
import type { Column, Row } from "../../../../model/table.ts";
import { columnTitle, printedCell } from "../../../../model/walk.ts";
import { chipWidth } from "../../page/chip.ts";
import type { Paper } from "../../page/paper.ts";
import { styles, WIDTH } from "../../page/theme.ts";
import { PADDING_X } from "./head.ts";

const ROWS_LOOKED_AT = 60;
/** A word longer than this is broken rather than given more room. */
const WORD_WIDTH_MAX = 78;
/** Smaller type would no longer be readable. */
const SCALE_MIN = 0.76;

/** Takes the first rows off an iterator that is read on afterwards. */
export async function firstRows(rows: AsyncIterator<Row>): Promise<Row[]> {
  const first: Row[] = [];
  while (first.length < ROWS_LOOKED_AT) {
    const next = await rows.next();
    if (next.done) break;
    first.push(next.value);
  }
  return first;
}

export interface TableMeasures {
  readonly widths: readonly number[];
  /** 1, or less where the columns would not fit beside each other in full size. */
  readonly scale: number;
}

export function tableMeasures(
  paper: Paper,
  columns: readonly Column[],
  rows: readonly Row[],
): TableMeasures {
  const total = columns.reduce((sum, { weight }) => sum + weight, 0);
  const wanted = columns.map(({ weight }) => (WIDTH * weight) / total);
  const least = columns.map((column, index) => leastWidth(paper, column, index, rows));
  const needed = least.reduce((sum, width) => sum + width, 0);
  const scale = Math.min(1, Math.max(SCALE_MIN, WIDTH / needed));
  return {
    widths: shared(
      wanted,
      least.map((width) => width * scale),
    ),
    scale,
  };
}

/** Columns under their least width get it; the others give what they have over theirs. */
export function shared(wanted: readonly number[], least: readonly number[]): number[] {
  const room = wanted.reduce((sum, width) => sum + width, 0);
  const needed = least.reduce((sum, width) => sum + width, 0);
  if (needed >= room) return least.map((width) => (width * room) / needed);
  const over = wanted.map((width, index) => Math.max(0, width - (least[index] ?? 0)));
  const allOver = over.reduce((sum, width) => sum + width, 0);
  return least.map((width, index) => width + ((over[index] ?? 0) * (room - needed)) / allOver);
}

function leastWidth(paper: Paper, column: Column, index: number, rows: readonly Row[]): number {
  let least = longestWord(paper, columnTitle(column), styles.cellHead);
  for (const row of rows) {
    const { text, flag } = printedCell(row[index] ?? "", column);
    least = Math.max(least, longestWord(paper, text, styles.cell));
    if (flag !== undefined) least = Math.max(least, chipWidth(paper, FLAGS[flag].label));
  }
  return least + 2 * PADDING_X + 0.1;
}

const longestWord = (
  paper: Paper,
  text: string,
  style: typeof styles.cell | typeof styles.cellHead,
): number =>
  Math.max(
    0,
    ...text.split(" ").map((word) => Math.min(paper.textWidth(word, style), WORD_WIDTH_MAX)),
  );
