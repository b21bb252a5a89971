// What the words and tables of an answer are made of.
import type { Fact } from "../model/fact.ts";
import type { Row, Table } from "../model/table.ts";

export const table = (
  id: string,
  columns: readonly (readonly [key: string, title: string])[],
  rows: readonly Row[],
): Table => ({
  kind: "table",
  id,
  columns: columns.map(([key, title]) => ({ key, title, weight: 1, blank: "" })),
  rows: () => rows,
  empty: "None.",
});

export const fact = (label: string, value: string | number): Fact => ({
  label,
  value: String(value),
});
