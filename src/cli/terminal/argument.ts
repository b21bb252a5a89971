// Values of options, checked before anything is done. A wrong one is wrong usage.
import { InvalidArgumentError } from "commander";
import type { Reason } from "../../domain/kernel/metadata.ts";

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

export function reason(text: string): Reason {
  const [, code, words] = /^([A-Za-z][A-Za-z0-9_-]*):(.*\S.*)$/.exec(text) ?? [];
  if (code && words) return { code, text: words.trim() };
  throw new InvalidArgumentError("Write a code and a sentence: TYPING_ERROR:The lot was misread.");
}

/** For an option that may be given more than once. */
export const several = (one: string, former: readonly string[] = []): readonly string[] => [
  ...former,
  one,
];
