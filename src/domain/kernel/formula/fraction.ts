// Exact arithmetic over decimals, division included: a fraction of whole numbers, rounded once at
// the end. A division that never ends loses nothing on the way.

/** `below` is greater than zero. */
export interface Fraction {
  readonly above: bigint;
  readonly below: bigint;
}

/** Of decimal text as `Quantity` holds it. Throws on other text. */
export function fractionOf(decimal: string): Fraction {
  const [, minus, whole = "", decimals = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (whole === "") throw new TypeError(`${decimal} is no decimal number.`);
  const above = BigInt(whole + decimals);
  return inLowestTerms(minus ? -above : above, 10n ** BigInt(decimals.length));
}

export const plus = (one: Fraction, other: Fraction): Fraction =>
  inLowestTerms(one.above * other.below + other.above * one.below, one.below * other.below);

export const negative = ({ above, below }: Fraction): Fraction => ({ above: -above, below });

export const times = (one: Fraction, other: Fraction): Fraction =>
  inLowestTerms(one.above * other.above, one.below * other.below);

/** Undefined: the divisor is zero. */
export function divided(one: Fraction, by: Fraction): Fraction | undefined {
  if (by.above === 0n) return undefined;
  const above = one.above * by.below;
  const below = one.below * by.above;
  return below < 0n ? inLowestTerms(-above, -below) : inLowestTerms(above, below);
}

/** -1, 0 or 1 as the first is less than, equal to or more than the second. */
export function compareFractions(one: Fraction, other: Fraction): -1 | 0 | 1 {
  const difference = one.above * other.below - other.above * one.below;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** Rounded half away from zero to so many decimals, all of them written. */
export function decimalText({ above, below }: Fraction, decimals: number): string {
  const size = above < 0n ? -above : above;
  const scaled = size * 10n ** BigInt(decimals);
  const rounded = (scaled * 2n + below) / (below * 2n);
  const digits = rounded.toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return above < 0n && rounded !== 0n ? `-${text}` : text;
}

/** As a decimal, or where that never ends, as `1/3`. */
export function fractionText(fraction: Fraction): string {
  const decimal = exactText(fraction);
  const isWhole = compareFractions(fractionOf(decimal), fraction) === 0;
  return isWhole ? decimal : `${fraction.above}/${fraction.below}`;
}

/** All its decimals, and no more of them than an event keeps. */
export function exactText(fraction: Fraction): string {
  const text = decimalText(fraction, 12);
  return text.replace(/\.?0+$/, "");
}

function inLowestTerms(above: bigint, below: bigint): Fraction {
  let [larger, smaller] = [above < 0n ? -above : above, below];
  while (smaller > 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger > 1n ? { above: above / larger, below: below / larger } : { above, below };
}
