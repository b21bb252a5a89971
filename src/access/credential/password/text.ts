// A password as text: the same keys pressed on two machines must be the same password.

export const passwordLengthMax = 256;

/**
 * NFKC, as NIST SP 800-63B asks, so that an accent typed as one character or as two is the same.
 * Undefined when it cannot be a password: empty, beyond 256 characters, or no well-formed text.
 */
export function normalisedPassword(password: string): string | undefined {
  // Before the work of normalising: no character has more than two units.
  if (password.length > 2 * passwordLengthMax || !password.isWellFormed()) return undefined;
  const text = password.normalize("NFKC");
  const length = lengthOf(text);
  return length >= 1 && length <= passwordLengthMax ? text : undefined;
}

/** In characters (code points), which is what a person counts. */
export const lengthOf = (text: string): number => Array.from(text).length;

/** As NFKC, and without the difference of capitals and accents. */
export const foldedText = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().normalize("NFKC");
