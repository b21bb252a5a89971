// Section 27: how much was found of lots of which nobody had said how much was made.
import type { AuditEntry } from "../../audit-trail/entry.ts";
import { saidOf } from "../query/said.ts";
import type { Counted } from "../record/executed-part.ts";
import type { Rows } from "../rows/rows.ts";

/** Counts and adjustments of whole lots, in the order of the log. */
export function countedOf(
  all: readonly AuditEntry[],
  { outputs }: Pick<Rows, "outputs">,
): readonly Counted[] {
  const open = new Set(
    outputs.filter(({ quantity }) => !quantity).map(({ material_lot_id: id }) => id),
  );
  return all
    .filter(({ type }) => type === "MaterialCounted" || type === "QuantityAdjusted")
    .filter(({ fields }) => !fields.some(({ field }) => field === "containerId"))
    .flatMap((entry) => {
      const { record } = entry;
      if (record?.kind !== "materialLot" || !open.has(record.id)) return [];
      return saidOf([entry]).map((said) => ({ ...said, materialLotId: record.id }));
    });
}
