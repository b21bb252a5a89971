// The characteristics of a QIF document: an item says which, its nominal the target, and the
// nominal's definition the tolerance; each refers to the next by its id.
import { add, compare, type Quantity } from "../../domain/kernel/quantity.ts";
import type { Limits } from "../../domain/kernel/shape/limits.ts";
import { childOf, type Element } from "../xml/read-xml.ts";
import type { Characteristic } from "./document.ts";
import type { Units } from "./units.ts";
import type { Values } from "./value.ts";
import { kinds } from "./vocabulary.ts";

export interface Lists {
  readonly definitions: readonly Element[];
  readonly nominals: readonly Element[];
  readonly items: readonly Element[];
}

/** By the id of the item, in the order of the document. Throws ImportFault. */
export function characteristicsOf(
  values: Values,
  units: Units,
  { definitions, nominals, items }: Lists,
): ReadonlyMap<string, Characteristic> {
  const definitionOf = referrer(values, definitions, "CharacteristicDefinitionId");
  const nominalOf = referrer(values, nominals, "CharacteristicNominalId");
  const found = new Map<string, Characteristic>();
  const names = new Set<string>();
  for (const item of items) {
    const kind = kindOf(values, item, "Item");
    const nominal = nominalOf(item);
    const definition = nominal && definitionOf(nominal);
    const id = item.attributes.id ?? "";
    const named = testName(values, item);
    const test = names.has(named) ? `${named} (${id})` : named;
    names.add(test);
    const unit = units.of(kinds[kind] ?? "linear");
    found.set(id, { test, kind, limits: limitsOf(values, unit, nominal, definition) });
  }
  return found;
}

/** `FlatnessCharacteristicItem` is of the kind `Flatness`. */
export function kindOf(values: Values, element: Element, role: string): string {
  const end = `Characteristic${role}`;
  const kind = element.name.endsWith(end) ? element.name.slice(0, -end.length) : "";
  if (Object.hasOwn(kinds, kind)) return kind;
  const message = "Characteristics of this kind are not read; nothing of the file was taken in.";
  throw values.fault("CHARACTERISTIC_UNKNOWN", element, message);
}

/** What an element refers to by a child; a reference to nothing is a fault. */
function referrer(values: Values, all: readonly Element[], by: string) {
  const byId = new Map(all.map((one) => [one.attributes.id, one]));
  return (from: Element): Element | undefined => {
    const reference = childOf(from, by);
    if (!reference) return undefined;
    const found = byId.get(reference.text);
    if (found) return found;
    throw values.fault(
      "REFERENCE_UNKNOWN",
      reference,
      `There is nothing with id ${reference.text}.`,
    );
  };
}

function testName(values: Values, item: Element): string {
  const name = values.text(values.child(item, "Name"));
  const designated = childOf(item, "CharacteristicDesignator");
  const designator = designated && values.optionalText(designated, "Designator");
  return designator === undefined || designator === name ? name : `${designator} ${name}`;
}

function limitsOf(
  values: Values,
  unit: string,
  nominal: Element | undefined,
  definition: Element | undefined,
): Limits | undefined {
  const targeted = nominal && childOf(nominal, "TargetValue");
  const target = targeted && values.quantity(targeted, unit);
  const zone = definition && childOf(definition, "ToleranceValue");
  const tolerance = definition && childOf(definition, "Tolerance");
  if (!target && !zone && !tolerance) return undefined;
  return {
    ...(zone && { high: values.quantity(zone, unit) }),
    ...(tolerance && sidesOf(values, unit, tolerance, target)),
    ...(target && { target }),
    rounding: "none",
  };
}

/** Defined as limits they stand for themselves; else they are what may be added to the nominal. */
function sidesOf(
  values: Values,
  unit: string,
  tolerance: Element,
  target: Quantity | undefined,
): Pick<Limits, "low" | "high"> {
  const asLimit = values.oneOf(
    ["true", "false", "1", "0"],
    values.child(tolerance, "DefinedAsLimit"),
  );
  const side = (name: string): Quantity | undefined => {
    const element = childOf(tolerance, name);
    if (!element) return undefined;
    const stated = values.quantity(element, unit);
    if (asLimit === "true" || asLimit === "1") return stated;
    if (!target)
      throw values.fault("VALUE_MISSING", tolerance, "There is no nominal to add it to.");
    const sum = add(target, stated);
    if (!("refused" in sum)) return sum;
    throw values.fault("VALUE_MALFORMED", element, sum.message);
  };
  const [low, high] = [side("MinValue"), side("MaxValue")];
  if (low && high && compare(low, high) === 1) {
    throw values.fault("VALUE_MALFORMED", tolerance, "The lower limit is above the upper one.");
  }
  return { ...(low && { low }), ...(high && { high }) };
}
