// Section 27: how much was found of lots of which nobody had said how much was made, and in which
// container.
import { isStated } from "../../../domain/kernel/shape/container.ts";
import type { AuditEntry } from "../../audit-trail/entry.ts";
import { saidOf } from "../query/said.ts";
import type { Counted } from "../record/executed-part.ts";
import type { Rows } from "../rows/rows.ts";

/** Counts and adjustments, in the order of the log. */
export function countedOf(
  all: readonly AuditEntry[],
  { outputs }: Pick<Rows, "outputs">,
): readonly Counted[] {
  const open = new Set(
    outputs
      .filter(
        ({ quantity, containers }) => !isStated({ containers, ...(quantity && { quantity }) }),
      )
      .map(({ material_lot_id: id }) => id),
  );
  return all
    .filter(({ type }) => type === "MaterialCounted" || type === "QuantityAdjusted")
    .flatMap((entry) => {
      const { record } = entry;
      if (record?.kind !== "materialLot" || !open.has(record.id)) return [];
      const container = entry.about.find(({ kind }) => kind === "container")?.name;
      return saidOf([entry]).map((said) => ({
        ...said,
        of: container === undefined ? said.of : `${said.of}, ${container}`,
        materialLotId: record.id,
      }));
    });
}
