// Tables of any length: rows are laid as they come, the head is repeated on each page, and a row
// taller than a page goes on on the next.
import { flagged } from "../../../../model/fact.ts";
import type { Row, Table } from "../../../../model/table.ts";
import { checkedRows } from "../../../../model/walk.ts";
import { words } from "../../../../model/words.ts";
import { hairline } from "../../../palette.ts";
import type { Paper } from "../../page/paper.ts";
import { BOTTOM, LEFT, RIGHT, styles, TOP, WIDTH } from "../../page/theme.ts";
import {
  type CellLine,
  cellLines,
  drawCellLines,
  heightOf,
  noteLines,
  textLines,
} from "../cell.ts";
import { firstRows, tableMeasures } from "./column-width.ts";
import { drawHead, headHeight, type Layout, layoutOf, PADDING_X, PADDING_Y } from "./head.ts";

const NOTE_LINES_IN_CELL = 2;
const LEAST = 40;

export async function drawTable(paper: Paper, table: Table): Promise<void> {
  const rows = checkedRows(table);
  const first = await firstRows(rows);
  const layout = layoutOf(paper, table, tableMeasures(paper, table.columns, first));
  const body = new TableBody(paper, layout);
  await paper.ensure(headHeight(layout) + body.heightToKeep(first[0]));
  paper.structure.begin("Table");
  drawHead(paper, layout, "first");
  for (const row of first) await body.row(row);
  for await (const row of rows) await body.row(row);
  await body.end(table.empty ?? words.nothingRecorded);
  paper.structure.end();
  paper.y += 12;
}

class TableBody {
  readonly #paper: Paper;
  readonly #layout: Layout;
  #rows = 0;
  /** The body element of the current page; one for each page keeps their lists short. */
  #isOpen = false;

  constructor(paper: Paper, layout: Layout) {
    this.#paper = paper;
    this.#layout = layout;
  }

  /** Of the first row, so that no head stands alone; of one taller than a page only a part. */
  heightToKeep(row: Row | undefined): number {
    const { all } = row ? this.#measured(row) : { all: 0 };
    return all > 0 && all <= this.#fresh ? all : LEAST;
  }

  async row(row: Row): Promise<void> {
    const paper = this.#paper;
    this.#rows += 1;
    const { cells, notes, height, all } = this.#measured(row);
    const fresh = this.#fresh;
    if (all > paper.room && all <= fresh) await this.#breakPage();
    if (all > paper.room) await this.#tallRow(cells);
    else this.#drawRow(cells, height);
    if (notes.length > 0) await this.#drawNotes(notes);
    this.#rule();
  }

  #measured(row: Row) {
    const { cells, notes } = this.#linesOf(row);
    const height = Math.max(...cells.map(heightOf)) + 2 * PADDING_Y;
    return { cells, notes, height, all: height + heightOf(notes) };
  }

  /** Room for rows on a page of which the table has all. */
  get #fresh(): number {
    return BOTTOM - TOP - headHeight(this.#layout);
  }

  async end(empty: string): Promise<void> {
    if (this.#rows === 0) this.#drawEmpty(empty);
    if (this.#isOpen) this.#paper.structure.end();
  }

  /** A long note of a narrow column goes under the row, over its whole width. */
  #linesOf(row: Row): { cells: CellLine[][]; notes: CellLine[] } {
    const notes: CellLine[] = [];
    const style = this.#layout.cell;
    const cells = this.#layout.columns.map(({ column, width }, index) => {
      const cell = row[index] ?? "";
      const room = width - 2 * PADDING_X;
      const note = noteLines(this.#paper, cell, room, style);
      const lines = cellLines(this.#paper, cell, room, style, column);
      if (note.length <= NOTE_LINES_IN_CELL) return [...lines, ...note];
      const text = `${column.title}: ${flagged(cell).note}`;
      notes.push(...textLines(this.#paper, text, style.note, WIDTH - 2 * PADDING_X));
      return lines;
    });
    return { cells, notes };
  }

  async #drawNotes(notes: readonly CellLine[]): Promise<void> {
    const paper = this.#paper;
    if (heightOf(notes) > paper.room) await this.#breakPage();
    this.#openBody();
    paper.structure.begin("TR");
    paper.tagged(
      "TD",
      () => drawCellLines(paper, notes, LEFT + PADDING_X, paper.y - 1),
      this.#span,
    );
    paper.structure.end();
    paper.y += heightOf(notes);
  }

  #drawRow(cells: readonly (readonly CellLine[])[], height: number): void {
    const { structure } = this.#paper;
    this.#openBody();
    structure.begin("TR");
    cells.forEach((lines, index) => {
      structure.begin("TD");
      this.#drawCell(lines, index);
      structure.end();
    });
    structure.end();
    this.#paper.y += height;
  }

  #drawCell(lines: readonly CellLine[], index: number): void {
    const place = this.#layout.columns[index];
    if (!place || lines.length === 0) return;
    const { x, width, column } = place;
    const side = column.align ?? "start";
    const at = side === "start" ? x + PADDING_X : x + width - PADDING_X;
    const paper = this.#paper;
    paper.content(() => drawCellLines(paper, lines, at, paper.y + PADDING_Y, side));
  }

  /** Each page takes as many lines of each cell as fit; the row is one element for each page. */
  async #tallRow(cells: readonly CellLine[][]): Promise<void> {
    const paper = this.#paper;
    const rest = cells.map((lines) => [...lines]);
    while (rest.some((lines) => lines.length > 0)) {
      if (paper.room < LEAST) await this.#breakPage();
      const room = paper.room - 2 * PADDING_Y;
      const here = rest.map((lines) => takeLines(lines, room));
      this.#drawRow(here, Math.max(...here.map(heightOf)) + 2 * PADDING_Y);
    }
  }

  #drawEmpty(text: string): void {
    const paper = this.#paper;
    const style = styles.cellBlank;
    this.#openBody();
    paper.structure.begin("TR");
    const draw = () => paper.text(text, style, LEFT + PADDING_X, paper.y + PADDING_Y);
    paper.tagged("TD", draw, this.#span);
    paper.structure.end();
    paper.y += style.leading + 2 * PADDING_Y;
    this.#rule();
  }

  get #span(): string {
    return `/A<</O/Table/ColSpan ${this.#layout.columns.length}>>`;
  }

  #rule(): void {
    const paper = this.#paper;
    const pen = { colour: hairline, width: 0.5 };
    paper.artifact(() => paper.canvas.line(LEFT, paper.y, RIGHT, paper.y, pen));
  }

  #openBody(): void {
    if (!this.#isOpen) this.#paper.structure.begin("TBody");
    this.#isOpen = true;
  }

  async #breakPage(): Promise<void> {
    if (this.#isOpen) this.#paper.structure.end();
    this.#isOpen = false;
    await this.#paper.breakPage();
    drawHead(this.#paper, this.#layout, "again");
  }
}

function takeLines(lines: CellLine[], room: number): CellLine[] {
  let height = 0;
  let count = 0;
  for (const line of lines) {
    height += line.height;
    if (height > room && count > 0) break;
    count += 1;
  }
  return lines.splice(0, count);
}
