// The head of a table: its title, its column titles, and where the columns stand.
import type { Column, Table } from "../../../../model/table.ts";
import { columnTitle } from "../../../../model/walk.ts";
import { words } from "../../../../model/words.ts";
import { accent, panel } from "../../../palette.ts";
import type { Paper } from "../../page/paper.ts";
import { LEFT, RIGHT, styles, type TextStyle, WIDTH } from "../../page/theme.ts";
import { type CellStyle, tableCell } from "../cell.ts";
import type { TableMeasures } from "./column-width.ts";

export const PADDING_X = 4;
export const PADDING_Y = 3;
const SPACE_UNDER_TITLE = 3;

export interface Layout {
  /** Lines of the title, and of the title on the pages after the first. */
  readonly title: readonly string[];
  readonly titleAgain: readonly string[];
  readonly head: TextStyle;
  readonly cell: CellStyle;
  readonly columns: readonly {
    readonly column: Column;
    readonly x: number;
    readonly width: number;
    /** The title, broken into lines. */
    readonly title: readonly string[];
  }[];
}

export function layoutOf(paper: Paper, table: Table, { widths, scale }: TableMeasures): Layout {
  const head = scaled(styles.cellHead, scale);
  let x = LEFT;
  const columns = table.columns.map((column, index) => {
    const width = widths[index] ?? 0;
    const title = paper.lines(columnTitle(column), head, width - 2 * PADDING_X);
    const place = { column, x, width, title };
    x += width;
    return place;
  });
  const lines = (title: string) => paper.lines(title, styles.caption, WIDTH);
  const title = table.title === undefined ? [] : lines(table.title);
  const titleAgain = table.title === undefined ? [] : lines(`${table.title} (${words.continued})`);
  return { title, titleAgain, columns, head, cell: scaledCell(scale) };
}

const scaled = (style: TextStyle, scale: number): TextStyle => ({
  ...style,
  size: style.size * scale,
  leading: style.leading * scale,
});

const scaledCell = (scale: number): CellStyle => ({
  text: scaled(tableCell.text, scale),
  blank: scaled(tableCell.blank, scale),
  note: tableCell.note,
});

export const headHeight = (layout: Layout): number =>
  titleHeight(layout.titleAgain) + bandHeight(layout);

const titleHeight = (lines: readonly string[]): number =>
  lines.length === 0 ? 0 : lines.length * styles.caption.leading + SPACE_UNDER_TITLE;

const bandHeight = ({ columns, head }: Layout): number =>
  Math.max(1, ...columns.map(({ title }) => title.length)) * head.leading + 2 * PADDING_Y;

/** The first head is content; on later pages it is repeated for the eye only. */
export function drawHead(paper: Paper, layout: Layout, occasion: "first" | "again"): void {
  drawTitle(paper, occasion === "first" ? layout.title : layout.titleAgain, occasion);
  const height = bandHeight(layout);
  const { y } = paper;
  paper.artifact(() => {
    paper.canvas.box(LEFT, y, WIDTH, height, panel);
    paper.canvas.line(LEFT, y + height, RIGHT, y + height, { colour: accent, width: 1 });
  });
  if (occasion === "first") {
    paper.structure.begin("THead");
    paper.structure.begin("TR");
    for (const place of layout.columns) {
      const scope = "/A<</O/Table/Scope/Column>>";
      paper.tagged("TH", () => drawColumnTitle(paper, layout.head, place, y + height), scope);
    }
    paper.structure.end();
    paper.structure.end();
  } else {
    paper.artifact(() => {
      for (const place of layout.columns) drawColumnTitle(paper, layout.head, place, y + height);
    }, "Pagination");
  }
  paper.y += height;
}

function drawTitle(paper: Paper, lines: readonly string[], occasion: "first" | "again"): void {
  if (lines.length === 0) return;
  const { caption } = styles;
  const draw = () => {
    lines.forEach((line, index) => {
      paper.text(line, caption, LEFT, paper.y + index * caption.leading);
    });
  };
  if (occasion === "first") paper.tagged("Caption", draw);
  else paper.artifact(draw, "Pagination");
  paper.y += titleHeight(lines);
}

/** Titles stand on the bottom of the band. */
function drawColumnTitle(
  paper: Paper,
  head: TextStyle,
  place: Layout["columns"][number],
  bottom: number,
): void {
  const { column, x, width, title } = place;
  const side = column.align ?? "start";
  const at = side === "start" ? x + PADDING_X : x + width - PADDING_X;
  const top = bottom - PADDING_Y - title.length * head.leading;
  title.forEach((line, index) => {
    paper.text(line, head, at, top + index * head.leading, side);
  });
}
