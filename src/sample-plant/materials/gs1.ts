// GS1 keys of the demonstration prefix 952, which belongs to nobody (GS1 General Specifications,
// 1.4.2).
import { checkDigit } from "../../domain/kernel/gs1/content/check-digit.ts";
import type { Identifier } from "../../domain/kernel/identifier.ts";

const key =
  (scheme: string, length: number) =>
  (start: string): Identifier => ({ scheme, issuer: "GS1", value: withCheckDigit(start, length) });

export const gln = key("gln", 13);
export const gtin = key("gtin", 14);
export const sscc = key("sscc", 18);

function withCheckDigit(start: string, length: number): string {
  if (start.length !== length - 1) throw new Error(`${start} has not ${length - 1} digits.`);
  return `${start}${checkDigit(start)}`;
}
