// Places on a page that lead or answer: links inside the document, and the seal's field.
import type { ObjectNumber } from "../file/syntax.ts";
import { number, textString } from "../file/syntax.ts";
import type { Paper } from "./paper.ts";
import { PAGE_HEIGHT } from "./theme.ts";

export interface Box {
  readonly x: number;
  /** From the top of the page. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const pdfBox = ({ x, y, width, height }: Box): string =>
  `[${[x, PAGE_HEIGHT - y - height, x + width, PAGE_HEIGHT - y].map(number).join(" ")}]`;

/** Where a link leads: a page and a height on it. */
export interface Destination {
  readonly page: string;
  readonly y: number;
}

/** A link of the open element, whose destination is given when it is known. */
export function lateLink(paper: Paper, box: Box, label: string): (to: Destination) => void {
  const object = paper.file.reserve();
  const key = paper.structure.own(object);
  addToPage(paper, object);
  const fixed = `/Type/Annot/Subtype/Link/Rect${pdfBox(box)}/Border[0 0 0]/F 4/StructParent ${key}`;
  return ({ page, y }) =>
    paper.file.put(
      object,
      `<<${fixed}/Contents ${textString(label)}/Dest[${page}/XYZ null ${number(y)} null]>>`,
    );
}

export function addToPage(paper: Paper, annotation: ObjectNumber): void {
  paper.file.page.annotations.push(annotation);
}
