// Section 19: serial numbers, and whether each that was issued is accounted for.
import { rangesText } from "../../../domain/kernel/gs1/serial.ts";
import type { BatchRecord } from "../../../projections/batch-record/record/record.ts";
import type { Section } from "../../model/document.ts";
import { byCell, marked, whenCell } from "../cells.ts";
import { sectionOf, tableOf } from "../section.ts";

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
    movements.map(({ what, serials, cause, flags, by }) => [
      marked(what, undefined, cause === null ? [] : [cause]),
      marked(rangesText(serials), undefined, flags),
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
    reconciliation
      ? [
          [
            String(reconciliation.issued),
            String(reconciliation.applied),
            String(reconciliation.returned),
            String(reconciliation.destroyed),
            amissCell(reconciliation),
            byCell(reconciliation.by),
            whenCell(reconciliation.by),
          ],
        ]
      : [],
    "Not reconciled.",
  );

type Reconciliation = NonNullable<BatchRecord["serialNumbers"]["reconciliation"]>;

function amissCell({ missing, notIssued, twice, deviation }: Reconciliation) {
  const amiss = [
    ...(missing.length > 0 ? [`missing ${rangesText(missing)}`] : []),
    ...(notIssued.length > 0 ? [`not issued ${rangesText(notIssued)}`] : []),
    ...(twice.length > 0 ? [`twice ${rangesText(twice)}`] : []),
  ];
  return marked(
    amiss.join("; ") || "none",
    amiss.length > 0 ? "unknown" : undefined,
    deviation === null ? [] : [`deviation ${deviation}`],
  );
}
