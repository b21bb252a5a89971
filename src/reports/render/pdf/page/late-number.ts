// A number that is printed before it is known, such as the last page's: a form that pages refer to
// and that is written at the end, so that no page has to be kept.
import type { PdfFile } from "../file/pdf-file.ts";
import { colourComponents, number, type ObjectNumber } from "../file/syntax.ts";
import type { Canvas } from "./canvas.ts";
import type { Paper } from "./paper.ts";
import { styles, type TextStyle } from "./theme.ts";

const ROOM = 40;

export class LateNumber {
  readonly #form: ObjectNumber;
  readonly #side: "start" | "end";
  readonly #style: TextStyle;

  /** `side`: which end of the number stands at the place where it is drawn. */
  constructor(file: PdfFile, side: "start" | "end", style: TextStyle = styles.running) {
    this.#form = file.reserve();
    this.#side = side;
    this.#style = style;
  }

  /** `y` is the top of the line, as for text. */
  draw(canvas: Canvas, x: number, y: number): void {
    const baseline = y + this.#style.leading / 2 + this.#style.size * 0.35;
    canvas.form(`N${this.#form.id}`, this.#form, x, baseline);
  }

  set({ file, type }: Paper, value: number): void {
    const { face, size, colour } = this.#style;
    const runs = type.runs(String(value), face);
    const width = (runs.reduce((sum, run) => sum + run.width, 0) * size) / 1000;
    const shown = runs.map(({ font, glyphs }) => `/${font.id} ${size} Tf[${glyphs}]TJ`).join(" ");
    const fonts = runs.map(({ font }) => `/${font.id} ${font.ref()}`).join(" ");
    const x = this.#side === "start" ? 0 : -width;
    const ink = `${colourComponents(colour)} rg BT 1 0 0 1 ${number(x)} 0 Tm ${shown} ET`;
    const box = `/BBox[-${ROOM} -4 ${ROOM} ${size}]`;
    const dictionary = `/Type/XObject/Subtype/Form${box}/Resources<</Font<<${fonts}>>>>`;
    file.putStream(this.#form, dictionary, Buffer.from(ink, "latin1"));
  }
}
