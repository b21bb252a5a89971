// Measures of the printed page, in points, and the styles of its text.

import { accent, ink, muted } from "../../palette.ts";
import type { Face } from "../font/faces.ts";

/** A4. */
export const PAGE_WIDTH = 595.28;
export const PAGE_HEIGHT = 841.89;
export const LEFT = 50;
export const RIGHT = PAGE_WIDTH - 50;
export const WIDTH = RIGHT - LEFT;
/** Body, between running header and footer; distances from the top of the page. */
export const TOP = 86;
export const BOTTOM = PAGE_HEIGHT - 66;

export interface TextStyle {
  readonly face: Face;
  readonly size: number;
  /** From one baseline to the next. */
  readonly leading: number;
  readonly colour: string;
  /** Headings are kerned; body text is set from cached widths. */
  readonly isKerned?: boolean;
}

const style = (face: Face, size: number, leading: number, colour: string): TextStyle => ({
  face,
  size,
  leading,
  colour,
});
const heading = (size: number, leading: number, colour: string): TextStyle => ({
  ...style("semibold", size, leading, colour),
  isKerned: true,
});

export const styles = {
  title: heading(27, 32, accent),
  subtitle: { ...style("regular", 13, 17, muted), isKerned: true },
  organisation: style("semibold", 10, 13, muted),
  h1: heading(15, 19, accent),
  h2: heading(11.5, 15, ink),
  h3: heading(10, 13, ink),
  body: style("regular", 9.5, 13.5, ink),
  strong: style("semibold", 9.5, 13.5, ink),
  note: style("regular", 8.5, 11.5, muted),
  label: style("regular", 7.5, 10, muted),
  caption: style("semibold", 8.5, 12, ink),
  figure: { ...style("semibold", 15, 18, ink), isKerned: true },
  cell: style("regular", 8, 10.4, ink),
  cellHead: style("semibold", 7.5, 9.6, ink),
  cellNote: style("regular", 6.8, 8.6, muted),
  cellBlank: style("italic", 8, 10.4, muted),
  chip: style("semibold", 6.6, 11, ink),
  axis: style("regular", 6.8, 8.6, muted),
  running: style("regular", 7.5, 10, muted),
  runningStrong: style("semibold", 8, 10, ink),
} as const satisfies Readonly<Record<string, TextStyle>>;
