// First expired, first out: which of what is in stock is to be taken next (EU GMP Part I, 5.7;
// 21 CFR 211.86). Of one expiry what is already open comes first.

import type { Quantity } from "../kernel/quantity.ts";
import { compare, sign } from "../kernel/quantity.ts";
import type { Lot } from "./lot.ts";
import { stockNow } from "./on-hand.ts";
import { containersOf } from "./stock.ts";

export interface InStock {
  readonly materialLotId: string;
  readonly containerId?: string;
  /** Absent: not known. */
  readonly quantity?: Quantity;
  readonly expiresOn?: string;
  readonly retestOn?: string;
  readonly isOpen: boolean;
}

/** Its containers with something in them; without containers the lot as a whole. */
export function inStock(materialLotId: string, lot: Lot): readonly InStock[] {
  const { expiresOn, retestOn, onHand } = lot;
  const dates = {
    materialLotId,
    ...(expiresOn !== undefined && { expiresOn }),
    ...(retestOn !== undefined && { retestOn }),
  };
  const stock = (quantity: Quantity | undefined, whole: Quantity | undefined) => ({
    ...(quantity && { quantity }),
    isOpen: quantity !== undefined && whole !== undefined && compare(quantity, whole) === -1,
  });
  const now = stockNow(onHand);
  if (now.containerIds.length === 0) {
    const { total } = now;
    return hasSome(total) ? [{ ...dates, ...stock(total, onHand.opened.total) }] : [];
  }
  return [...containersOf(now)]
    .filter(([, quantity]) => hasSome(quantity))
    .map(([containerId, quantity]) => ({
      ...dates,
      containerId,
      ...stock(quantity, onHand.opened.inside.get(containerId)),
    }));
}

const hasSome = (quantity: Quantity | undefined): boolean =>
  quantity === undefined || sign(quantity) > 0;

/** A total order: what has no date comes after what has one. */
export const firstExpiryFirst = (stock: readonly InStock[]): readonly InStock[] =>
  stock.toSorted((one, other) => {
    const [left, right] = [keyOf(one), keyOf(other)];
    if (left === right) return 0;
    return left < right ? -1 : 1;
  });

const keyOf = ({ expiresOn, retestOn, isOpen, materialLotId, containerId }: InStock): string =>
  JSON.stringify([expiresOn ?? "~", retestOn ?? "~", isOpen ? 0 : 1, materialLotId, containerId]);
