// Signatures as the record holds them (21 CFR 11.50: printed name, time, meaning), two in a row.
import type { SignatureSlot, Signatures } from "../../../model/signature.ts";
import type { Tone } from "../../../model/tone.ts";
import { words } from "../../../model/words.ts";
import { rule } from "../../palette.ts";
import { chip } from "../page/chip.ts";
import type { Paper } from "../page/paper.ts";
import { LEFT, styles, type TextStyle, WIDTH } from "../page/theme.ts";

const GAP = 12;
const BOX = (WIDTH - GAP) / 2;
const INSET = 10;

export async function drawSignatures(paper: Paper, { slots }: Signatures): Promise<void> {
  for (let first = 0; first < slots.length; first += 2) {
    const row = slots
      .slice(first, first + 2)
      .map((slot) => ({ slot, lines: linesOf(paper, slot) }));
    const height = Math.max(...row.map(({ lines }) => heightOf(lines))) + 2 * INSET;
    await paper.ensure(height);
    row.forEach(({ slot, lines }, index) => {
      drawSlot(paper, slot, lines, LEFT + index * (BOX + GAP), height);
    });
    paper.y += height + GAP;
  }
}

type Line =
  | { readonly text: string; readonly style: TextStyle }
  | { readonly chip: string; readonly tone: Tone };

function linesOf(paper: Paper, slot: SignatureSlot): Line[] {
  const broken = (text: string, style: TextStyle): Line[] =>
    paper.lines(text, style, BOX - 2 * INSET).map((line) => ({ text: line, style }));
  const meaning = broken(slot.meaning, styles.strong);
  switch (slot.state) {
    case "open":
      return [
        ...meaning,
        { chip: words.notSigned, tone: "attention" },
        ...broken(slot.role, styles.note),
      ];
    case "not-required":
      return [
        ...meaning,
        { chip: words.notRequired, tone: "neutral" },
        ...broken(slot.reason, styles.note),
      ];
    case "signed": {
      const { printedName, username, role, local, utc, reason, method } = slot.mark;
      return [
        ...meaning,
        ...broken(`${printedName} (${username})`, { ...styles.figure, size: 11, leading: 15 }),
        ...broken(role, styles.note),
        ...broken(local, styles.cell),
        ...broken(utc, styles.cell),
        ...(reason === undefined ? [] : broken(reason, styles.cell)),
        ...broken(method, styles.cellNote),
      ];
    }
    default:
      return slot satisfies never;
  }
}

const leadingOf = (line: Line): number =>
  "chip" in line ? styles.chip.leading + 2 : line.style.leading;
const heightOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + leadingOf(line), 0);

function drawSlot(
  paper: Paper,
  slot: SignatureSlot,
  lines: readonly Line[],
  x: number,
  height: number,
): void {
  const dash = slot.state === "signed" ? [] : [3, 2];
  paper.artifact(() =>
    paper.canvas.frame(x, paper.y, BOX, height, { colour: rule, width: 0.8, dash }),
  );
  paper.tagged("P", () => {
    let y = paper.y + INSET;
    for (const line of lines) {
      if ("chip" in line) chip(paper, line.chip, line.tone, x + INSET, y + 1);
      else paper.text(line.text, line.style, x + INSET, y);
      y += leadingOf(line);
    }
  });
}
