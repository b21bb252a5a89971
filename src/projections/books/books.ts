// The books of a lot, by the very rules that the lot itself goes by. What happened takes its place
// by business time, however late it was entered or corrected; what a count, or a whole container
// that left, showed to be more or less than booked is an adjustment.
import { type Quantity, sign, sumOf } from "../../domain/kernel/quantity.ts";
import {
  after,
  containersOf,
  goneWith,
  type Happening,
  type Stock,
  stockOf,
} from "../../domain/material-lot/stock.ts";
import { quantityOf } from "../amount-row.ts";
import type { BookRows, CountRow, MovementRow } from "./rows.ts";
import { isKnown, less, type Sum, signed, sum } from "./sum.ts";

export interface Books {
  /** With what counts took out or put in. */
  readonly movements: readonly MovementRow[];
  /** What there is; where that was not known before a count of all of it, from that on. */
  readonly stock: Sum;
  /** In each container that is there; undefined: not known. */
  readonly containers: ReadonlyMap<string, Quantity | undefined>;
  /** A count found more than was booked by then, as all that is known by now has it. */
  readonly countedMore: boolean;
}

export function booksOf(rows: BookRows, unit: string): Books {
  // It was there before anything was taken of it, or counted.
  const movements = rows.movements.filter(isMade);
  let countedMore = false;
  let stock = stockOf(amountIn(sum(movements.map(signed), unit)), containersIn(rows));
  for (const item of inOrder(rows)) {
    const what = happening(item);
    const next = after(stock, what);
    const moved = "direction" in item ? [asBooked(item, stock, what)] : [];
    const booked = sumOf([stock.total, ...moved.map(signed)]);
    const adjustments = adjusted(item, found(stock, what) ?? minus(next.total, booked));
    countedMore ||=
      what.kind === "found" && adjustments.some(({ direction }) => direction === "in");
    movements.push(...moved, ...adjustments);
    stock = next;
  }
  const { total } = stock;
  const all = sum(movements.map(signed), unit);
  const unknown = isKnown(all) ? ({ lack: "QUANTITY_UNKNOWN" } as const) : all;
  return {
    movements,
    stock: total ? sum([total], unit) : unknown,
    containers: containersOf(stock),
    countedMore,
  };
}

const isMade = ({ account }: MovementRow): boolean => account === "made";

const amountIn = (total: Sum): Quantity | undefined =>
  isKnown(total) ? total.quantity : undefined;

const containersIn = ({ containers }: BookRows) =>
  containers.map(({ containerId, ...row }) => {
    const quantity = quantityOf(row);
    return { containerId, ...(quantity && { quantity }) };
  });

/** What is of one time in the order of the log. */
function inOrder({ movements, counts }: BookRows): readonly (MovementRow | CountRow)[] {
  const inLog = (one: MovementRow | CountRow) => ("direction" in one ? one.since : one.position);
  return [...movements.filter((one) => !isMade(one)), ...counts].toSorted(
    (one, other) => one.at - other.at || inLog(one) - inLog(other),
  );
}

function happening(item: MovementRow | CountRow): Happening {
  const containerId = item.containerId ?? undefined;
  if (!("direction" in item)) {
    const { quantity: value, unitOfMeasure } = item;
    return { kind: "found", quantity: { value, unitOfMeasure }, containerId };
  }
  const quantity = quantityOf(item);
  if (item.account === "destroyed") return { kind: "destroyed", quantity };
  const { wholeContainers: containerIds } = item;
  if (containerIds) return { kind: "left", quantity, containerIds };
  return { kind: "changed", delta: signed(item), containerId };
}

/** What was destroyed is what there was, and what left whole is where nobody said how much. */
function asBooked(row: MovementRow, stock: Stock, what: Happening): MovementRow {
  const gone =
    what.kind === "left" || what.kind === "destroyed" ? goneWith(stock, what) : undefined;
  if (!gone) return row;
  return { ...row, quantity: gone.value, unitOfMeasure: gone.unitOfMeasure };
}

/** By how much more was counted in one container than was booked. */
const found = (stock: Stock, what: Happening): Quantity | undefined =>
  what.kind === "found" && what.containerId !== undefined
    ? minus(what.quantity, stock.inside.get(what.containerId))
    : undefined;

const minus = (whole: Quantity | undefined, part: Quantity | undefined): Quantity | undefined =>
  sumOf([whole, less(part)]);

function adjusted(
  item: MovementRow | CountRow,
  difference: Quantity | undefined,
): readonly MovementRow[] {
  const more = difference ? sign(difference) : 0;
  if (!difference || more === 0) return [];
  const { at, containerId } = item;
  return [
    {
      since: "direction" in item ? item.since : item.position,
      at,
      containerId,
      wholeContainers: null,
      direction: more > 0 ? "in" : "out",
      account: "adjusted",
      reference: null,
      detail: null,
      quantity: difference.value.replace(/^-/, ""),
      unitOfMeasure: difference.unitOfMeasure,
    },
  ];
}
