// Materials used and made, each with the lot as it was at the time and every correction beside the
// first entry.
import { stayed } from "../../../domain/batch/control-recipe/gate/material.ts";
import { written } from "../../../domain/kernel/identifier.ts";
import type { Amount } from "../../../domain/kernel/shape/container.ts";
import {
  foundIn,
  isMeasured,
  type Measured,
  type Measures,
  measuredAtFirst,
} from "../../../domain/material-lot/measured.ts";
import type { MaterialUse, Output, SurplusReturn } from "../record/record-part.ts";
import type { Entries } from "../record/stamp.ts";
import type { FoundRow, MaterialUseRow, OutputRow, Rows } from "../rows/rows.ts";

export function materialsUsed(rows: Rows, entries: Entries): readonly MaterialUse[] {
  const corrections = Map.groupBy(rows.materialCorrections, (row) => row.corrects_event_id);
  const returns = Map.groupBy(rows.materialReturns, (row) => row.drawn_event_id);
  return rows.materials.map((row) => {
    const corrected = (corrections.get(row.event_id) ?? []).map(({ position, quantity }) => ({
      quantity,
      by: entries.stampAt(position),
    }));
    const last = corrected.at(-1);
    const quantity = last ? last.quantity : row.quantity;
    const returned = (row.drawn_event_id && returns.get(row.drawn_event_id)) || [];
    const back = returned.map((one) => one.quantity ?? undefined);
    return {
      ...use(row, entries),
      quantity,
      firstQuantity: row.quantity,
      stayed: stayed(quantity ?? undefined, back) ?? null,
      voided: last?.quantity === null,
      corrections: corrected,
    };
  });
}

type Lasting = Omit<
  MaterialUse,
  "quantity" | "firstQuantity" | "stayed" | "voided" | "corrections"
>;

const use = (row: MaterialUseRow, entries: Entries): Lasting => ({
  material: row.material,
  materialLotId: row.material_lot_id,
  lot: entries.nameAt(row.position, "materialLot", row.material_lot_id),
  identifiers: row.identifiers ?? [],
  supplier: row.supplier,
  manufacturer: row.manufacturer,
  receiptNumber: row.receipt_number,
  statusAtUse: row.status,
  holdsAtUse: row.holds ?? [],
  expiresOn: row.expires_on,
  retestOn: row.retest_on,
  container: row.container_id && entries.nameAt(row.position, "container", row.container_id),
  kind: row.kind,
  quantityKnownBy: row.basis,
  charged: row.charged,
  step: row.path,
  flags: row.flags,
  by: entries.stampAt(row.position),
});

export const outputsOf = (
  rows: Pick<Rows, "outputs" | "parts" | "lotFound">,
  entries: Entries,
): readonly Output[] => {
  const measures = measuresOf(rows);
  return rows.outputs.map((row) => ({
    material: row.material,
    materialLotId: row.material_lot_id,
    lot: outputName(row, entries),
    identifiers: row.identifiers,
    quantity: row.quantity,
    pieces: row.pieces,
    containers: row.containers.length,
    isMeasured: isMeasured(measures, row.material_lot_id),
    expiresOn: row.expires_on,
    retestOn: row.retest_on,
    flags: row.flags,
    by: entries.stampAt(row.position),
  }));
};

/** As the lots themselves have it. */
function measuresOf({
  outputs,
  parts,
  lotFound,
}: Pick<Rows, "outputs" | "parts" | "lotFound">): Measures {
  const amounts = new Map<string, Amount>([
    ...outputs.map((row) => [row.material_lot_id, amountOf(row)] as const),
    ...parts.map((row) => [row.material_lot_id, row.split_off] as const),
  ]);
  const found = Map.groupBy(lotFound, (row) => row.material_lot_id);
  const partsOf = Map.groupBy(parts, (row) => row.split_off.from);
  return {
    measured(materialLotId) {
      const amount = amounts.get(materialLotId);
      return amount && measuredOf(amount, found.get(materialLotId) ?? []);
    },
    partWith: (materialLotId, containerId) =>
      partsOf
        .get(materialLotId)
        ?.find(({ split_off }) =>
          split_off.containers.some((one) => one.containerId === containerId),
        )?.material_lot_id,
  };
}

const amountOf = ({ quantity, containers }: OutputRow): Amount => ({
  containers,
  ...(quantity && { quantity }),
});

const measuredOf = (amount: Amount, found: readonly FoundRow[]): Measured =>
  found.reduce(
    (measured, { quantity, container_id: id }) =>
      foundIn(measured, { quantity, ...(id !== null && { containerId: id }) }),
    measuredAtFirst(amount),
  );

export function returnsOf(
  { materialReturns, materials }: Pick<Rows, "materialReturns" | "materials">,
  entries: Entries,
): readonly SurplusReturn[] {
  const names = new Map(materials.map((row) => [row.material_lot_id, row.material]));
  return materialReturns.map((row) => ({
    material: names.get(row.material_lot_id) ?? "not known",
    lot: entries.nameAt(row.position, "materialLot", row.material_lot_id),
    container: row.container_id && entries.nameAt(row.position, "container", row.container_id),
    quantity: row.quantity,
    exceedsDraw: row.exceeds_draw,
    by: entries.stampAt(row.position),
  }));
}

/** The lot's own stream begins after the batch has made it, so its name is not in the log yet. */
const outputName = ({ identifiers: [first], ...row }: OutputRow, entries: Entries): string =>
  first ? written(first) : entries.nameAt(row.position, "materialLot", row.material_lot_id);
