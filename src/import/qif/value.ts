// Text of a QIF element as a value: what it must be, and where it stands when it is not.
import type { Quantity } from "../../domain/kernel/quantity.ts";
import { ImportFault, type ImportFaultCode } from "../import-fault.ts";
import { childOf, type Element } from "../xml/read-xml.ts";

/** Names in the domain are made of these and must stay within its limits. */
const textMax = 80;
export const serialMax = 30;

/** Reads values of one file, so that a fault can say where. */
export class Values {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  fault(code: ImportFaultCode, at: Element, message: string): ImportFault {
    return new ImportFault(code, { file: this.#file, line: at.line, column: at.name }, message);
  }

  child(of: Element, name: string): Element {
    const child = childOf(of, name);
    if (child) return child;
    throw this.fault("VALUE_MISSING", of, `It has no ${name}.`);
  }

  /** What a person can read. */
  text(element: Element, max = textMax): string {
    const { text } = element;
    if (text === "") throw this.fault("VALUE_MISSING", element, "It is empty.");
    if (text.length > max) {
      const message = `It has ${text.length} characters; at most ${max} are taken.`;
      throw this.fault("VALUE_MALFORMED", element, message);
    }
    if (/\p{C}/u.test(text)) {
      throw this.fault("VALUE_MALFORMED", element, "It holds characters that do not print.");
    }
    return text;
  }

  /** Absent: undefined. */
  optionalText(of: Element, name: string): string | undefined {
    const child = childOf(of, name);
    return child && this.text(child);
  }

  /** An `xs:decimal` as it stands: nothing is rounded, and no digit is added. */
  decimal(element: Element): string {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(element.text);
    const [, sign = "", whole = "", given = ""] = match ?? [];
    if (!match || `${whole}${given}` === "") {
      const message = `${JSON.stringify(element.text.slice(0, 40))} is no decimal number.`;
      throw this.fault("VALUE_NOT_NUMERIC", element, message);
    }
    const digits = whole.replace(/^0+(?=\d)/, "") || "0";
    // Noughts beyond what an amount may hold say nothing.
    const decimals = given.length > 12 ? given.replace(/0+$/, "") : given;
    if (digits.length > 18 || decimals.length > 12) {
      throw this.fault("VALUE_MALFORMED", element, "At most 18 digits and 12 decimals are taken.");
    }
    const amount = decimals === "" ? digits : `${digits}.${decimals}`;
    return sign === "-" && /[1-9]/.test(amount) ? `-${amount}` : amount;
  }

  quantity(element: Element, unitOfMeasure: string): Quantity {
    return { value: this.decimal(element), unitOfMeasure };
  }

  oneOf<const Word extends string>(words: readonly Word[], element: Element): Word {
    const found = words.find((word) => word === element.text);
    if (found !== undefined) return found;
    const message = `${JSON.stringify(element.text.slice(0, 40))} is none of ${words.join(", ")}.`;
    throw this.fault("VALUE_MALFORMED", element, message);
  }
}
