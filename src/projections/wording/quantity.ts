// Amounts and units as people write them: 10*3.{tablet} is "thousand tablets".
import type { Quantity } from "../../domain/kernel/quantity.ts";

/** `25 kg`, `960000 tablets`, `21.5 °C`. All digits are kept as they were recorded. */
export function quantityText({ value, unitOfMeasure }: Quantity): string {
  const unit = unitText(unitOfMeasure, value === "1");
  if (unit === "") return value;
  if (unitOfMeasure === unstated) return `${value} (${unit})`;
  return unit.startsWith("/") || unit === "%" ? `${value}${unit}` : `${value} ${unit}`;
}

/** A UCUM code in words or signs; an unknown code stands as it is. */
export function unitText(unitOfMeasure: string, one = false): string {
  // A unit may be called anything, also what every object has.
  if (Object.hasOwn(signs, unitOfMeasure)) return signs[unitOfMeasure] ?? "";
  const rate = /^(.*[^/])\/([a-zA-Z]+)$/.exec(unitOfMeasure);
  if (rate?.[1] && rate[2] && rate[1].includes("{")) return `${unitText(rate[1])}/${rate[2]}`;
  const counted = /^(?:10\*([1-6])\.)?\{([^}]+)\}$/.exec(unitOfMeasure);
  if (!counted?.[2]) return unitOfMeasure;
  const [, power, thing] = counted;
  if (!power) return one ? thing : several(thing);
  return `${powers[power] ?? `times 10^${power}`} ${several(thing)}`;
}

/** Of a source that gives a number and no unit. */
const unstated = "{unit not stated}";

/** What is written otherwise than its UCUM code. */
const signs: Readonly<Record<string, string>> = {
  "1": "",
  Cel: "°C",
  ug: "µg",
  um: "µm",
  m2: "m²",
  m3: "m³",
  "N/mm2": "N/mm²",
  "[pH]": "pH",
  [unstated]: "unit not stated",
};

const powers: Readonly<Record<string, string>> = {
  1: "ten",
  2: "hundred",
  3: "thousand",
  6: "million",
};

function several(thing: string): string {
  if (/(?:s|x|z|ch|sh)$/.test(thing)) return `${thing}es`;
  return /[^aeiou]y$/.test(thing) ? `${thing.slice(0, -1)}ies` : `${thing}s`;
}
