// What elements say, in words that the rest of the product knows: days, amounts, identifiers.
import type { Identifier } from "../identifier.ts";
import type { Quantity } from "../quantity.ts";
import { dateOf } from "./content/date.ts";
import type { Element } from "./element.ts";
import { applicationIdentifiers } from "./table/application-identifier.ts";

export interface Said extends Element {
  readonly title: string;
  /** `YYYY-MM-DD`, for elements that are one day. */
  readonly date?: string;
  /** In UCUM, for measures whose unit has a code here. */
  readonly quantity?: Quantity;
  /** With its decimals, for measures and amounts of any unit. */
  readonly decimal?: string;
}

/** UCUM by the first three digits; of the others the decimal alone is said. */
const units: Readonly<Record<string, string>> = {
  310: "kg",
  311: "m",
  312: "m",
  313: "m",
  314: "m2",
  315: "L",
  316: "m3",
  330: "kg",
  331: "m",
  332: "m",
  333: "m",
  334: "m2",
  335: "L",
  336: "m3",
};

/** `today`: `YYYY-MM-DD`, by which two digits of a year are told. */
export const said = (elements: readonly Element[], today: string): readonly Said[] =>
  elements.map((element) => {
    const { ai, value } = element;
    const of = applicationIdentifiers.get(ai);
    const checks = of?.parts[0]?.checks ?? [];
    const isDay = checks.includes("date") || checks.includes("date0");
    const date = isDay ? dateOf(value.slice(0, 6), today) : undefined;
    const decimal = decimalOf(element);
    const unitOfMeasure = units[ai.slice(0, 3)];
    return {
      ...element,
      title: of?.title ?? "",
      ...(date !== undefined && { date }),
      ...(decimal !== undefined && { decimal }),
      ...(decimal !== undefined &&
        unitOfMeasure && { quantity: { value: decimal, unitOfMeasure } }),
    };
  });

/** The last digit of the AI is how many decimals there are; a currency stands before the amount. */
export function decimalOf({ ai, value }: Element): string | undefined {
  if (!/^3[1-69]\d\d$/.test(ai)) return undefined;
  const digits = ai.startsWith("391") || ai.startsWith("393") ? value.slice(3) : value;
  const decimals = Number(ai[3]);
  const padded = digits.padStart(decimals + 1, "0");
  const whole = padded.slice(0, padded.length - decimals).replace(/^0+(?=\d)/, "");
  return decimals === 0 ? whole : `${whole}.${padded.slice(-decimals)}`;
}

/** By which names a lot, a logistic unit or a place may be known here that bears this code. */
export function identifiersOf(elements: readonly Element[]): readonly Omit<Identifier, "issuer">[] {
  const byAi = new Map(elements.map(({ ai, value }) => [ai, value]));
  const [gtin, lot, serial] = [byAi.get("01") ?? byAi.get("02"), byAi.get("10"), byAi.get("21")];
  const named = [
    { scheme: "sscc", value: byAi.get("00") },
    { scheme: "sgtin", value: gtin && serial && `${gtin}.${serial}` },
    { scheme: "lgtin", value: gtin && lot && `${gtin}.${lot}` },
    { scheme: "gln", value: byAi.get("414") },
    { scheme: "giai", value: byAi.get("8004") },
  ];
  return named.flatMap(({ scheme, value }) => (value ? [{ scheme, value }] : []));
}
