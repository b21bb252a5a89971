// Section 15: what the order of the batch has put in again, by its own words in the trail.
import type { ReworkOrdered } from "../../../domain/batch/batch-part.ts";
import type { AuditEntry } from "../../audit-trail/entry.ts";

/** Null: it was issued for no order, or for one that puts nothing in again. */
export function reworkOf(all: readonly AuditEntry[], orderId: string | null): ReworkOrdered | null {
  const placed = all.find(
    ({ type, record }) =>
      type === "OrderPlaced" && record?.kind === "order" && record.id === orderId,
  );
  if (!placed) return null;
  const materialLotIds = placed.about
    .filter(({ kind }) => kind === "materialLot")
    .map(({ id }) => id);
  const orderNumber = placed.fields.find(({ field }) => field === "orderNumber")?.new ?? "";
  return materialLotIds.length > 0 ? { orderNumber, materialLotIds } : null;
}
