// What stands on every page (Annex 11 8.1, 21 CFR 11.50(b)): what it is about, which record and
// version, its status, when, where and by whom it was printed, copy, page x of y; and the banner.
import type { Document } from "../../../model/document.ts";
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
const FOOT = PAGE_HEIGHT - 48;

export const furnitureOf =
  (document: Document): Furniture =>
  (paper) => {
    drawBanner(paper, document);
    drawHead(paper, document);
    drawFoot(paper, document);
  };

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
  const { subject, recordId, recordVersion, status } = identity;
  const { running, runningStrong } = styles;
  const record = `${recordId}  ${words.version.toLowerCase()} ${recordVersion}`;
  const statusRoom = chipWidth(paper, status.text);
  const about = subject
    .slice(0, 2)
    .map(({ label, value }) => `${label} ${flagged(value).text}`)
    .join("   ");
  const titleRoom = WIDTH - paper.textWidth(record, runningStrong) - 16;
  paper.text(fitted(paper, title, runningStrong, titleRoom), runningStrong, LEFT, HEAD);
  paper.text(record, runningStrong, RIGHT, HEAD, "end");
  paper.text(fitted(paper, about, running, WIDTH - statusRoom - 16), running, LEFT, HEAD + 12);
  chip(paper, status.text, status.tone, RIGHT, HEAD + 12, "end");
  paper.canvas.line(LEFT, HEAD + 28, RIGHT, HEAD + 28, { colour: rule, width: 0.6 });
}

function drawFoot(paper: Paper, { identity }: Document): void {
  const { running } = styles;
  const { organisation, copy, printed } = identity;
  paper.canvas.line(LEFT, FOOT - 6, RIGHT, FOOT - 6, { colour: rule, width: 0.6 });
  const room = WIDTH - 90;
  const issuer = `${organisation}   ${copy}`;
  const made = `${words.printed} ${printedAt(printed)} ${words.by} ${printed.by}`;
  paper.text(fitted(paper, issuer, running, room), running, LEFT, FOOT);
  paper.text(fitted(paper, made, running, room), running, LEFT, FOOT + 10);
  const page = `${words.page} ${paper.pageNumber} ${words.of} `;
  const last = RIGHT - 19;
  paper.text(page, running, last, FOOT, "end");
  paper.pageCount.draw(paper.canvas, last, FOOT);
}

const fitted = (paper: Paper, text: string, { face, size }: TextStyle, width: number): string =>
  cut(paper.type.printable(text, face), width, (part) => paper.type.width(part, face, size));
