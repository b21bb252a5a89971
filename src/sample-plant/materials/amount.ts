// Amounts in the story are whole numbers; here they become quantities as records have them.
import type { Quantity } from "../../domain/kernel/quantity.ts";
import { type MaterialKey, materials } from "./materials.ts";

/** A whole number of the last decimal, as text: 1234 with 3 decimals is 1.234. */
export const decimal = (steps: number, decimals: number): string =>
  (steps / 10 ** decimals).toFixed(decimals);

/** Grams, as kilograms with three decimals. */
export const kilograms = (grams: number): Quantity => ({
  value: decimal(grams, 3),
  unitOfMeasure: "kg",
});

export const pieces = (count: number, unitOfMeasure: string): Quantity => ({
  value: String(count),
  unitOfMeasure,
});

/** Grams of what is weighed in kilograms; else whole units. */
export function amountOf(material: MaterialKey, amount: number): Quantity {
  const { unitOfMeasure } = materials[material];
  return unitOfMeasure === "kg" ? kilograms(amount) : pieces(amount, unitOfMeasure);
}
