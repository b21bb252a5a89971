// A section's heading, with its note, its bookmark and its place for the list of contents.
import type { Section } from "../../../model/document.ts";
import { heading } from "../../../model/walk.ts";
import { rule } from "../../palette.ts";
import type { Bookmark } from "../file/outline.ts";
import type { Paper } from "../page/paper.ts";
import { LEFT, RIGHT, styles, TOP, WIDTH } from "../page/theme.ts";

const STYLES = [styles.h1, styles.h2, styles.h3] as const;
const SPACE_BEFORE = [26, 18, 14] as const;

/** Room that must be left under a heading, so that it does not end a page alone. */
const KEEP = 140;

/** `depth` is 1 for the top; `keep` is what must fit under the heading on the same page. */
export async function drawHeading(
  paper: Paper,
  section: Section,
  depth: number,
  keep: number,
): Promise<Bookmark> {
  const level = Math.min(depth, STYLES.length) - 1;
  const style = STYLES[level] ?? styles.h3;
  const lines = paper.lines(heading(section), style, WIDTH);
  const note = section.note === undefined ? [] : paper.lines(section.note, styles.note, WIDTH);
  const height = lines.length * style.leading + note.length * styles.note.leading;
  const before = SPACE_BEFORE[level] ?? 14;
  await paper.ensure(before + height + Math.max(KEEP, keep));
  if (paper.y > TOP) paper.y += before;
  if (level === 0) drawRule(paper);
  const bookmark = paper.bookmark(heading(section));
  paper.tagged(`H${Math.min(depth + 1, 6)}`, () => drawLines(paper, lines, style));
  if (note.length > 0) {
    paper.y += 1;
    paper.tagged("P", () => drawLines(paper, note, styles.note));
  }
  paper.y += 6;
  return bookmark;
}

function drawRule(paper: Paper): void {
  if (paper.y <= TOP) return;
  const pen = { colour: rule, width: 0.6 };
  paper.artifact(() => paper.canvas.line(LEFT, paper.y - 9, RIGHT, paper.y - 9, pen));
}

function drawLines(
  paper: Paper,
  lines: readonly string[],
  style: (typeof STYLES)[number] | typeof styles.note,
): void {
  for (const line of lines) {
    paper.text(line, style, LEFT, paper.y);
    paper.y += style.leading;
  }
}
