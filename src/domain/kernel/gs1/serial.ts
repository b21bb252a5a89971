// Serial numbers in sets: single ones, and ranges that count up in their last digits. A set is kept
// as ranges, so that a million numbers take no more room than two (GS1 General Specifications, AI
// 21; DSCSA 582: a number is given once for a product).
import { z } from "zod";

/** Up to 20 of the GS1 character set 82. */
export const Serial = z.string().regex(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/);

export const SerialRange = z.strictObject({
  from: Serial,
  to: Serial.exactOptional().describe("The last one; left out: one number alone."),
});
export type SerialRange = z.output<typeof SerialRange>;
export const SerialRanges = z.array(SerialRange).min(1).max(1_000);

/** Numbers of the same length that begin alike; both ends are in it. */
interface Run {
  readonly head: string;
  /** Of the digits that count. */
  readonly width: number;
  readonly from: bigint;
  readonly to: bigint;
}
/** In order, none touching another. */
export type Serials = readonly Run[];

export const noSerials: Serials = [];

/** What a range cannot be is told by its first number. */
export function serialsOf(
  ranges: readonly SerialRange[],
): { readonly serials: Serials } | { readonly malformed: string } | { readonly twice: string } {
  const runs: Run[] = [];
  for (const range of ranges) {
    const run = runOf(range);
    if (!run) return { malformed: range.from };
    runs.push(run);
  }
  const sorted = runs.toSorted(inOrder);
  const twice = sorted.find((one, n) => {
    const before = sorted[n - 1];
    return before && isAlike(before, one) && one.from <= before.to;
  });
  return twice ? { twice: written(twice, twice.from) } : { serials: joined(sorted) };
}

/** Of the same form as the first, and not before it. */
function runOf({ from, to = from }: SerialRange): Run | undefined {
  const [first, last] = [split(from), split(to)];
  const isRange = first.head === last.head && first.width === last.width;
  if (!isRange || first.at > last.at) return undefined;
  return { head: first.head, width: first.width, from: first.at, to: last.at };
}

function split(serial: string) {
  const [digits = ""] = /[0-9]*$/.exec(serial) ?? [];
  const head = serial.slice(0, serial.length - digits.length);
  return { head, width: digits.length, at: BigInt(digits || "0") };
}

const isAlike = (one: Run, other: Run): boolean =>
  one.head === other.head && one.width === other.width;

/** It ends before the other begins. */
const isBefore = (one: Run, other: Run): boolean =>
  isAlike(one, other) ? one.to < other.from : inOrder(one, other) < 0;

function inOrder(one: Run, other: Run): number {
  if (one.head !== other.head) return one.head < other.head ? -1 : 1;
  if (one.width !== other.width) return one.width - other.width;
  return one.from < other.from ? -1 : one.from > other.from ? 1 : 0;
}

function joined(sorted: Iterable<Run>): Serials {
  const all: Run[] = [];
  for (const run of sorted) {
    const last = all.at(-1);
    if (last && isAlike(last, run) && run.from <= last.to + 1n) {
      all[all.length - 1] = { ...last, to: later(run.to, last.to) };
    } else all.push(run);
  }
  return all;
}

const later = (one: bigint, other: bigint): bigint => (one > other ? one : other);
const earlier = (one: bigint, other: bigint): bigint => (one < other ? one : other);

export const union = (one: Serials, other: Serials): Serials => joined(merged(one, other));

function* merged(one: Serials, other: Serials): Iterable<Run> {
  let at = 0;
  for (const run of one) {
    for (let next = other[at]; next && inOrder(next, run) < 0; next = other[at]) {
      yield next;
      at += 1;
    }
    yield run;
  }
  yield* other.slice(at);
}

/** Those of the one that are not among the other. */
export const without = (one: Serials, other: Serials): Serials =>
  one.flatMap((run) => {
    const rest: Run[] = [];
    let { from } = run;
    for (const taken of meeting(run, other)) {
      if (from < taken.from) rest.push({ ...run, from, to: taken.from - 1n });
      from = taken.to + 1n;
    }
    if (from <= run.to) rest.push({ ...run, from });
    return rest;
  });

/** Few are looked up among many. */
export function common(one: Serials, other: Serials): Serials {
  const [few, many] = one.length < other.length ? [one, other] : [other, one];
  return few.flatMap((run) =>
    [...meeting(run, many)].map(({ from, to }) => ({
      ...run,
      from: later(run.from, from),
      to: earlier(run.to, to),
    })),
  );
}

/** The runs that have a number of this one, in order. */
function* meeting(run: Run, serials: Serials): Iterable<Run> {
  let at = firstNotBefore(run, serials);
  for (let other = serials[at]; other && !isBefore(run, other); other = serials[at]) {
    yield other;
    at += 1;
  }
}

function firstNotBefore(run: Run, serials: Serials): number {
  let [low, high] = [0, serials.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = serials[middle];
    if (other && isBefore(other, run)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * What grows with every event: sets, each at least twice as long as the next. To merge each event
 * into one set would make a long fold quadratic.
 */
export type Gathered = readonly Serials[];

export function gather(all: Gathered, serials: Serials): Gathered {
  if (serials.length === 0) return all;
  const last = all.at(-1);
  if (!last || last.length >= 2 * serials.length) return [...all, serials];
  return gather(all.slice(0, -1), union(last, serials));
}

/** As one set. */
export const whole = (all: Gathered): Serials => all.reduceRight(union, noSerials);

/** Those that are in any of the sets. */
export const among = (serials: Serials, all: Gathered): Serials =>
  whole(all.map((some) => common(serials, some)));

/** Those that are in none of the sets. */
export const outside = (serials: Serials, all: Gathered): Serials => all.reduce(without, serials);

export const countOf = (serials: Serials): bigint =>
  serials.reduce((sum, { from, to }) => sum + to - from + 1n, 0n);

export const rangesOf = (serials: Serials): SerialRange[] =>
  serials.map((run) => ({
    from: written(run, run.from),
    ...(run.to > run.from && { to: written(run, run.to) }),
  }));

const written = ({ head, width }: Run, at: bigint): string =>
  width === 0 ? head : `${head}${String(at).padStart(width, "0")}`;

/** `A0001 to A0400, B7`; of many the first ten. */
export function rangesText(ranges: readonly SerialRange[]): string {
  const shown = ranges.slice(0, 10).map(({ from, to }) => (to ? `${from} to ${to}` : from));
  const more = ranges.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more ranges` : ""}`;
}
