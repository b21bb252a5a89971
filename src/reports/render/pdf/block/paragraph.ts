// Running text, and text set off on a coloured ground.
import type { Paragraph } from "../../../model/block.ts";
import type { Tone } from "../../../model/tone.ts";
import { tones } from "../../palette.ts";
import type { Paper } from "../page/paper.ts";
import { LEFT, styles, type TextStyle, WIDTH } from "../page/theme.ts";

const INSET = 12;

export async function drawParagraph(paper: Paper, { text, tone }: Paragraph): Promise<void> {
  if (tone === undefined) await drawText(paper, text, styles.body);
  else await drawCallout(paper, text, tone);
  paper.y += 7;
}

/** Text over as many lines and pages as it needs, as one element. */
export async function drawText(paper: Paper, text: string, style: TextStyle): Promise<void> {
  const lines = paper.lines(text, style, WIDTH);
  await paper.ensure(Math.min(lines.length, 2) * style.leading);
  paper.structure.begin("P");
  while (lines.length > 0) {
    if (paper.room < style.leading) await paper.breakPage();
    const count = Math.max(1, Math.floor(paper.room / style.leading));
    const here = lines.splice(0, count);
    paper.content(() => {
      for (const line of here) {
        paper.text(line, style, LEFT, paper.y);
        paper.y += style.leading;
      }
    });
  }
  paper.structure.end();
}

async function drawCallout(paper: Paper, text: string, tone: Tone): Promise<void> {
  const style = { ...styles.body, colour: tones[tone].text };
  const lines = paper.lines(text, style, WIDTH - 2 * INSET);
  await paper.ensure(Math.min(lines.length, 4) * style.leading + 14);
  paper.structure.begin("P");
  while (lines.length > 0) {
    if (paper.room < style.leading + 14) await paper.breakPage();
    const count = Math.max(1, Math.floor((paper.room - 14) / style.leading));
    const here = lines.splice(0, count);
    const height = here.length * style.leading + 14;
    paper.artifact(() => {
      paper.canvas.box(LEFT, paper.y, WIDTH, height, tones[tone].fill);
      paper.canvas.box(LEFT, paper.y, 3, height, tones[tone].text);
    });
    paper.content(() => {
      here.forEach((line, index) => {
        paper.text(line, style, LEFT + INSET, paper.y + 7 + index * style.leading);
      });
    });
    paper.y += height;
  }
  paper.structure.end();
}
