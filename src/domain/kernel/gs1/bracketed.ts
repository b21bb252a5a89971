// The human readable form, `(01)09521234543213(10)ABC`; a bracket within a value is `\(`.
import { type Element, refuseValue } from "./element.ts";
import { writable } from "./element-string.ts";
import { type Gs1Fault, gs1Fault, isGs1Fault } from "./fault.ts";
import { paired } from "./pairing.ts";
import { applicationIdentifiers } from "./table/application-identifier.ts";

export function parseBracketed(text: string): readonly Element[] | Gs1Fault {
  const elements: Element[] = [];
  const next = /\((\d{2,4})\)((?:\\\(|[^(])*)/y;
  while (next.lastIndex < text.length) {
    const match = next.exec(text);
    if (!match) return gs1Fault("GS1_BRACKETS_WRONG");
    const [, ai = "", written = ""] = match;
    const of = applicationIdentifiers.get(ai);
    if (!of) return gs1Fault("GS1_AI_UNKNOWN", ai);
    const value = written.replaceAll("\\(", "(");
    const fault = refuseValue(of, value);
    if (fault) return fault;
    elements.push({ ai, value });
  }
  return elements.length === 0 ? gs1Fault("GS1_EMPTY") : paired(elements);
}

export function bracketed(elements: readonly Element[]): string | Gs1Fault {
  const checked = writable(elements);
  if (isGs1Fault(checked)) return checked;
  return checked.map(({ ai, value }) => `(${ai})${value.replaceAll("(", "\\(")}`).join("");
}
