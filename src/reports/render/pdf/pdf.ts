// A document as PDF: tagged, with embedded fonts and attached files, in one pass, with the memory
// of a page. The same document gives the same bytes; only the seal, put on later, differs.
import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import type { Document, Section } from "../../model/document.ts";
import { flagged } from "../../model/fact.ts";
import { checkNames } from "../../model/unique.ts";
import { blocksToPrint } from "../../model/walk.ts";
import { drawBlock, keepUnderHeading } from "./block/block.ts";
import { type Arrive, drawContents, drawCover } from "./block/cover.ts";
import { drawHeading } from "./block/heading.ts";
import { type Attachment, attach } from "./file/attach.ts";
import { ByteSink } from "./file/byte-sink.ts";
import { type Bookmark, writeOutline } from "./file/outline.ts";
import { PdfFile } from "./file/pdf-file.ts";
import { furnitureOf } from "./page/furniture.ts";
import { Paper } from "./page/paper.ts";
import { BOTTOM, PAGE_HEIGHT, PAGE_WIDTH, TOP } from "./page/theme.ts";

export interface PdfOutput {
  /** A path (made or overwritten), or a stream, which is ended. */
  readonly out: string | Writable;
  readonly attachments?: readonly Attachment[];
}

/** Writes the PDF and answers its number of pages. Rows and points are read once. */
export async function renderPdf(document: Document, output: PdfOutput): Promise<{ pages: number }> {
  checkNames(document);
  const out = typeof output.out === "string" ? createWriteStream(output.out) : output.out;
  const sink = new ByteSink(out);
  try {
    return await write(document, output.attachments ?? [], sink);
  } catch (fault) {
    out.destroy();
    throw fault;
  }
}

async function write(
  document: Document,
  attachments: readonly Attachment[],
  sink: ByteSink,
): Promise<{ pages: number }> {
  const { identity, language } = document;
  const date = new Date(identity.printed.at);
  const info = {
    Title: titleOf(document),
    Author: identity.organisation,
    Creator: "Batchproof",
    Producer: "Batchproof",
    CreationDate: date,
    ModDate: date,
  };
  const file = new PdfFile({ sink, info, language, pageSize: [PAGE_WIDTH, PAGE_HEIGHT] });
  const paper = new Paper(file, furnitureOf(document));
  paper.begin();
  paper.structure.begin("Document");
  await drawDocument(paper, document);
  paper.structure.end();
  paper.finish();
  await attach(file, attachments, date);
  await file.finish();
  return { pages: paper.pageNumber };
}

const titleOf = ({ title, identity }: Document): string =>
  [title, ...identity.subject.slice(0, 2).map(({ value }) => flagged(value).text)].join(", ");

/** Few sections need no list of them, and then the first begins on the first page. */
const SECTIONS_WITHOUT_CONTENTS = 3;

async function drawDocument(paper: Paper, document: Document): Promise<void> {
  await drawCover(paper, document);
  let arrivals = new Map<string, Arrive>();
  if (document.sections.length > SECTIONS_WITHOUT_CONTENTS) {
    arrivals = await drawContents(paper, document);
    await paper.breakPage();
  }
  const bookmarks: Bookmark[] = [];
  for (const section of document.sections) {
    bookmarks.push(await drawSection(paper, section, 1, arrivals));
  }
  writeOutline(paper.file, bookmarks);
}

async function drawSection(
  paper: Paper,
  section: Section,
  depth: number,
  arrivals: ReadonlyMap<string, Arrive>,
): Promise<Bookmark> {
  paper.structure.begin("Sect");
  const blocks = blocksToPrint(section);
  const keep = Math.min(keepUnderHeading(blocks[0]), BOTTOM - TOP - 100);
  const bookmark = await drawHeading(paper, section, depth, keep);
  arrivals.get(section.id)?.(bookmark, paper.pageNumber);
  for (const block of blocks) await drawBlock(paper, block);
  for (const inner of section.sections ?? []) {
    bookmark.children.push(await drawSection(paper, inner, depth + 1, arrivals));
  }
  paper.structure.end();
  return bookmark;
}
