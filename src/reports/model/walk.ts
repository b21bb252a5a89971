// Ways through a document that more than one renderer takes.
import { ReportFault } from "../fault.ts";
import type { Block } from "./block.ts";
import type { Document, Section } from "./document.ts";
import type { Cell, FlaggedText } from "./fact.ts";
import { flagged } from "./fact.ts";
import type { Column, Row, Table } from "./table.ts";
import { words } from "./words.ts";

/** Every section with its depth (1 at the top), in printed order. */
export function* sectionsOf(
  sections: readonly Section[],
  depth = 1,
): Generator<{ section: Section; depth: number }> {
  for (const section of sections) {
    yield { section, depth };
    yield* sectionsOf(section.sections ?? [], depth + 1);
  }
}

export function* blocksOf(document: Document): Generator<Block> {
  for (const { section } of sectionsOf(document.sections)) yield* section.blocks;
}

/** A section without content says so: nothing may look like something forgotten. */
export const blocksToPrint = (section: Section): readonly Block[] =>
  section.blocks.length > 0 || (section.sections ?? []).length > 0
    ? section.blocks
    : [{ kind: "paragraph", text: words.nothingRecorded }];

export const heading = (section: Section): string =>
  section.number === undefined ? section.title : `${section.number}  ${section.title}`;

export const columnTitle = (column: Column): string =>
  column.unit === undefined ? column.title : `${column.title} [${column.unit}]`;

/** The rows, each checked to fit the columns. Throws ROW_SHAPE_WRONG naming table and row. */
export async function* checkedRows(table: Table): AsyncGenerator<Row> {
  let index = 0;
  for await (const row of table.rows()) {
    if (row.length !== table.columns.length) {
      throw new ReportFault("ROW_SHAPE_WRONG", {
        what: `A row has ${row.length} cells for ${table.columns.length} columns.`,
        where: `table ${table.id}, row ${index + 1}`,
        remedy: "Give one cell for each column, in their order.",
      });
    }
    index += 1;
    yield row;
  }
}

/** What is printed in a cell; an empty one says so (regulatory BR-6: no empty required cell). */
export function printedCell(cell: Cell, column?: Column): FlaggedText {
  const full = flagged(cell);
  return full.text.trim() === "" ? { ...full, text: column?.blank ?? words.blankCell } : full;
}
