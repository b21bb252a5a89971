// Adding amounts of which some may be unknown or in units that do not convert: neither is ever
// taken for zero.
import { add, convert, negate, type Quantity, sign } from "../../domain/kernel/quantity.ts";
import { isRefusal } from "../../domain/kernel/refusal.ts";
import { quantityOf } from "../amount-row.ts";
import type { MovementRow } from "./rows.ts";

export type Amount = Quantity | undefined;

export type Sum =
  | { readonly quantity: Quantity }
  | { readonly lack: "QUANTITY_UNKNOWN" | "UNIT_NOT_CONVERTIBLE" };

export const isKnown = (sum: Sum): sum is { readonly quantity: Quantity } => "quantity" in sum;

/** In the unit of the first; nothing at all is nothing, in the unit given. */
export function sum(amounts: readonly Amount[], unitOfMeasure: string): Sum {
  const [first] = amounts;
  if (amounts.some((amount) => amount === undefined)) return { lack: "QUANTITY_UNKNOWN" };
  let total: Quantity = { value: "0", unitOfMeasure: first?.unitOfMeasure ?? unitOfMeasure };
  for (const amount of amounts) {
    const next = amount && add(total, amount);
    if (!next || isRefusal(next)) return { lack: "UNIT_NOT_CONVERTIBLE" };
    total = next;
  }
  return { quantity: inUnit(total, unitOfMeasure) };
}

export const less = (amount: Amount): Amount => amount && negate(amount);

/** What came is more, what went is less. */
export const signed = (row: MovementRow): Amount =>
  row.direction === "in" ? quantityOf(row) : less(quantityOf(row));

export const isNothing = (sum: Sum): boolean => isKnown(sum) && sign(sum.quantity) === 0;

/** In another unit, where that can be said exactly. */
function inUnit(quantity: Quantity, unitOfMeasure: string): Quantity {
  const converted = convert(quantity, unitOfMeasure);
  return isRefusal(converted) ? quantity : converted;
}
