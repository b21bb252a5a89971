// What the content of a part must be, besides its length and characters: the checks that rows of
// Application Identifiers name.
import { hasCheckDigit, hasCheckPair } from "./check-digit.ts";
import { daysIn } from "./date.ts";
import { countryLetters, countryNumbers, currencyNumbers } from "./iso-code.ts";

const upTo =
  (max: number) =>
  (value: string): boolean =>
    Number(value) <= max;

const isDay = (year: string, month: string, day: string, zeroDay: boolean): boolean => {
  const days = daysIn(Number(year), Number(month));
  return days > 0 && Number(day) <= days && (zeroDay || Number(day) > 0);
};
const dateIn = (zeroDay: boolean) => (value: string) =>
  isDay(value.slice(0, 2), value.slice(2, 4), value.slice(4), zeroDay);

/** A year of two digits is a leap year as of the century from 2000. */
const checks = {
  /** Last digit by weights 3 and 1. */
  digit: hasCheckDigit,
  /** Last two characters by primes. */
  pair: hasCheckPair,
  /** A GS1 Company Prefix begins here, or at the second digit: four digits at least. */
  prefix: (value) => /^\d{4}/.test(value),
  prefix2: (value) => /^.\d{4}/.test(value),
  date: dateIn(false),
  date0: dateIn(true),
  longDate: (value) => isDay(value.slice(0, 4), value.slice(4, 6), value.slice(6), false),
  hh: upTo(23),
  mi: upTo(59),
  ss: upTo(59),
  hhmi: (value) => upTo(23)(value.slice(0, 2)) && upTo(59)(value.slice(2)),
  country: (value) => countryNumbers.has(value),
  country999: (value) => value === "999" || countryNumbers.has(value),
  country2: (value) => countryLetters.has(value),
  currency: (value) => currencyNumbers.has(value),
  /** What is outside of set 82 is percent-encoded within the value. */
  percent: (value) => !/%(?![0-9A-Fa-f]{2})/.test(value),
  latitude: upTo(1_800_000_000),
  longitude: upTo(3_600_000_000),
  yesNo: (value) => /^[01]$/.test(value),
  zero: (value) => /^0+$/.test(value),
  nonzero: (value) => !/^0+$/.test(value),
  noZeroFirst: (value) => value === "0" || !value.startsWith("0"),
  aLetter: (value) => /\D/.test(value),
  hyphen: (value) => /^-+$/.test(value),
  winding: (value) => /^[019]$/.test(value),
  /** The n-th of m pieces, `0103`. */
  piece: (value) => isNthOf(Number(value.slice(0, 2)), Number(value.slice(2))),
  /** The n-th of m children, `1/2`. */
  birth: (value) => /^\d\/\d$/.test(value) && isNthOf(Number(value[0]), Number(value[2])),
  importer: (value) => /^[-0-9A-Za-z_]$/.test(value),
  /** UN/ECE Recommendation 21, by its form. */
  package: (value) => /^[0-9A-Z]{1,3}$/.test(value),
  media: (value) => /^(?:0[1-9]|10|[89]\d)$/.test(value),
  sex: (value) => /^[0129]$/.test(value),
  iban: isIban,
  /** Coupons are not taken apart: they begin with digits, that is all. */
  coupon: (value) => /^\d+$/.test(value),
  posOffer: (value) => /^[01]\d+$/.test(value),
} as const satisfies Readonly<Record<string, (value: string) => boolean>>;

export type Check = keyof typeof checks;

export const isCheck = (name: string): name is Check => Object.hasOwn(checks, name);

export const passes = (check: Check, value: string): boolean => checks[check](value);

const isNthOf = (nth: number, total: number): boolean => nth > 0 && nth <= total;

/** ISO 13616: moved by four characters, letters as numbers from 10, the rest by 97 is 1. */
function isIban(value: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(value) || !countryLetters.has(value.slice(0, 2))) {
    return false;
  }
  const turned = `${value.slice(4)}${value.slice(0, 4)}`;
  const digits = Array.from(turned, (sign) => String(Number.parseInt(sign, 36))).join("");
  return Array.from(digits, Number).reduce((rest, digit) => (rest * 10 + digit) % 97, 0) === 1;
}
