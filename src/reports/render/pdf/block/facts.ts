// Labels and values in two columns; a value that needs the room takes the whole width.
import type { Fact } from "../../../model/fact.ts";
import { hairline } from "../../palette.ts";
import type { Paper } from "../page/paper.ts";
import { LEFT, styles, WIDTH } from "../page/theme.ts";
import {
  type CellLine,
  type CellStyle,
  cellLines,
  drawCellLines,
  heightOf,
  noteLines,
} from "./cell.ts";

const GUTTER = 20;
const HALF = (WIDTH - GUTTER) / 2;
const SPACE = 7;

const factCell: CellStyle = {
  text: styles.body,
  blank: { ...styles.body, face: "italic" },
  note: styles.cellNote,
};

interface Placed {
  readonly label: string;
  readonly lines: readonly CellLine[];
  readonly isWide: boolean;
}

export async function drawFacts(paper: Paper, facts: readonly Fact[]): Promise<void> {
  paper.structure.begin("L");
  let pair: Placed[] = [];
  for (const fact of facts) {
    const placed = place(paper, fact);
    if (placed.isWide) {
      await drawRow(paper, pair, HALF);
      await drawRow(paper, [placed], WIDTH);
      pair = [];
    } else if (pair.push(placed) === 2) {
      await drawRow(paper, pair, HALF);
      pair = [];
    }
  }
  await drawRow(paper, pair, HALF);
  paper.structure.end();
  paper.y += 6;
}

function place(paper: Paper, { label, value }: Fact): Placed {
  const linesIn = (width: number) => [
    ...cellLines(paper, value, width, factCell),
    ...noteLines(paper, value, width, factCell),
  ];
  const narrow = linesIn(HALF);
  const wide = linesIn(WIDTH);
  const isWide = wide.length < narrow.length;
  return { label, lines: isWide ? wide : narrow, isWide };
}

async function drawRow(paper: Paper, row: readonly Placed[], width: number): Promise<void> {
  if (row.length === 0) return;
  const height =
    styles.label.leading + Math.max(...row.map(({ lines }) => heightOf(lines))) + SPACE;
  await paper.ensure(height);
  const { y } = paper;
  row.forEach(({ label, lines }, index) => {
    const x = LEFT + index * (HALF + GUTTER);
    paper.structure.begin("LI");
    paper.tagged("Lbl", () => paper.text(label, styles.label, x, y));
    paper.tagged("LBody", () => drawCellLines(paper, lines, x, y + styles.label.leading));
    paper.structure.end();
    const rule = y + height - SPACE / 2;
    const pen = { colour: hairline, width: 0.5 };
    paper.artifact(() => paper.canvas.line(x, rule, x + width, rule, pen));
  });
  paper.y += height;
}
