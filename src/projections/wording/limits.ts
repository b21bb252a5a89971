// Limits as people write them.
import type { Limits } from "../../domain/kernel/shape/limits.ts";
import { quantityText } from "./quantity.ts";

/** `95 kg to 105 kg`, `not more than 1.8%`; the target where there is one. */
export function limitsText(limits: Limits | null): string {
  const { low, high, target } = limits ?? {};
  const range =
    low && high
      ? `${quantityText(low)} to ${quantityText(high)}`
      : low
        ? `not less than ${quantityText(low)}`
        : high && `not more than ${quantityText(high)}`;
  return [range, target && `target ${quantityText(target)}`].filter(Boolean).join("; ");
}
