// Section 18: printed matter, lot by lot, and whether all that was issued is accounted for
// (21 CFR 211.125).

import type { LabelRoll } from "../../../../projections/batch-record/record/executed-part.ts";
import type { BatchRecord } from "../../../../projections/batch-record/record/record.ts";
import { quantityText } from "../../../../projections/wording/quantity.ts";
import type { Section } from "../../../model/document.ts";
import type { Row, Table } from "../../../model/table.ts";
import { amountCell, byCell, marked, whenCell } from "../../cells.ts";
import { sectionOf, tableOf } from "../../section.ts";

export const labelSection = (record: BatchRecord): Section =>
  sectionOf(18, record, [movementTable(record.labels), reconciliationTable(record.labels)]);

const rollCell = ({ material, lot, artworkVersion }: LabelRoll) =>
  marked(material, undefined, [
    lot,
    ...(artworkVersion === null ? [] : [`artwork ${artworkVersion}`]),
  ]);

const movementTable = (rolls: readonly LabelRoll[]): Table =>
  tableOf(
    "labels",
    "Printed matter issued, applied, returned and destroyed",
    [
      ["roll", "Printed matter", 5],
      ["what", "What", 3],
      ["quantity", "Count", 3, "end"],
      ["by", "By", 4],
      ["when", "When", 4],
    ],
    rolls.flatMap((roll) =>
      roll.movements.map(({ what, quantity, cause, isVoided, by }) => [
        rollCell(roll),
        marked(what, isVoided ? "voided" : undefined, cause === null ? [] : [cause]),
        amountCell(quantity),
        byCell(by),
        whenCell(by),
      ]),
    ),
  );

const reconciliationTable = (rolls: readonly LabelRoll[]): Table =>
  tableOf(
    "label-reconciliation",
    "Reconciliation: issued = applied + returned + destroyed",
    [
      ["roll", "Printed matter", 5],
      ["issued", "Issued", 2, "end"],
      ["applied", "Applied", 2, "end"],
      ["returned", "Returned", 2, "end"],
      ["destroyed", "Destroyed", 2, "end"],
      ["difference", "Difference", 3, "end"],
      ["by", "By", 4],
      ["when", "When", 4],
    ],
    rolls.map(reconciliationRow),
  );

function reconciliationRow(roll: LabelRoll): Row {
  const found = roll.reconciliation;
  const open = "not reconciled";
  if (!found) return [rollCell(roll), open, open, open, open, open, "nobody", open];
  const { issued, applied, returned, destroyed, difference, deviation, waivedBy, by } = found;
  const counts = [issued, applied, returned, destroyed].map(quantityText);
  const isOff = Number(difference.value) !== 0;
  return [
    rollCell(roll),
    ...counts,
    marked(quantityText(difference), isOff ? "out-of-limit" : undefined, [
      ...(deviation === null ? [] : [`deviation ${deviation}`]),
      ...(waivedBy === null ? [] : [`waived, all were examined: ${waivedBy}`]),
    ]),
    byCell(by),
    whenCell(by),
  ];
}
