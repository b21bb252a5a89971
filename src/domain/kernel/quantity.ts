// Amounts: decimal strings with a UCUM unit. Exact arithmetic, exact ratios only.
import Big from "big.js";
import { z } from "zod";
import { type Refusal, refuse } from "./refusal.ts";

const Decimal = z
  .string()
  .regex(/^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,12})?$/)
  .describe("A decimal number as text: no exponent, no thousands separator.");

/** Dimension and exact ratio to the dimension's base unit. UCUM case-sensitive codes (ucum.org). */
const ratios: Readonly<Record<string, readonly [dimension: string, ratio: string]>> = {
  t: ["mass", "1000000"],
  kg: ["mass", "1000"],
  g: ["mass", "1"],
  mg: ["mass", "0.001"],
  ug: ["mass", "0.000001"],
  // By definition exact (NIST SP 811, appendix B).
  "[lb_av]": ["mass", "453.59237"],
  "[oz_av]": ["mass", "28.349523125"],
  m3: ["volume", "1000"],
  L: ["volume", "1"],
  mL: ["volume", "0.001"],
  m: ["length", "1"],
  cm: ["length", "0.01"],
  mm: ["length", "0.001"],
  um: ["length", "0.000001"],
  // By definition exact (NIST SP 811, appendix B).
  "[in_i]": ["length", "0.0254"],
  deg: ["angle", "1"],
  m2: ["area", "1"],
  h: ["time", "3600"],
  min: ["time", "60"],
  s: ["time", "1"],
  kPa: ["pressure", "1000"],
  Pa: ["pressure", "1"],
  bar: ["pressure", "100000"],
  mbar: ["pressure", "100"],
  kN: ["force", "1000"],
  N: ["force", "1"],
  "%": ["ratio", "0.01"],
  "1": ["ratio", "1"],
  Cel: ["temperature", "1"],
  "/min": ["frequency", "1"],
  "N/mm2": ["stress", "1"],
  "m/s": ["speed", "1"],
  "g/mL": ["density", "1"],
  "[pH]": ["acidity", "1"],
};

/** Counted things carry a UCUM annotation: {tablet}, {label}, 10*3.{tablet} for thousands. */
const counted = /^(10\*[1-6]\.)?(\{[A-Za-z][A-Za-z0-9 _-]{0,30}\})$/;

export const Quantity = z.strictObject({
  value: Decimal,
  unitOfMeasure: z.string().min(1).max(40).describe("UCUM code; counted units as {tablet}."),
});
export type Quantity = z.output<typeof Quantity>;

/** Dimension and ratio of a unit; undefined when the code is not known. */
export function unitRatio(unitOfMeasure: string): readonly [string, Big] | undefined {
  const known = Object.hasOwn(ratios, unitOfMeasure) ? ratios[unitOfMeasure] : undefined;
  if (known) return [known[0], new Big(known[1])];
  const match = counted.exec(unitOfMeasure);
  if (!match?.[2]) return undefined;
  const power = match[1] ? Number(match[1].slice(3, -1)) : 0;
  return [match[2], new Big(10).pow(power)];
}

/** The quantity in another unit, or why it cannot be said exactly. */
export function convert(quantity: Quantity, unitOfMeasure: string): Quantity | Refusal {
  const pair = toBase(quantity.unitOfMeasure, unitOfMeasure);
  if ("refused" in pair) return pair;
  const amount = new Big(quantity.value).times(pair.from);
  const value = amount.div(pair.to);
  if (value.times(pair.to).eq(amount)) return storable(value, unitOfMeasure);
  const inOther = `${quantity.value} ${quantity.unitOfMeasure} in ${unitOfMeasure}`;
  return refuse("UNIT_NOT_CONVERTIBLE", `${inOther} has no finite decimals.`);
}

/** Sum in the unit of the first; a refusal when a unit does not convert or digits are too many. */
export function add(left: Quantity, right: Quantity): Quantity | Refusal {
  const same = convert(right, left.unitOfMeasure);
  if ("refused" in same) return same;
  return storable(new Big(left.value).plus(same.value), left.unitOfMeasure);
}

/** Unknown as soon as one of them is unknown, or does not convert to the unit of the first. */
export function sumOf(quantities: readonly (Quantity | undefined)[]): Quantity | undefined {
  const [first, ...others] = quantities;
  return others.reduce((total, one) => {
    const both = total && one && add(total, one);
    return both && !("refused" in both) ? both : undefined;
  }, first);
}

export const negate = (quantity: Quantity): Quantity => ({
  ...quantity,
  value: text(new Big(quantity.value).neg()),
});

/** -1, 0 or 1 as the first is less than, equal to or more than the second. */
export function compare(left: Quantity, right: Quantity): -1 | 0 | 1 | Refusal {
  const pair = toBase(left.unitOfMeasure, right.unitOfMeasure);
  if ("refused" in pair) return pair;
  return new Big(left.value).times(pair.from).cmp(new Big(right.value).times(pair.to));
}

export const sign = (quantity: Quantity): -1 | 0 | 1 => new Big(quantity.value).cmp(0);

/** Refuses what no amount of material can be: an unknown unit, zero or less. */
export function refuseNotPositive(quantity: Quantity): Refusal | undefined {
  if (!unitRatio(quantity.unitOfMeasure)) {
    return refuse("UNIT_UNKNOWN", `${quantity.unitOfMeasure} is not known.`, { quantity });
  }
  if (sign(quantity) > 0) return undefined;
  return refuse("QUANTITY_NOT_POSITIVE", `${quantity.value} is not more than zero.`, { quantity });
}

/** How much of the whole the part is, in percent, rounded half up from the exact ratio. */
export function percentOf(part: Quantity, whole: Quantity, decimals: number): Quantity | Refusal {
  const pair = toBase(part.unitOfMeasure, whole.unitOfMeasure);
  if ("refused" in pair) return pair;
  const refused = refuseNotPositive(whole);
  if (refused) return refused;
  const divisor = new Big(whole.value).times(pair.to);
  const exact = new Big(part.value).times(pair.from).times(100);
  return storable(dividedHalfUp(exact, divisor, decimals), "%");
}

/** In another unit, the exact amount rounded half up to so many decimals, once. */
export function roundedIn(
  quantity: Quantity,
  unitOfMeasure: string,
  decimals: number,
): Quantity | Refusal {
  const pair = toBase(quantity.unitOfMeasure, unitOfMeasure);
  if ("refused" in pair) return pair;
  const amount = new Big(quantity.value).times(pair.from);
  return storable(dividedHalfUp(amount, pair.to, decimals), unitOfMeasure);
}

/** Half up as big.js has it: away from zero. */
function dividedHalfUp(amount: Big, divisor: Big, decimals: number): Big {
  const steps = new Big(10).pow(decimals);
  const exact = amount.abs().times(steps);
  const rest = exact.mod(divisor);
  const down = exact.minus(rest).div(divisor);
  const size = (rest.times(2).gte(divisor) ? down.plus(1) : down).div(steps);
  return amount.lt(0) ? size.neg() : size;
}

/** Rounded half up to a number of decimals; the rounding that a specification names by default. */
export const round = (value: string, decimals: number): string =>
  new Big(value).round(decimals, Big.roundHalfUp).toFixed(decimals);

const text = (value: Big): string => value.toFixed();

/** Ratios of two units to the base unit of their one dimension. */
function toBase(from: string, to: string): { from: Big; to: Big } | Refusal {
  const [one, other] = [unitRatio(from), unitRatio(to)];
  if (!one || !other) return refuse("UNIT_UNKNOWN", `${one ? to : from} is not known.`);
  if (one[0] === other[0]) return { from: one[1], to: other[1] };
  return refuse("UNIT_NOT_CONVERTIBLE", `No exact ratio from ${from} to ${to} without a factor.`);
}

/** What has more digits than an event may hold is refused, never cut. */
function storable(amount: Big, unitOfMeasure: string): Quantity | Refusal {
  const value = text(amount);
  if (Decimal.safeParse(value).success) return { value, unitOfMeasure };
  return refuse(
    "QUANTITY_OUT_OF_RANGE",
    `${value} ${unitOfMeasure} has more digits than are kept.`,
  );
}
