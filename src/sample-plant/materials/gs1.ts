// GS1 keys of the demonstration prefix 952, which belongs to nobody (GS1 General Specifications,
// 1.4.2).
import type { Identifier } from "../../domain/kernel/identifier.ts";

const key =
  (scheme: string, length: number) =>
  (start: string): Identifier => ({ scheme, issuer: "GS1", value: withCheckDigit(start, length) });

export const gln = key("gln", 13);
export const gtin = key("gtin", 14);
export const sscc = key("sscc", 18);

/** Weights 3 and 1 in turn from the right; the digit that makes the sum a multiple of ten. */
function withCheckDigit(start: string, length: number): string {
  if (start.length !== length - 1) throw new Error(`${start} has not ${length - 1} digits.`);
  const sum = Array.from(start, Number)
    .reverse()
    .reduce((total, digit, place) => total + digit * (place % 2 === 0 ? 3 : 1), 0);
  return `${start}${(10 - (sum % 10)) % 10}`;
}
