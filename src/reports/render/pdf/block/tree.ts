// A small tree with connecting lines; long trees go over pages.
import { FLAGS } from "../../../model/fact.ts";
import type { Tree, TreeNode } from "../../../model/tree.ts";
import { words } from "../../../model/words.ts";
import { rule } from "../../palette.ts";
import { chip } from "../page/chip.ts";
import type { Paper } from "../page/paper.ts";
import { LEFT, RIGHT, styles } from "../page/theme.ts";
import { drawText } from "./paragraph.ts";

const INDENT = 16;
const LINE = styles.body.leading;

export async function drawTree(paper: Paper, { title, roots, empty }: Tree): Promise<void> {
  if (title !== undefined) {
    await paper.ensure(styles.caption.leading + 3 * LINE);
    paper.tagged("P", () => paper.text(title, styles.caption, LEFT, paper.y));
    paper.y += styles.caption.leading + 3;
  }
  if (roots.length === 0) await drawText(paper, empty ?? words.nothingRecorded, styles.body);
  else await drawNodes(paper, roots, []);
  paper.y += 8;
}

/** `open` tells for each level above whether more brothers follow, so that its line goes on. */
async function drawNodes(
  paper: Paper,
  nodes: readonly TreeNode[],
  open: readonly boolean[],
): Promise<void> {
  paper.structure.begin("L");
  for (const [index, node] of nodes.entries()) {
    const path = [...open, index < nodes.length - 1];
    paper.structure.begin("LI");
    await drawNode(paper, node, path);
    if (node.children.length > 0) await drawNodes(paper, node.children, path);
    paper.structure.end();
  }
  paper.structure.end();
}

async function drawNode(paper: Paper, node: TreeNode, path: readonly boolean[]): Promise<void> {
  const { label, detail, flag } = node;
  const x = LEFT + Math.min(path.length - 1, 14) * INDENT;
  const labels = paper.lines(label, styles.strong, RIGHT - x);
  const end = x + paper.textWidth(labels.at(-1) ?? "", styles.strong);
  const flagRoom = flag === undefined ? 0 : 80;
  const beside =
    detail !== undefined && end + 6 + paper.textWidth(detail, styles.note) < RIGHT - flagRoom;
  const below =
    detail === undefined || beside ? [] : paper.lines(detail, styles.note, RIGHT - x - flagRoom);
  const height = labels.length * LINE + below.length * styles.note.leading;
  await paper.ensure(height);
  const { y } = paper;
  drawConnectors(paper, path, y, height);
  paper.tagged("LBody", () => {
    labels.forEach((line, index) => {
      paper.text(line, styles.strong, x, y + index * LINE);
    });
    let after = end;
    let top = y + (labels.length - 1) * LINE;
    if (beside) {
      paper.text(detail, styles.note, end + 6, top + 1.4);
      after += 6 + paper.textWidth(detail, styles.note);
    }
    below.forEach((line, index) => {
      top = y + labels.length * LINE + index * styles.note.leading;
      paper.text(line, styles.note, x, top);
      after = x + paper.textWidth(line, styles.note);
    });
    if (flag !== undefined) chip(paper, FLAGS[flag].label, FLAGS[flag].tone, after + 6, top + 1.2);
  });
  paper.y += height;
}

function drawConnectors(paper: Paper, path: readonly boolean[], y: number, height: number): void {
  const pen = { colour: rule, width: 0.7 };
  const depth = Math.min(path.length - 1, 14);
  if (depth === 0) return;
  const middle = y + LINE / 2;
  paper.artifact(() => {
    for (let level = 1; level <= depth; level++) {
      const x = LEFT + (level - 1) * INDENT + 5;
      const isOwn = level === depth;
      const goesOn = path[isOwn ? path.length - 1 : level] === true;
      if (isOwn) paper.canvas.line(x, middle, x + INDENT - 8, middle, pen);
      if (isOwn || goesOn) paper.canvas.line(x, y, x, goesOn ? y + height : middle, pen);
    }
  });
}
