// Sections 20 and 22: what the master asks to be examined of packaged product, and of environment
// and utilities (21 CFR 211.134; ISO 13485, 7.5.9.2).
import type { BatchRecord } from "../../../../projections/batch-record/record/record.ts";
import type { Section } from "../../../model/document.ts";
import { readingTable } from "../../reading-table.ts";
import { sectionOf } from "../../section.ts";
import { inspectionTable } from "../opening.ts";

export function examinationSection(number: 20 | 22, record: BatchRecord): Section {
  const names = new Set(
    (record.controlRecipe?.asked ?? [])
      .filter(({ section }) => section === number)
      .map(({ name }) => name),
  );
  if (names.size === 0) {
    const text = "Does not apply: no master that the batch was made by asks for any.";
    return sectionOf(number, record, [{ kind: "paragraph", text }]);
  }
  const readings = [...record.parameters, ...record.inProcess];
  return sectionOf(number, record, [
    inspectionTable(`examination-${number}`, record, (one) => names.has(one.name)),
    readingTable(
      `examination-readings-${number}`,
      "Readings",
      readings.filter(({ name }) => names.has(name)),
    ),
  ]);
}
