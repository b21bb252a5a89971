// Limits of a parameter, a test or a yield, whether a value lies within them, and whether it is so
// far from them that it can hardly be meant.
import { z } from "zod";
import { exactText, fractionOf, times } from "../formula/fraction.ts";
import { compare, Quantity, roundedIn, sign } from "../quantity.ts";

export const Limits = z.strictObject({
  low: Quantity.exactOptional(),
  high: Quantity.exactOptional(),
  target: Quantity.exactOptional(),
  plausible: z
    .strictObject({ low: Quantity.exactOptional(), high: Quantity.exactOptional() })
    .exactOptional()
    .describe("What can be read at all: a person who enters something else is asked once."),
  rounding: z
    .enum(["none", "toLimitDecimals"])
    .describe(
      "Whether the value is first rounded half up to the decimals of the limit (USP 7.20).",
    ),
});
export type Limits = z.output<typeof Limits>;

/** Of what is entered, and of the event that keeps it. */
export const confirmed = z
  .literal(true)
  .exactOptional()
  .describe("It is far from what was asked, and whoever entered it said that it is meant.");
/** As a sentence ends that tells of it. */
export const asConfirmed = (is: true | undefined): string => (is ? ", confirmed as meant" : "");

/** Undefined: there is no limit, or its unit cannot be compared with that of the value. */
export function isOutside(value: Quantity, limits: Limits | undefined): boolean | undefined {
  const { low, high } = limits ?? {};
  const sides = [
    low && side(value, low, limits?.rounding, -1),
    high && side(value, high, limits?.rounding, 1),
  ].filter((outside) => outside !== undefined);
  if (sides.includes(true)) return true;
  return sides.length > 0 && !sides.includes("incomparable") ? false : undefined;
}

/**
 * Whether it can hardly be meant: outside what is said to be plausible, or, where nothing is said,
 * of a sign that the limits have nowhere, or what a value within them is when its decimal point is
 * not seen, or moved (ISMP, list of error-prone abbreviations: errors by ten). Where the limits are
 * so wide that a slip may lie just outside, it is at least twice as far. What lies within the
 * limits is never implausible, and where nothing can be compared nothing is.
 */
export function isImplausible(value: Quantity, limits: Limits | undefined): boolean {
  if (!limits || isOutside(value, limits) === false) return false;
  const { low, high, target, plausible } = limits;
  if (plausible) return isOutside(value, { ...plausible, rounding: "none" }) === true;
  const aim = target && sign(target) !== 0 ? target : undefined;
  // About what is aimed at lies what was meant.
  const [below, above] = aim && sign(aim) > 0 ? ["0.9", "1.1"] : ["1.1", "0.9"];
  const least = low ?? (aim && scaled(aim, below));
  const most = high ?? (aim && scaled(aim, above));
  if (isOtherSign(value, least, -1) || isOtherSign(value, most, 1)) return true;
  if (least && most && sign(least) * sign(most) > 0) return isSlipped(value, least, most);
  return isTenfold(value, least, -1) || isTenfold(value, most, 1);
}

/** What lies between them, all of one sign, times ten or a tenth; and not about as far as they. */
function isSlipped(value: Quantity, least: Quantity, most: Quantity): boolean {
  // Zero is what a thing that stands still shows.
  if (sign(value) === 0) return false;
  const [near, far, outward] = sign(most) > 0 ? [least, most, 1] : [most, least, -1];
  const isAt = (limit: Quantity, factor: string, beyond: number) =>
    [0, beyond].includes(compare(value, scaled(limit, factor)) as number);
  return (
    (isAt(near, "10", outward) && isAt(far, "2", outward)) ||
    (isAt(far, "0.1", -outward) && isAt(near, "0.5", -outward))
  );
}

const scaled = (of: Quantity, factor: string): Quantity => ({
  ...of,
  value: exactText(times(fractionOf(of.value), fractionOf(factor))),
});

/** Beyond zero on this side of a limit that is not. */
function isOtherSign(value: Quantity, limit: Quantity | undefined, beyond: -1 | 1): boolean {
  if (!limit || sign(limit) === beyond || typeof compare(value, limit) !== "number") return false;
  return sign(value) === beyond;
}

/** On this side of it ten times as far from zero, or a tenth as far. */
function isTenfold(value: Quantity, from: Quantity | undefined, beyond: -1 | 1): boolean {
  if (!from || sign(from) === 0 || sign(value) === 0) return false;
  const order = compare(value, scaled(from, sign(from) === beyond ? "10" : "0.1"));
  return order === 0 || order === beyond;
}

/** Whether the value lies beyond the limit on this side of it. */
function side(
  value: Quantity,
  limit: Quantity,
  rounding: Limits["rounding"] | undefined,
  beyond: -1 | 1,
): boolean | "incomparable" {
  const reported = rounding === "toLimitDecimals" ? reportable(value, limit) : value;
  const order = reported && compare(reported, limit);
  return typeof order === "number" ? order === beyond : "incomparable";
}

function reportable(value: Quantity, limit: Quantity): Quantity | undefined {
  const decimals = limit.value.split(".")[1]?.length ?? 0;
  const rounded = roundedIn(value, limit.unitOfMeasure, decimals);
  return "refused" in rounded ? undefined : rounded;
}
