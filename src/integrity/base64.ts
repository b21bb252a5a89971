// RFC 4648, section 4: standard Base 64, as C2SP has it: with padding, and one text for one value.
/** Undefined where the text is not what encoding its bytes would give. */
export function bytesOf(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
}

/** ASCII decimal without leading zeroes; undefined beyond what a number counts exactly. */
export function decimalOf(text: string): number | undefined {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}
