// What a value should be, and a value that somebody found.
import type { Quantity } from "../../domain/kernel/quantity.ts";
import type { Limits } from "../../domain/kernel/shape/limits.ts";
import { decimal } from "../materials/amount.ts";
import type { Random } from "../story/random.ts";

export interface Spec {
  readonly name: string;
  readonly unitOfMeasure: string;
  /** Its decimals are those of the values found. */
  readonly target: string;
  readonly low?: string;
  readonly high?: string;
  /** How far values stray from the target, in steps of its last decimal. */
  readonly spread: number;
  readonly method?: string;
}

export function limitsOf({ low, high, target, unitOfMeasure }: Spec): Limits {
  const quantity = (value: string): Quantity => ({ value, unitOfMeasure });
  return {
    ...(low !== undefined && { low: quantity(low) }),
    ...(high !== undefined && { high: quantity(high) }),
    target: quantity(target),
    rounding: "toLimitDecimals",
  };
}

export function found({ target, spread, unitOfMeasure }: Spec, random: Random): Quantity {
  const decimals = target.split(".")[1]?.length ?? 0;
  const centre = Math.round(Number(target) * 10 ** decimals);
  return { value: decimal(random.around(centre, spread), decimals), unitOfMeasure };
}
