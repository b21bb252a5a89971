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

function inOrder(one: Run, other: Run): number {
  if (one.head !== other.head) return one.head < other.head ? -1 : 1;
  if (one.width !== other.width) return one.width - other.width;
  return one.from < other.from ? -1 : one.from > other.from ? 1 : 0;
}

function joined(sorted: readonly Run[]): Serials {
  const all: Run[] = [];
  for (const run of sorted) {
    const last = all.at(-1);
    if (last && isAlike(last, run) && run.from <= last.to + 1n) {
      all[all.length - 1] = { ...last, to: run.to > last.to ? run.to : last.to };
    } else all.push(run);
  }
  return all;
}

export const union = (one: Serials, other: Serials): Serials =>
  joined([...one, ...other].toSorted(inOrder));

/** Those of the one that are not among the other. */
export function without(one: Serials, other: Serials): Serials {
  let rest = [...one];
  for (const taken of other) {
    rest = rest.flatMap((run) => {
      if (!isAlike(run, taken) || taken.to < run.from || taken.from > run.to) return [run];
      const before = { ...run, to: taken.from - 1n };
      const after = { ...run, from: taken.to + 1n };
      return [before, after].filter(({ from, to }) => from <= to);
    });
  }
  return rest;
}

export const common = (one: Serials, other: Serials): Serials => without(one, without(one, other));

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
