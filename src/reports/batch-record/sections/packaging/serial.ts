// Section 19: serial numbers, and whether each that was issued is accounted for.
import type { BatchRecord } from "../../../../projections/batch-record/record/record.ts";
import type { Section } from "../../../model/document.ts";
import { byCell, marked, whenCell } from "../../cells.ts";
import { sectionOf, tableOf } from "../../section.ts";

export const serialSection = (record: BatchRecord): Section =>
  sectionOf(19, record, [movementTable(record), reconciliationTable(record)]);

const movementTable = ({ serialNumbers: { movements } }: BatchRecord) =>
  tableOf(
    "serial-numbers",
    "Serial numbers issued, applied, returned and destroyed",
    [
      ["what", "What", 3],
      ["serials", "Serial numbers", 7],
      ["by", "By", 4],
      ["when", "When", 4],
    ],
    movements.map(({ what, text, cause, flags, by }) => [
      marked(what, undefined, cause === null ? [] : [cause]),
      marked(text, undefined, flags),
      byCell(by),
      whenCell(by),
    ]),
  );

const reconciliationTable = ({ serialNumbers: { reconciliation } }: BatchRecord) =>
  tableOf(
    "serial-reconciliation",
    "Reconciliation of serial numbers",
    [
      ["issued", "Issued", 2, "end"],
      ["applied", "Applied", 2, "end"],
      ["returned", "Returned", 2, "end"],
      ["destroyed", "Destroyed", 2, "end"],
      ["amiss", "Missing, not issued, twice", 6],
      ["by", "By", 4],
      ["when", "When", 4],
    ],
    reconciliation ? [reconciled(reconciliation)] : [],
    "Not reconciled.",
  );

type Reconciliation = NonNullable<BatchRecord["serialNumbers"]["reconciliation"]>;
function reconciled({ issued, applied, returned, destroyed, ...one }: Reconciliation) {
  const notes = one.deviation === null ? [] : [`deviation ${one.deviation}`];
  return [
    ...[issued, applied, returned, destroyed].map(String),
    one.amiss === null ? "none" : marked(one.amiss, "unknown", notes),
    byCell(one.by),
    whenCell(one.by),
  ];
}
