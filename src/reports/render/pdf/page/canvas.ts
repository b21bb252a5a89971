// What is drawn on one page, as PDF operators. Distances are from the left and the top of the
// page; the PDF's own y grows upwards.

import type { EmbeddedFont } from "../file/pdfkit-internals.ts";
import { colourComponents, number, numbers, type ObjectNumber } from "../file/syntax.ts";
import type { GlyphRun } from "../font/typesetter.ts";
import type { TextStyle } from "./theme.ts";

export interface Pen {
  readonly colour: string;
  readonly width: number;
  readonly dash?: readonly number[];
}

export class Canvas {
  readonly fonts = new Map<string, EmbeddedFont>();
  readonly forms = new Map<string, ObjectNumber>();
  readonly #height: number;
  readonly #operators: string[] = [];

  constructor(height: number) {
    this.#height = height;
  }

  /** `y` is the baseline. */
  text(runs: readonly GlyphRun[], x: number, y: number, style: TextStyle): void {
    const place = `1 0 0 1 ${numbers([x, this.#height - y])} Tm`;
    const shown = runs.map(({ font, glyphs }) => {
      this.fonts.set(font.id, font);
      return `/${font.id} ${style.size} Tf[${glyphs}]TJ`;
    });
    this.#operators.push(`BT ${fill(style.colour)} ${place} ${shown.join(" ")} ET`);
  }

  box(x: number, y: number, width: number, height: number, colour: string): void {
    const corner = numbers([x, this.#height - y - height, width, height]);
    this.#operators.push(`${fill(colour)} ${corner} re f`);
  }

  /** A box with round ends, as high as they are round. */
  pill(x: number, y: number, width: number, height: number, colour: string): void {
    const r = height / 2;
    const k = r * 0.5523;
    const [low, middle, high] = [this.#height - y - height, this.#height - y - r, this.#height - y];
    const [x0, x1, x2, x3] = [x, x + r, x + width - r, x + width];
    this.#operators.push(
      `${fill(colour)} ${numbers([x1, low])} m ${numbers([x2, low])} l`,
      `${numbers([x2 + k, low, x3, middle - k, x3, middle])} c`,
      `${numbers([x3, middle + k, x2 + k, high, x2, high])} c ${numbers([x1, high])} l`,
      `${numbers([x1 - k, high, x0, middle + k, x0, middle])} c`,
      `${numbers([x0, middle - k, x1 - k, low, x1, low])} c f`,
    );
  }

  line(x1: number, y1: number, x2: number, y2: number, pen: Pen): void {
    this.path(
      [
        [
          [x1, y1],
          [x2, y2],
        ],
      ],
      pen,
    );
  }

  frame(x: number, y: number, width: number, height: number, pen: Pen): void {
    const corner = numbers([x, this.#height - y - height, width, height]);
    this.#operators.push(`q ${stroke(pen)} ${corner} re S Q`);
  }

  /** Lines through points; a line of one point is a dot, large enough to be seen. */
  path(lines: readonly (readonly (readonly [number, number])[])[], pen: Pen): void {
    const joined = lines.filter(({ length }) => length > 1);
    if (joined.length > 0) this.#stroke(joined, pen);
    const dots = lines.filter(({ length }) => length === 1).map(([dot]) => (dot ? [dot, dot] : []));
    if (dots.length > 0) this.#stroke(dots, { ...pen, width: Math.max(2.2, pen.width), dash: [] });
  }

  #stroke(lines: readonly (readonly (readonly [number, number])[])[], pen: Pen): void {
    const parts = [`q 1 J 1 j ${stroke(pen)}`];
    for (const points of lines) {
      points.forEach(([x, y], index) => {
        parts.push(`${numbers([x, this.#height - y])} ${index === 0 ? "m" : "l"}`);
      });
    }
    this.#operators.push(parts.join("\n"), "S Q");
  }

  /** A form drawn elsewhere, its origin at (x, y). */
  form(formName: string, object: ObjectNumber, x: number, y: number): void {
    this.forms.set(formName, object);
    this.#operators.push(`q 1 0 0 1 ${numbers([x, this.#height - y])} cm /${formName} Do Q`);
  }

  begin(tag: string, properties: string): void {
    this.#operators.push(`/${tag} ${properties} BDC`);
  }

  end(): void {
    this.#operators.push("EMC");
  }

  /** pdfkit turns each page upside down; this turns it back. */
  bytes(): Uint8Array {
    const upright = `1 0 0 -1 0 ${number(this.#height)} cm`;
    return Buffer.from(`${upright}\n${this.#operators.join("\n")}\n`, "latin1");
  }
}

const fill = (colour: string): string => `${colourComponents(colour)} rg`;
const stroke = ({ colour, width, dash = [] }: Pen): string => {
  const dashed = dash.length > 0 ? ` [${numbers(dash)}] 0 d` : "";
  return `${colourComponents(colour)} RG ${number(width)} w${dashed}`;
};
