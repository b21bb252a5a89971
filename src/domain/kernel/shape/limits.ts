// Limits of a parameter, a test or a yield, and whether a value lies within them.
import { z } from "zod";
import { compare, Quantity, roundedIn } from "../quantity.ts";

export const Limits = z.strictObject({
  low: Quantity.exactOptional(),
  high: Quantity.exactOptional(),
  target: Quantity.exactOptional(),
  rounding: z
    .enum(["none", "toLimitDecimals"])
    .describe(
      "Whether the value is first rounded half up to the decimals of the limit (USP 7.20).",
    ),
});
export type Limits = z.output<typeof Limits>;

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
