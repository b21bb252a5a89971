// What the journal of an anchor comes to: what it has seen, and when it was away.
import type { Line, Receipt } from "./journal.ts";

export interface Standing {
  readonly receipts: readonly Receipt[];
  /** The one of the largest head. */
  readonly last: Receipt | undefined;
  /** From the first attempt that failed to the next receipt, or to another reason. */
  readonly gaps: readonly Gap[];
  /** Lines that are none, as places in the file. */
  readonly damaged: readonly number[];
}

export interface Gap {
  readonly from: string;
  /** Undefined while it lasts. */
  readonly to?: string;
  readonly code: string;
  readonly detail: string;
}

export function standingOf(lines: readonly Line[]): Standing {
  const receipts: Receipt[] = [];
  const gaps: Gap[] = [];
  const damaged: number[] = [];
  let open: Gap | undefined;
  for (const one of lines) {
    if (one.line === "damaged") damaged.push(one.at);
    if (one.line === "failure" && open?.code !== one.code) {
      if (open) gaps.push({ ...open, to: one.at });
      open = { from: one.at, code: one.code, detail: one.detail };
    }
    if (one.line !== "receipt") continue;
    receipts.push(one);
    if (open) gaps.push({ ...open, to: one.at });
    open = undefined;
  }
  if (open) gaps.push(open);
  return { receipts, last: largestOf(receipts), gaps, damaged };
}

export const largestOf = (receipts: readonly Receipt[]): Receipt | undefined =>
  receipts.reduce<Receipt | undefined>(
    (most, one) => (most && most.checkpoint.size > one.checkpoint.size ? most : one),
    undefined,
  );
