// Key figures as tiles, four in a row.
import type { Figure, Figures } from "../../../model/block.ts";
import { accent, panel, tones } from "../../palette.ts";
import type { Paper } from "../page/paper.ts";
import { LEFT, styles, WIDTH } from "../page/theme.ts";

const PER_ROW = 4;
const GAP = 9;
const TILE = (WIDTH - GAP * (PER_ROW - 1)) / PER_ROW;
const INSET = 9;

export async function drawFigures(paper: Paper, { figures }: Figures): Promise<void> {
  for (let first = 0; first < figures.length; first += PER_ROW) {
    const row = figures.slice(first, first + PER_ROW).map((figure) => tileOf(paper, figure));
    const lines = Math.max(...row.map(({ value, label }) => value.length * 18 + label.length * 10));
    const height = lines + 2 * INSET - 2;
    await paper.ensure(height);
    row.forEach((tile, index) => {
      drawTile(paper, tile, LEFT + index * (TILE + GAP), height);
    });
    paper.y += height + GAP;
  }
  paper.y += 2;
}

interface Tile {
  readonly figure: Figure;
  readonly label: readonly string[];
  readonly value: readonly string[];
  /** Behind the last line of the value, where there is room; else with the label. */
  readonly unit: string | undefined;
}

function tileOf(paper: Paper, figure: Figure): Tile {
  const room = TILE - 2 * INSET;
  const value = paper.lines(figure.value, styles.figure, room);
  const used = paper.textWidth(value.at(-1) ?? "", styles.figure);
  const unit = figure.unit;
  const fits = unit !== undefined && used + 4 + paper.textWidth(unit, styles.note) <= room;
  const label = unit === undefined || fits ? figure.label : `${figure.label} [${unit}]`;
  return {
    figure,
    label: paper.lines(label, styles.label, room),
    value,
    unit: fits ? unit : undefined,
  };
}

function drawTile(
  paper: Paper,
  { figure, label, value, unit }: Tile,
  x: number,
  height: number,
): void {
  const { y } = paper;
  const tone = figure.tone && tones[figure.tone];
  paper.artifact(() => {
    paper.canvas.box(x, y, TILE, height, tone?.fill ?? panel);
    paper.canvas.box(x, y, TILE, 2, tone?.text ?? accent);
  });
  paper.tagged("P", () => {
    label.forEach((line, index) => {
      paper.text(line, styles.label, x + INSET, y + INSET + index * 10);
    });
    const top = y + INSET + label.length * 10;
    value.forEach((line, index) => {
      paper.text(line, styles.figure, x + INSET, top + index * 18);
    });
    if (unit === undefined) return;
    const behind = x + INSET + paper.textWidth(value.at(-1) ?? "", styles.figure) + 4;
    paper.text(unit, styles.note, behind, top + (value.length - 1) * 18 + 4.6);
  });
}
