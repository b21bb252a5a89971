// The books of a lot. A count is what there was at its time: what happened before it, however late
// it was entered or corrected, changes only by how much the count was off; what happened after it
// adds to what was found. What was destroyed is what there was.
import { sign } from "../../domain/kernel/quantity.ts";
import { quantityOf } from "../amount-row.ts";
import { inContainer } from "./container.ts";
import type { BookRows, CountRow, MovementRow } from "./rows.ts";
import { type Amount, isKnown, less, type Sum, signed, sum } from "./sum.ts";

export interface Books {
  /** With what counts took out or put in. */
  readonly movements: readonly MovementRow[];
  /** What there is; where that was not known before a count of all of it, from that on. */
  readonly stock: Sum;
}

export function booksOf(rows: BookRows, unit: string): Books {
  const movements: MovementRow[] = [];
  let stock: Amount[] = [];
  const enter = (row: MovementRow): void => {
    movements.push(row);
    stock.push(signed(row));
  };
  for (const item of inOrder(rows)) {
    if ("direction" in item) {
      enter(item.account === "destroyed" ? allOf(item, stock, unit) : item);
      continue;
    }
    const isWhole = item.containerId === null || rows.containers.length === 1;
    const found = quantityOf(item);
    const there = isWhole ? sum(stock, unit) : inThat({ ...rows, movements }, item, unit);
    const difference = isKnown(there) ? sum([found, less(there.quantity)], unit) : there;
    if (isKnown(difference)) enterIf(enter, item, difference.quantity);
    else if (isWhole) stock = [found];
  }
  return { movements, stock: sum(stock, unit) };
}

/** What was made of it before all else: see `isAfter`. */
function inOrder({ movements, counts }: BookRows): readonly (MovementRow | CountRow)[] {
  const isMade = (one: MovementRow | CountRow) => "account" in one && one.account === "made";
  const inLog = (one: MovementRow | CountRow) => ("account" in one ? one.since : one.position);
  return [...movements, ...counts].toSorted(
    (one, other) =>
      Number(isMade(other)) - Number(isMade(one)) || one.at - other.at || inLog(one) - inLog(other),
  );
}

/** By the books; as the event says where they do not know. */
function allOf(row: MovementRow, stock: readonly Amount[], unit: string): MovementRow {
  const there = sum(stock, unit);
  if (!isKnown(there) || sign(there.quantity) < 0) return row;
  const { value, unitOfMeasure } = there.quantity;
  return { ...row, quantity: value, unitOfMeasure };
}

function inThat(rows: BookRows, { containerId, at, position }: CountRow, unit: string): Sum {
  const container = rows.containers.find((one) => one.containerId === containerId);
  if (!container) return { lack: "QUANTITY_UNKNOWN" };
  const counts = rows.counts.filter(
    (one) => one.at < at || (one.at === at && one.position < position),
  );
  return inContainer({ ...rows, counts }, container, unit);
}

function enterIf(
  enter: (row: MovementRow) => void,
  { position: since, at, containerId }: CountRow,
  difference: NonNullable<Amount>,
): void {
  const more = sign(difference);
  if (more === 0) return;
  enter({
    since,
    at,
    containerId,
    direction: more > 0 ? "in" : "out",
    account: "adjusted",
    reference: null,
    detail: null,
    quantity: difference.value.replace(/^-/, ""),
    unitOfMeasure: difference.unitOfMeasure,
  });
}
