// How much of a lot there should be, as it follows from the order in which things happened: what is
// told or corrected late takes its place among the rest.
import { toUtc } from "../kernel/instant.ts";
import { after, type Happening, type Stock, stockOf } from "./stock.ts";

export interface OnHand {
  /** As it was when the lot came to be. */
  readonly opened: Stock;
  readonly last: Entry | undefined;
  /** How often something was told. */
  readonly told: number;
}

/** Of what happened: when, in UTC, and as which of all that was told. */
export interface When {
  readonly at: string;
  readonly n: number;
}

interface Entry extends When {
  readonly what: Happening;
  readonly before: Entry | undefined;
}

type Opening = Parameters<typeof stockOf>;

export const opening = (...[quantity, containers]: Opening): OnHand => ({
  opened: stockOf(quantity, containers),
  last: undefined,
  told: 0,
});

/** `occurredAt`: of what is told next. */
export const whenNext = ({ told }: OnHand, occurredAt: string): When => ({
  at: toUtc(occurredAt),
  n: told,
});

/** What happened then, in place of what had been told under that number. Undefined: nothing did. */
export function told(onHand: OnHand, when: When, what: Happening | undefined): OnHand {
  const since: Omit<Entry, "before">[] = [];
  let last = onHand.last;
  for (; last && isAfter(last, when); last = last.before) since.push(last);
  if (last?.n === when.n) last = last.before;
  if (what) since.push({ ...when, what });
  last = since.reduceRight<Entry | undefined>((before, one) => ({ ...one, before }), last);
  return { ...onHand, last, told: Math.max(onHand.told, when.n + 1) };
}

/** By all that is known of it. */
export const stockNow = ({ opened, last }: OnHand): Stock => stockFrom(opened, last);

/**
 * Of each entry once, when it is asked for: where many are told late, one after the other, nobody
 * asks in between.
 */
const stocks = new WeakMap<Entry, Stock>();

function stockFrom(opened: Stock, entry: Entry | undefined): Stock {
  const open: Entry[] = [];
  let one = entry;
  for (; one && !stocks.has(one); one = one.before) open.push(one);
  let stock = (one && stocks.get(one)) ?? opened;
  for (const next of open.toReversed()) {
    stock = after(stock, next.what);
    stocks.set(next, stock);
  }
  return stock;
}

/** What there was at that time, by what is known of it today. */
export function stockAt(onHand: OnHand, occurredAt: string): Stock {
  const at = toUtc(occurredAt);
  let last = onHand.last;
  while (last && last.at > at) last = last.before;
  return stockFrom(onHand.opened, last);
}

/**
 * What there was at that time, and after it until now, or until a count or the leaving of the whole
 * container: these say what was there, whatever had been taken before.
 */
export function stocksSince(
  onHand: OnHand,
  occurredAt: string,
  containerId: string | undefined,
): readonly Stock[] {
  const at = toUtc(occurredAt);
  const later: Stock[] = [];
  for (let one = onHand.last; one && one.at > at; one = one.before) {
    if (saysAnew(one.what, containerId)) later.length = 0;
    else later.push(stockFrom(onHand.opened, one));
  }
  return [stockAt(onHand, occurredAt), ...later];
}

/** Something came out of it, or was found in it, after that time: it was still there. */
export function isThereSince(onHand: OnHand, occurredAt: string, containerId: string): boolean {
  const at = toUtc(occurredAt);
  for (let one = onHand.last; one && one.at > at; one = one.before) {
    if ("containerId" in one.what && one.what.containerId === containerId) return true;
  }
  return false;
}

function saysAnew(what: Happening, containerId: string | undefined): boolean {
  if (what.kind === "left") return what.containerIds.some((id) => id === containerId);
  return (
    what.kind === "found" &&
    (containerId === undefined || [undefined, containerId].includes(what.containerId))
  );
}

const isAfter = (one: When, other: When): boolean =>
  one.at === other.at ? one.n > other.n : one.at > other.at;
