// One element of a GS1 code, and whether its value is what its Application Identifier asks for.
import { passes } from "./content/check.ts";
import { type Gs1Fault, gs1Fault } from "./fault.ts";
import {
  type ApplicationIdentifier,
  type CharacterSet,
  lengthOf,
  type Part,
} from "./table/application-identifier.ts";

export interface Element {
  readonly ai: string;
  readonly value: string;
}

/** GS1 General Specifications, figures 7.11-1 to 7.11-3. */
const outside: Readonly<Record<CharacterSet, RegExp>> = {
  N: /[^0-9]/,
  X: /[^!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]/,
  Y: /[^#\-/0-9A-Z]/,
  Z: /[^-0-9A-Za-z_=]/,
};

export const isOutside = (characters: CharacterSet, text: string): boolean =>
  outside[characters].test(text);

export function refuseValue(of: ApplicationIdentifier, value: string): Gs1Fault | undefined {
  const { min, max } = lengthOf(of);
  if (value.length < min || value.length > max) return gs1Fault("GS1_LENGTH_WRONG", of.ai);
  let at = 0;
  for (const part of of.parts) {
    const piece = value.slice(at, at + part.lengthMax);
    if (part.optional && piece === "") continue;
    const fault = refusePiece(of.ai, part, piece);
    if (fault) return fault;
    at += piece.length;
  }
  return undefined;
}

function refusePiece(ai: string, part: Part, piece: string): Gs1Fault | undefined {
  const { characters, lengthMin, checks } = part;
  if (isOutside(characters, piece)) return gs1Fault("GS1_CHARACTER_WRONG", ai);
  if (piece.length < lengthMin) return gs1Fault("GS1_LENGTH_WRONG", ai);
  const failed = checks.find((check) => !passes(check, piece));
  if (failed === undefined) return undefined;
  const isCheckDigit = failed === "digit" || failed === "pair";
  return gs1Fault(isCheckDigit ? "GS1_CHECK_DIGIT_WRONG" : "GS1_CONTENT_WRONG", ai);
}
