// A word on a coloured ground: a status, a flag. The word says it; the colour helps to find it.
import type { Tone } from "../../../model/tone.ts";
import { tones } from "../../palette.ts";
import type { Paper } from "./paper.ts";
import { styles } from "./theme.ts";

const PADDING = 4.5;
const HEIGHT = 9.6;

export const chipWidth = (paper: Paper, text: string): number =>
  paper.textWidth(text, styles.chip) + 2 * PADDING;

/** `at` is the chip's left or right end, `y` the top of its line. */
export function chip(
  paper: Paper,
  text: string,
  tone: Tone,
  at: number,
  y: number,
  side: "start" | "end" = "start",
): void {
  const width = chipWidth(paper, text);
  const x = side === "start" ? at : at - width;
  const top = y + (styles.chip.leading - HEIGHT) / 2;
  paper.canvas.pill(x, top, width, HEIGHT, tones[tone].fill);
  paper.text(text, { ...styles.chip, colour: tones[tone].text }, x + PADDING, y);
}
