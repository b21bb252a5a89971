// GS1 keys among the identifiers: their length and check digit (GS1 General Specifications, 7.9).
import { hasCheckDigit } from "./gs1/content/check-digit.ts";
import { type Identifier, written } from "./identifier.ts";
import { type Refusal, refuse } from "./refusal.ts";

const lengths: ReadonlyMap<string, readonly number[]> = new Map([
  ["gtin", [8, 12, 13, 14]],
  ["gln", [13]],
  ["sscc", [18]],
]);

/**
 * Refuses a mistyped trade item, location or logistic unit
 * number; other schemes have rules of their own.
 */
export function refuseMistyped(identifiers: readonly Identifier[]): Refusal | undefined {
  const wrong = identifiers.find(({ scheme, value }) => {
    const allowed = lengths.get(scheme);
    return allowed && !(allowed.includes(value.length) && hasCheckDigit(value));
  });
  if (!wrong) return undefined;
  const message = `${written(wrong)} has not the length or the check digit of its scheme.`;
  return refuse("IDENTIFIER_MALFORMED", message);
}
