// A table of any length. Its rows are made afresh for each rendering and consumed once, in order,
// so that an audit trail of a million entries never stands in memory.
import type { Cell } from "./fact.ts";

export interface Table {
  readonly kind: "table";
  /** Unique in the document: name of the CSV file, anchor, JSON name. */
  readonly id: string;
  readonly title?: string;
  readonly columns: readonly Column[];
  /** A fresh iterator on each call; a row has one cell for each column. */
  readonly rows: () => Rows;
  /** Printed when there is no row (never nothing at all). Left out: "None recorded." */
  readonly empty?: string;
}

export type Row = readonly Cell[];
export type Rows = Iterable<Row> | AsyncIterable<Row>;

export interface Column {
  /** Unique in the table; names the value in JSON and CSV. */
  readonly key: string;
  readonly title: string;
  readonly unit?: string;
  /** Numbers stand at the end, so that their digits stand under each other. */
  readonly align?: "start" | "end";
  /** Share of the width, relative to the other columns. */
  readonly weight: number;
  /** Printed for an empty cell: a blank does not say whether a value is missing. */
  readonly blank?: string;
}
