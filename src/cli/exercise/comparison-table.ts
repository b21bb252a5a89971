// The records beside an independent source, line by line.
import type { Table } from "../../reports/model/table.ts";
import type { ComparedLine } from "./compare.ts";

export const comparisonExport = (lines: readonly ComparedLine[]): Table => ({
  kind: "table",
  id: "comparison",
  columns: columns.map(([key, title]) => ({ key, title, weight: 1, blank: "" })),
  rows: () =>
    lines.map(({ lot, state, source, records, verdict }) => [
      ...[lot, state, source?.value ?? "", source?.unitOfMeasure ?? ""],
      ...[records?.value ?? "", records?.unitOfMeasure ?? "", verdict],
    ]),
});

const columns = [
  ["lot", "Lot"],
  ["state", "State"],
  ["source", "In the source"],
  ["sourceUnit", "Unit (UCUM)"],
  ["records", "In the records"],
  ["recordsUnit", "Unit (UCUM) of the records"],
  ["verdict", "Verdict"],
] as const;
