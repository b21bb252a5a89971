// How soon a guesser finds a password: zxcvbn with its lists of common passwords, words and names.
// The lists are 10 MB and half a second of work; they are read when the first password is chosen.
import type { ZxcvbnFactory } from "@zxcvbn-ts/core";

/**
 * From 0 (at once) to 4 (not in practice). `words` are what this site's guesser would try. Who
 * guesses puts blanks between words, which zxcvbn takes for much: the weaker reading counts.
 */
export async function guessability(text: string, words: readonly string[]): Promise<number> {
  estimator ??= load();
  const tried = words.slice(0, wordsMax).map((word) => word.slice(0, lengthMax));
  const estimate = await estimator;
  const readings = new Set([text, text.replace(/\s/gu, "")]);
  const scores = [...readings].map((one) => estimate.check(one.slice(0, lengthMax), tried).score);
  return Math.min(...scores);
}

let estimator: Promise<ZxcvbnFactory> | undefined;

// The time grows with the square of the length, and with every way to read signs as letters: a
// hostile text of 256 characters takes seconds, one within these limits about a tenth of one.
// A longer password is at least as good as its beginning.
const lengthMax = 48;
const readingsMax = 20;
const wordsMax = 500;

async function load(): Promise<ZxcvbnFactory> {
  const { ZxcvbnFactory } = await import("@zxcvbn-ts/core");
  const common = await import("@zxcvbn-ts/language-common");
  const english = await import("@zxcvbn-ts/language-en");
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    l33tMaxSubstitutions: readingsMax,
    maxLength: lengthMax,
  });
}
