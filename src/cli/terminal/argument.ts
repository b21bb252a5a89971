// Values of options, checked before anything is done. A wrong one is wrong usage.
import { InvalidArgumentError } from "commander";

export function positiveNumber(text: string): number {
  const number = wholeNumber(text);
  if (number > 0) return number;
  throw new InvalidArgumentError("It must be a whole number from 1 on.");
}

export function wholeNumber(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new InvalidArgumentError("It must be a whole number from 0 on.");
}
