// The amounts of a recipe, wherever they stand, and the system that their units are of.
import { Quantity, unitRatio } from "../../kernel/quantity.ts";
import type { Place } from "./finding.ts";
import type { Placed } from "./walk.ts";

type System = "metric" | "avoirdupois";

const avoirdupois = new Set(["[lb_av]", "[oz_av]"]);
const ofASystem = new Set(["mass", "volume", "length", "area"]);

/** Undefined: a count, a time, a ratio, or a unit that is not known. */
export function systemOf(unitOfMeasure: string): System | undefined {
  const dimension = unitRatio(unitOfMeasure)?.[0];
  if (dimension === undefined || !ofASystem.has(dimension)) return undefined;
  return avoirdupois.has(unitOfMeasure) ? "avoirdupois" : "metric";
}

/** Every `{ value, unitOfMeasure }` in it. */
export function quantitiesIn(value: unknown, at: Place): readonly Placed<Quantity>[] {
  if (Array.isArray(value)) return value.flatMap((one, n) => quantitiesIn(one, [...at, n]));
  if (typeof value !== "object" || value === null) return [];
  const quantity = Quantity.safeParse(value);
  if (quantity.success) return [{ item: quantity.data, at }];
  return Object.entries(value).flatMap(([name, one]) => quantitiesIn(one, [...at, name]));
}
