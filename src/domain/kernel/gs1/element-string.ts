// Element strings: what a scanner sends of GS1-128, GS1 DataMatrix, DataBar and GS1 QR
// (GS1 General Specifications, 7.8).
import { type Element, refuseValue } from "./element.ts";
import { type Gs1Fault, gs1Fault, isGs1Fault } from "./fault.ts";
import { incompleteAmong, paired } from "./pairing.ts";
import {
  applicationIdentifiers,
  leadingIdentifier,
  lengthOf,
} from "./table/application-identifier.ts";

/** How FNC1 is sent. */
export const separator = "\u001d";

/** `01095...17270131` + FNC1-separated rest; a separator at the very beginning is no fault. */
export function parseElementString(text: string): readonly Element[] | Gs1Fault {
  const elements: Element[] = [];
  let at = text.startsWith(separator) ? 1 : 0;
  if (at === text.length) return gs1Fault("GS1_EMPTY");
  while (at < text.length) {
    const of = leadingIdentifier(text, at);
    if (!of) return gs1Fault("GS1_AI_UNKNOWN");
    const from = at + of.ai.length;
    const found = text.indexOf(separator, from);
    const end = found < 0 ? text.length : found;
    const to = of.predefinedLength ? Math.min(from + lengthOf(of).max, end) : end;
    const value = text.slice(from, to);
    const fault = refuseValue(of, value);
    if (fault) return fault;
    elements.push({ ai: of.ai, value });
    at = text[to] === separator ? to + 1 : to;
  }
  return paired(elements);
}

/** The same elements as data of a carrier, in their order; a separator only where one is needed. */
export function elementString(elements: readonly Element[]): string | Gs1Fault {
  const checked = writable(elements);
  if (isGs1Fault(checked)) return checked;
  return checked
    .map(({ ai, value }, n) => {
      const open = !applicationIdentifiers.get(ai)?.predefinedLength && n < checked.length - 1;
      return `${ai}${value}${open ? separator : ""}`;
    })
    .join("");
}

/** What is written is complete: nobody can look for the rest on another label. */
export function writable(elements: readonly Element[]): readonly Element[] | Gs1Fault {
  if (elements.length === 0) return gs1Fault("GS1_EMPTY");
  for (const { ai, value } of elements) {
    const of = applicationIdentifiers.get(ai);
    const fault = of ? refuseValue(of, value) : gs1Fault("GS1_AI_UNKNOWN", ai);
    if (fault) return fault;
  }
  const checked = paired(elements);
  if (isGs1Fault(checked)) return checked;
  const [lacking] = incompleteAmong(checked);
  return lacking ? gs1Fault("GS1_COMPANION_MISSING", lacking.ai) : checked;
}
