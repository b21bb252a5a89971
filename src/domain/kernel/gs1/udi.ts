// The unique identifier of a device: which device it is, and which of them (21 CFR 801.40, 830;
// EU 2017/745, Annex VI, part C), as GS1 writes it.
import { isGs1Fault } from "./fault.ts";
import { parseScan } from "./scan.ts";

interface Udi {
  /** The device identifier: a GTIN of 14 digits. */
  readonly device: string;
}

/** Lot, date of manufacture, expiry and serial number: which of the devices it is. */
const production: ReadonlySet<string> = new Set(["10", "11", "17", "21"]);

/** Undefined: not read as GS1, check digit included, or one of the two is not in it. */
export function udiIn(text: string): Udi | undefined {
  const device = deviceIn(text);
  const of = elementsOf(text).some(({ ai }) => production.has(ai));
  return device !== undefined && of ? { device } : undefined;
}

/** Also of a text that names no single device: a bare GTIN. */
export const deviceIn = (text: string): string | undefined =>
  elementsOf(text).find(({ ai }) => ai === "01")?.value;

function elementsOf(text: string) {
  const scan = parseScan(text);
  return isGs1Fault(scan) || scan.form === "plain" ? [] : scan.elements;
}
