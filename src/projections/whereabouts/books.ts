// The books of a lot, in the order of the log: what a count found is compared with what there
// should be by these movements, shipments included, and what was destroyed is what there was.

import { sign } from "../../domain/kernel/quantity.ts";
import { quantityOf } from "../amount-row.ts";
import { inContainer } from "./places.ts";
import type { CountRow, LotRows, MovementRow } from "./rows.ts";
import { type Amount, isKnown, less, sum } from "./sum.ts";

export interface Books {
  /** With what counts took out or put in. */
  readonly movements: readonly MovementRow[];
  /** The last count before which it was not known how much there was: what there is since. */
  readonly counted: CountRow | undefined;
}

export const signed = (row: MovementRow): Amount =>
  row.direction === "in" ? quantityOf(row) : less(quantityOf(row));

export function booksOf(rows: LotRows, unit: string): Books {
  const movements: MovementRow[] = [];
  let stock: Amount[] = [];
  let counted: CountRow | undefined;
  const enter = (row: MovementRow): void => {
    movements.push(row);
    stock.push(signed(row));
  };
  for (const item of inLogOrder(rows)) {
    if ("direction" in item) {
      enter(item.account === "destroyed" ? allOf(item, stock, unit) : item);
      continue;
    }
    const isWhole = item.containerId === null || rows.containers.length === 1;
    const found = quantityOf(item);
    const there = isWhole ? sum(stock, unit) : inThat({ ...rows, movements }, item, unit);
    const difference = isKnown(there) ? sum([found, less(there.quantity)], unit) : there;
    if (isKnown(difference)) enterIf(enter, item, difference.quantity);
    else if (isWhole) {
      counted = item;
      stock = [found];
    }
  }
  return { movements, counted };
}

function inLogOrder({ movements, counts }: LotRows): readonly (MovementRow | CountRow)[] {
  const at = (one: MovementRow | CountRow) => ("direction" in one ? one.since : one.position);
  return [...movements, ...counts].toSorted((one, other) => at(one) - at(other));
}

/** By the books; as the event says where they do not know. */
function allOf(row: MovementRow, stock: readonly Amount[], unit: string): MovementRow {
  const there = sum(stock, unit);
  if (!isKnown(there) || sign(there.quantity) < 0) return row;
  const { value, unitOfMeasure } = there.quantity;
  return { ...row, quantity: value, unitOfMeasure };
}

function inThat(rows: LotRows, { containerId, position }: CountRow, unit: string) {
  const container = rows.containers.find((one) => one.containerId === containerId);
  if (!container) return { lack: "QUANTITY_UNKNOWN" } as const;
  const counts = rows.counts.filter((one) => one.position < position);
  return inContainer({ ...rows, counts }, container, unit);
}

function enterIf(
  enter: (row: MovementRow) => void,
  { position: since, containerId }: CountRow,
  difference: NonNullable<Amount>,
): void {
  const more = sign(difference);
  if (more === 0) return;
  enter({
    since,
    containerId,
    direction: more > 0 ? "in" : "out",
    account: "adjusted",
    reference: null,
    detail: null,
    quantity: difference.value.replace(/^-/, ""),
    unitOfMeasure: difference.unitOfMeasure,
  });
}
