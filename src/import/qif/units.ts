// In which units a QIF document states lengths and angles. One that does not say has numbers
// without a unit: none is guessed.
import { childOf, type Element } from "../xml/read-xml.ts";
import type { Values } from "./value.ts";
import { units, unstated } from "./vocabulary.ts";

type Dimension = keyof typeof units;

export interface Units {
  readonly stated: boolean;
  /** UCUM, or the unit that says that none is stated. */
  readonly of: (dimension: Dimension) => string;
}

const elements = { linear: "LinearUnit", angular: "AngularUnit" } as const;

/** Throws ImportFault UNIT_UNKNOWN. */
export function unitsOf(values: Values, fileUnits: Element | undefined): Units {
  const primary = fileUnits && childOf(fileUnits, "PrimaryUnits");
  const unitOf = (dimension: Dimension): string | undefined => {
    const element = primary && childOf(primary, elements[dimension]);
    const named = element && values.child(element, "UnitName");
    if (!named) return undefined;
    const known = units[dimension];
    const name = named.text.toLowerCase();
    if (Object.hasOwn(known, name)) return known[name];
    throw values.fault(
      "UNIT_UNKNOWN",
      named,
      `${values.text(named)} is no unit that is known here.`,
    );
  };
  const stated = { linear: unitOf("linear"), angular: unitOf("angular") };
  return {
    stated: stated.linear !== undefined,
    of: (dimension) => stated[dimension] ?? unstated,
  };
}
