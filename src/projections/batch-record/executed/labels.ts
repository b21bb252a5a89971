// Printed matter on the line, lot by lot: issued, applied, returned, destroyed, and how that came
// out (21 CFR 211.125). What was applied the batch has consumed.
import type { LabelMovement, LabelReconciliation, LabelRoll } from "../record/executed-part.ts";
import type { MaterialUse } from "../record/record-part.ts";
import type { Entries } from "../record/stamp.ts";
import type { EntryRow } from "../rows/rows.ts";
import { keptAs } from "./executed.ts";

export function labelRollsOf(
  rows: readonly EntryRow[],
  materials: readonly MaterialUse[],
  entries: Entries,
): readonly LabelRoll[] {
  const issues = Map.groupBy(keptAs(rows, "LabelIssued"), ({ data }) => data.materialLotId);
  return [...issues].flatMap(([materialLotId, [first]]) => {
    if (!first) return [];
    const own = rows.filter(
      ({ data }) => "materialLotId" in data && data.materialLotId === materialLotId,
    );
    return [
      {
        lot: entries.nameAt(first.position, "materialLot", materialLotId),
        material: first.data.material.name,
        artworkVersion: first.data.artworkVersion ?? null,
        movements: movementsOf(
          own,
          materials.filter((used) => used.materialLotId === materialLotId),
          entries,
        ),
        reconciliation: reconciliationOf(own, entries),
      },
    ];
  });
}

function movementsOf(
  own: readonly EntryRow[],
  applied: readonly MaterialUse[],
  entries: Entries,
): readonly LabelMovement[] {
  const moved = (what: LabelMovement["what"], row: Moved, cause: string | null = null) => ({
    what,
    quantity: row.data.quantity,
    cause,
    isVoided: false,
    by: entries.stampAt(row.position),
  });
  return [
    ...keptAs(own, "LabelIssued").map((row) => moved("issued", row)),
    ...applied.map(({ quantity, firstQuantity, voided, by }) => ({
      what: "applied" as const,
      quantity: voided ? firstQuantity : quantity,
      cause: null,
      isVoided: voided,
      by,
    })),
    ...keptAs(own, "LabelReturned").map((row) => moved("returned", row)),
    ...keptAs(own, "LabelDestroyed").map((row) => moved("destroyed", row, row.data.cause)),
  ].toSorted((one, other) => one.by.position - other.by.position);
}
type Moved = Extract<
  EntryRow,
  { readonly type: "LabelIssued" | "LabelReturned" | "LabelDestroyed" }
>;

function reconciliationOf(own: readonly EntryRow[], entries: Entries): LabelReconciliation | null {
  const row = keptAs(own, "LabelReconciled").at(-1);
  if (!row) return null;
  const { issued, applied, returned, destroyed, difference, deviationId, waiver } = row.data;
  return {
    issued,
    applied,
    returned,
    destroyed,
    difference,
    deviation: deviationId ? entries.nameAt(row.position, "deviation", deviationId) : null,
    waivedBy: waiver?.inspection ?? null,
    by: entries.stampAt(row.position),
  };
}
