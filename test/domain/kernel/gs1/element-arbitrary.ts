// Elements of every Application Identifier, with the company that they need.
import fc, { type Arbitrary } from "fast-check";
import type { Check } from "../../../../src/domain/kernel/gs1/content/check.ts";
import {
  characters82,
  checkDigit,
  checkPair,
} from "../../../../src/domain/kernel/gs1/content/check-digit.ts";
import type { Element } from "../../../../src/domain/kernel/gs1/element.ts";
import {
  type ApplicationIdentifier,
  applicationIdentifiers,
  fitsPattern,
  type Part,
} from "../../../../src/domain/kernel/gs1/table/application-identifier.ts";

const digits = (min: number, max = min) => fc.stringMatching(new RegExp(`^\\d{${min},${max}}$`));
const two = (min: number, max: number) =>
  fc.integer({ min, max }).map((value) => String(value).padStart(2, "0"));
const joined = (...parts: Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(""));

const made: Readonly<Partial<Record<Check, (part: Part) => Arbitrary<string>>>> = {
  digit: ({ lengthMax }) => digits(lengthMax - 1).map((some) => `${some}${checkDigit(some)}`),
  pair: () => digits(5, 20).map((some) => `${some}A${checkPair(`${some}A`)}`),
  prefix: ({ characters, lengthMax }) =>
    joined(digits(4), characters === "N" ? digits(lengthMax - 4) : digits(0, 20)),
  date: () => joined(two(0, 99), two(1, 12), two(1, 28)),
  date0: () => joined(two(0, 99), two(1, 12), two(0, 28)),
  longDate: () => joined(fc.constantFrom("19", "20"), two(0, 99), two(1, 12), two(1, 28)),
  hh: () => two(0, 23),
  mi: () => two(0, 59),
  ss: () => two(0, 59),
  hhmi: () => joined(two(0, 23), two(0, 59)),
  country: () => fc.constantFrom("276", "752", "840"),
  country999: () => fc.constantFrom("276", "999"),
  country2: () => fc.constantFrom("DE", "SE"),
  currency: () => fc.constantFrom("978", "752"),
  percent: () => fc.constantFrom("Abc", "%C3%A4", "a%20b"),
  latitude: () => fc.constantFrom("0000000000", "1800000000"),
  longitude: () => fc.constantFrom("0000000000", "3600000000"),
  yesNo: () => fc.constantFrom("0", "1"),
  zero: () => fc.constant("0"),
  nonzero: ({ lengthMax }) => digits(lengthMax - 1).map((some) => `1${some}`),
  noZeroFirst: () => digits(0, 11).map((some) => `1${some}`),
  hyphen: () => fc.constant("-"),
  winding: () => fc.constantFrom("0", "1", "9"),
  piece: () => fc.constantFrom("0101", "0299"),
  birth: () => fc.constantFrom("1/1", "2/3"),
  importer: () => fc.constantFrom("-", "A", "_", "z"),
  package: () => fc.constantFrom("PX", "1A"),
  media: () => fc.constantFrom("01", "10", "99"),
  sex: () => fc.constantFrom("0", "9"),
  iban: () => fc.constantFrom("GB82WEST12345698765432", "DE89370400440532013000"),
  coupon: () => digits(10, 60),
  posOffer: () => digits(10, 30).map((some) => `0${some}`),
};

const signs = {
  N: "0123456789",
  X: characters82,
  Y: "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  Z: "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz",
} as const;

function valueOfPart(part: Part): Arbitrary<string> {
  const [check] = part.checks;
  const maker = check && made[check];
  if (maker) return maker(part);
  const sign = fc.constantFrom(...signs[part.characters]);
  return fc
    .array(sign, { minLength: part.lengthMin, maxLength: part.lengthMax })
    .map((all) => all.join(""));
}

/** A value that the AI admits. */
export const valueFor = ({ parts }: ApplicationIdentifier): Arbitrary<string> =>
  fc
    .nat(parts.filter(({ optional }) => optional).length)
    .chain((left) => joined(...parts.slice(0, parts.length - left).map(valueOfPart)));

const all = [...applicationIdentifiers.values()];

/** The AI with those that it needs, and what those need; some need each other. */
function withCompany(
  of: ApplicationIdentifier,
  before: readonly ApplicationIdentifier[] = [],
): Arbitrary<readonly ApplicationIdentifier[]> {
  const list = [...before, of];
  if (of.companions.length === 0 || before.includes(of)) return fc.constant(list);
  return fc.constantFrom(...of.companions).chain((group) => {
    const company = group.flatMap(
      (pattern) => all.find(({ ai }) => fitsPattern(ai, pattern)) ?? [],
    );
    return fc.tuple(...company.map((one) => withCompany(one, list))).map((lists) => lists.flat());
  });
}

const excludesAny = (list: readonly ApplicationIdentifier[]): boolean =>
  list.some(({ ai, excludes }) =>
    list.some((other) => other.ai !== ai && excludes.some((one) => fitsPattern(other.ai, one))),
  );

/** What may stand on one label, in any order. */
export const label: Arbitrary<readonly Element[]> = fc
  .constantFrom(...all)
  .chain(withCompany)
  .map((list) => [...new Map(list.map((one) => [one.ai, one])).values()])
  .filter((list) => !excludesAny(list))
  .chain((list) => fc.shuffledSubarray(list, { minLength: list.length }))
  .chain((list) =>
    fc.tuple(...list.map((one) => valueFor(one).map((value) => ({ ai: one.ai, value })))),
  );
