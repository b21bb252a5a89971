// The first page: who issues what about what, its status, and the contents with their pages.
import type { Document } from "../../../model/document.ts";
import { printedAt } from "../../../model/printed.ts";
import { heading, sectionsOf } from "../../../model/walk.ts";
import { words } from "../../../model/words.ts";
import { accent, rule } from "../../palette.ts";
import { type Destination, lateLink } from "../page/annotation.ts";
import { chip } from "../page/chip.ts";
import { LateNumber } from "../page/late-number.ts";
import type { Paper } from "../page/paper.ts";
import { LEFT, RIGHT, styles, type TextStyle, WIDTH } from "../page/theme.ts";
import { drawFacts } from "./facts.ts";

/** Tells an entry of the contents where its section begins. */
export type Arrive = (destination: Destination, page: number) => void;

export async function drawCover(paper: Paper, document: Document): Promise<void> {
  const { title, subtitle, identity } = document;
  paper.y += 26;
  paper.artifact(() => paper.canvas.box(LEFT, paper.y, 54, 4, accent));
  paper.y += 18;
  drawLines(paper, "P", identity.organisation, styles.organisation);
  paper.y += 4;
  drawLines(paper, "H1", title, styles.title);
  if (subtitle !== undefined) drawLines(paper, "P", subtitle, styles.subtitle);
  paper.y += 10;
  const { text, tone } = identity.status;
  paper.tagged("P", () => chip(paper, text, tone, LEFT, paper.y));
  paper.y += 30;
  await drawFacts(paper, [
    ...identity.subject,
    { label: words.record, value: identity.recordId },
    { label: words.version, value: identity.recordVersion },
    { label: words.copy, value: identity.copy },
    { label: words.printedBy, value: identity.printed.by },
    { label: words.printed, value: printedAt(identity.printed) },
  ]);
  paper.y += 14;
}

/** A line for each section of the first two levels; answers what to call when it is reached. */
export async function drawContents(paper: Paper, document: Document): Promise<Map<string, Arrive>> {
  const arrivals = new Map<string, Arrive>();
  const style = styles.h2;
  await paper.ensure(80);
  paper.tagged("H2", () => paper.text(words.contents, style, LEFT, paper.y));
  paper.y += style.leading + 5;
  paper.structure.begin("TOC");
  for (const { section, depth } of sectionsOf(document.sections)) {
    if (depth > 2) continue;
    arrivals.set(section.id, await drawEntry(paper, heading(section), depth));
  }
  paper.structure.end();
  return arrivals;
}

async function drawEntry(paper: Paper, title: string, depth: number): Promise<Arrive> {
  const style: TextStyle = { ...styles.body, size: depth === 1 ? 9.5 : 8.8, leading: 14.5 };
  const x = LEFT + (depth - 1) * 18;
  const lines = paper.lines(title, style, RIGHT - x - 40);
  const height = lines.length * style.leading;
  await paper.ensure(height);
  const { y, structure } = paper;
  const number = new LateNumber(paper.file, "end", { ...style, colour: styles.running.colour });
  structure.begin("TOCI");
  structure.begin("Link");
  paper.content(() => {
    lines.forEach((line, index) => {
      paper.text(line, style, x, y + index * style.leading);
    });
    number.draw(paper.canvas, RIGHT, y + height - style.leading);
  });
  const link = lateLink(paper, { x, y, width: RIGHT - x, height }, title);
  structure.end();
  structure.end();
  drawLeader(paper, x + paper.textWidth(lines.at(-1) ?? "", style) + 5, y + height - 4.5);
  paper.y += height;
  return (destination, page) => {
    link(destination);
    number.set(paper, page);
  };
}

function drawLeader(paper: Paper, from: number, y: number): void {
  const pen = { colour: rule, width: 0.8, dash: [0.1, 3] };
  const to = RIGHT - 22;
  if (to > from) paper.artifact(() => paper.canvas.line(from, y, to, y, pen));
}

function drawLines(paper: Paper, tag: string, text: string, style: TextStyle): void {
  const lines = paper.lines(text, style, WIDTH);
  paper.tagged(tag, () => {
    lines.forEach((line, index) => {
      paper.text(line, style, LEFT, paper.y + index * style.leading);
    });
  });
  paper.y += lines.length * style.leading;
}
