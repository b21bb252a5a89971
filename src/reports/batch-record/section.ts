// A section of the record under its number and title (regulatory, section 6), with what it lacks
// said first.
import type { BatchRecord } from "../../projections/batch-record/record/record.ts";
import { sectionRules } from "../../projections/batch-record/record/section.ts";
import type { Block } from "../model/block.ts";
import type { Section } from "../model/document.ts";
import type { Column, Row, Table } from "../model/table.ts";

/** Throws on a number that the record has no section for. */
export function sectionOf(
  number: number,
  { completeness, kind }: BatchRecord,
  blocks: readonly Block[],
): Section {
  const rule = sectionRules.find((one) => one.number === number);
  if (!rule) throw new Error(`A batch record has no section ${number}.`);
  const missing = completeness.missing.find((one) => one.number === number);
  const source = kind === "importedBatchDataSummary" ? "The source does not have" : "Missing";
  const lacking: Block[] = missing
    ? [{ kind: "paragraph", text: `${source}: ${missing.lacks.join("; ")}.`, tone: "attention" }]
    : [];
  return {
    id: `section-${number}`,
    number: String(number),
    title: rule.title,
    note: rule.requiredBy,
    blocks: [...lacking, ...blocks],
  };
}

type ColumnOf = readonly [key: string, title: string, weight: number, align?: "end"];

/** A table of rows that are all there. */
export const tableOf = (
  id: string,
  title: string,
  columns: readonly ColumnOf[],
  rows: readonly Row[],
  empty?: string,
): Table => ({
  kind: "table",
  id,
  title,
  columns: columns.map(
    ([key, heading, weight, align]): Column => ({
      key,
      title: heading,
      weight,
      ...(align && { align }),
    }),
  ),
  rows: () => rows,
  ...(empty !== undefined && { empty }),
});
