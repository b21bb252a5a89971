// The paper that blocks are laid on: a cursor that moves down, pages that follow each other, text
// and tags. Blocks know this and nothing of PDF files.

import type { Bookmark } from "../file/outline.ts";
import type { PdfFile } from "../file/pdf-file.ts";
import { StructureTree } from "../file/structure-tree.ts";
import { Typesetter } from "../font/typesetter.ts";
import { wrap } from "../font/wrap.ts";
import { Canvas } from "./canvas.ts";
import { LateNumber } from "./late-number.ts";
import { BOTTOM, PAGE_HEIGHT, type TextStyle, TOP } from "./theme.ts";

/** Draws what stands on every page. */
export type Furniture = (paper: Paper) => void;

export class Paper {
  readonly file: PdfFile;
  readonly structure: StructureTree;
  readonly type: Typesetter;
  /** The number of pages, known when the last one is done. */
  readonly pageCount: LateNumber;
  /** Distance of the cursor from the top of the page: where the next block begins. */
  y = TOP;
  pageNumber = 0;
  canvas = new Canvas(PAGE_HEIGHT);
  readonly #furniture: Furniture;

  constructor(file: PdfFile, furniture: Furniture) {
    this.file = file;
    this.structure = new StructureTree(file);
    this.type = new Typesetter((name, font) => file.embed(name, font));
    this.pageCount = new LateNumber(file, "start");
    this.#furniture = furniture;
  }

  /** Begins the first page. */
  begin(): void {
    this.#beginPage();
  }

  get room(): number {
    return BOTTOM - this.y;
  }

  get pageReference(): string {
    return `${this.file.page.dictionary}`;
  }

  /** Ends the page and begins the next; waits while the receiver of the file is busy. */
  async breakPage(): Promise<void> {
    this.#endPage();
    await this.file.options.sink.drained();
    this.#beginPage();
  }

  /** A block that must stand together begins on a page where it has room. */
  async ensure(height: number): Promise<void> {
    if (height > this.room && this.y > TOP) await this.breakPage();
  }

  finish(): void {
    this.#endPage();
    this.pageCount.set(this, this.pageNumber);
    this.structure.finish();
  }

  /** An element whose content is drawn on the current page. */
  tagged(type: string, draw: () => void, attributes = ""): void {
    this.structure.begin(type, attributes);
    this.content(draw);
    this.structure.end();
  }

  /** More content of the element that is open. */
  content(draw: () => void): void {
    const { type, id } = this.structure.mark();
    this.canvas.begin(type, `<</MCID ${id}>>`);
    draw();
    this.canvas.end();
  }

  /** Lines, grounds and what is repeated: not content. */
  artifact(draw: () => void, kind: "Layout" | "Pagination" = "Layout"): void {
    this.canvas.begin("Artifact", `<</Type/${kind}>>`);
    draw();
    this.canvas.end();
  }

  lines(text: string, style: TextStyle, width: number): string[] {
    const printable = this.type.printable(text, style.face);
    return wrap(printable, width, (part) => this.type.width(part, style.face, style.size));
  }

  textWidth(text: string, style: TextStyle): number {
    const printable = this.type.printable(text, style.face);
    return this.type.width(printable, style.face, style.size);
  }

  /** One line; `y` is the top of the line, `at` its left or right end. */
  text(
    text: string,
    style: TextStyle,
    at: number,
    y: number,
    side: "start" | "end" = "start",
  ): void {
    const { face, size, leading, isKerned } = style;
    const printable = this.type.printable(text, face);
    if (printable === "") return;
    const runs = isKerned ? this.type.kernedRuns(printable, face) : this.type.runs(printable, face);
    const width = runs.reduce((sum, run) => sum + run.width, 0) * (size / 1000);
    const baseline = y + leading / 2 + size * 0.35;
    this.canvas.text(runs, side === "start" ? at : at - width, baseline, style);
  }

  bookmark(title: string): Bookmark {
    return { title, page: this.pageReference, y: PAGE_HEIGHT - this.y + 6, children: [] };
  }

  #beginPage(): void {
    this.file.addPage();
    this.pageNumber += 1;
    this.canvas = new Canvas(PAGE_HEIGHT);
    this.y = TOP;
    const key = this.structure.beginPage(this.pageReference);
    Object.assign(this.file.page.dictionary.data, { StructParents: key });
    this.artifact(() => this.#furniture(this), "Pagination");
  }

  #endPage(): void {
    const { page } = this.file;
    for (const [name, font] of this.canvas.fonts) page.fonts[name] = font.ref();
    for (const [name, form] of this.canvas.forms) page.xobjects[name] = form;
    page.write(this.canvas.bytes());
    this.structure.endPage();
  }
}
