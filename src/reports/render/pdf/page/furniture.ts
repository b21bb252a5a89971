// What stands on every page (Annex 11 8.1, 21 CFR 11.50(b)): what it is about, which record and
// version, its status, when, where and by whom it was printed, copy, page x of y; and the banner.
import type { Document, Identity } from "../../../model/document.ts";
import { flagged } from "../../../model/fact.ts";
import { printedAt } from "../../../model/printed.ts";
import { words } from "../../../model/words.ts";
import { rule, tones } from "../../palette.ts";
import { cut } from "../font/wrap.ts";
import { chip, chipWidth } from "./chip.ts";
import type { Furniture, Paper } from "./paper.ts";
import { LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, styles, type TextStyle, WIDTH } from "./theme.ts";

const BANNER_HEIGHT = 18;
const HEAD = 34;
const FOOT = PAGE_HEIGHT - 50;

export function furnitureOf(document: Document): Furniture {
  const { printed } = document.identity;
  const made = `${words.printed} ${printedAt(printed)} ${words.by} ${printed.by}`;
  return (paper) => {
    drawBanner(paper, document);
    drawHead(paper, document);
    drawFoot(paper, document.identity, made);
  };
}

function drawBanner(paper: Paper, { banner }: Document): void {
  if (!banner) return;
  const { fill, text } = tones[banner.tone];
  const style = { ...styles.runningStrong, colour: text };
  paper.canvas.box(0, 0, PAGE_WIDTH, BANNER_HEIGHT, fill);
  const shown = fitted(paper, banner.text, style, WIDTH);
  const width = paper.textWidth(shown, style);
  paper.text(shown, style, (PAGE_WIDTH - width) / 2, (BANNER_HEIGHT - style.leading) / 2);
}

function drawHead(paper: Paper, { title, identity }: Document): void {
  const { recordId, recordVersion, status } = identity;
  const { running, runningStrong } = styles;
  const record = `${recordId}  ${words.version.toLowerCase()} ${recordVersion}`;
  const titleRoom = WIDTH - paper.textWidth(record, runningStrong) - 16;
  paper.text(fitted(paper, title, runningStrong, titleRoom), runningStrong, LEFT, HEAD);
  paper.text(record, runningStrong, RIGHT, HEAD, "end");
  const about = aboutLine(paper, identity, WIDTH - chipWidth(paper, status.text) - 16);
  paper.text(about, running, LEFT, HEAD + 12);
  chip(paper, status.text, status.tone, RIGHT, HEAD + 12, "end");
  paper.canvas.line(LEFT, HEAD + 28, RIGHT, HEAD + 28, { colour: rule, width: 0.6 });
}

/** Product and batch: a long product is cut before the batch is. */
function aboutLine(paper: Paper, { subject }: Identity, room: number): string {
  const [first = "", second = ""] = subject
    .slice(0, 2)
    .map(({ label, value }) => `${label} ${flagged(value).text}`);
  return beside(paper, first, second, room);
}

/** Two texts on one line; the first is cut for the second, which may take two thirds. */
function beside(paper: Paper, first: string, second: string, room: number): string {
  const { running } = styles;
  if (second === "") return fitted(paper, first, running, room);
  const last = fitted(paper, second, running, (room * 2) / 3);
  const left = room - paper.textWidth(`   ${last}`, running);
  return `${fitted(paper, first, running, left)}   ${last}`;
}

function drawFoot(paper: Paper, { organisation, copy }: Identity, made: string): void {
  const { running } = styles;
  paper.canvas.line(LEFT, FOOT - 6, RIGHT, FOOT - 6, { colour: rule, width: 0.6 });
  const room = WIDTH - 70;
  paper.text(beside(paper, organisation, copy, room), running, LEFT, FOOT);
  const [line = "", ...rest] = paper.lines(made, running, room);
  paper.text(line, running, LEFT, FOOT + 10);
  paper.text(fitted(paper, rest.join(" "), running, room), running, LEFT, FOOT + 20);
  const page = `${words.page} ${paper.pageNumber} ${words.of} `;
  const last = RIGHT - 19;
  paper.text(page, running, last, FOOT, "end");
  paper.pageCount.draw(paper.canvas, last, FOOT);
}

const fitted = (paper: Paper, text: string, { face, size }: TextStyle, width: number): string =>
  cut(paper.type.printable(text, face), width, (part) => paper.type.width(part, face, size));
