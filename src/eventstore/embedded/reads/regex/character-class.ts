// Which single UTF-16 units a class or an escape stands for, as .NET has it:
// https://learn.microsoft.com/dotnet/standard/base-types/character-classes-in-regular-expressions
import { RegexFault, type Source } from "./source.ts";

export type UnitTest = (unit: number) => boolean;

const digit = category(/\p{Nd}/u);
const space = category(/[\f\n\r\t\v\x85\p{Z}]/u);
export const isWord: UnitTest = category(/[\p{L}\p{Mn}\p{Nd}\p{Pc}]/u);

const shorthands: ReadonlyMap<string, UnitTest> = new Map([
  ["d", digit],
  ["D", not(digit)],
  ["s", space],
  ["S", not(space)],
  ["w", isWord],
  ["W", not(isWord)],
]);

const controls: ReadonlyMap<string, number> = new Map([
  ["a", 0x07],
  ["t", 0x09],
  ["n", 0x0a],
  ["v", 0x0b],
  ["f", 0x0c],
  ["r", 0x0d],
  ["e", 0x1b],
]);

const hyphen = 0x2d;

/** What follows a backslash. */
export function escapedClass(source: Source): UnitTest {
  const escaped = escapedUnit(source);
  return typeof escaped === "function" ? escaped : (unit) => unit === escaped;
}

/** What follows an opening bracket, up to and with the closing one. */
export function characterClass(source: Source): UnitTest {
  const isNegated = source.takeIf("^");
  const ranges: Range[] = [];
  const tests = new Set<UnitTest>();
  const add = (member: UnitTest | number) => {
    if (typeof member === "function") tests.add(member);
    else ranges.push([member, member]);
  };
  let subtracted: UnitTest | undefined;
  // A bracket that comes first is one of the characters.
  for (let isFirst = true; isFirst || source.peek !== "]"; isFirst = false) {
    if (!isFirst && source.match(/-\[/y) !== undefined) {
      subtracted = characterClass(source);
      if (source.peek !== "]") throw new RegexFault("goes on after subtracting a class");
      break;
    }
    const from = classMember(source);
    if (source.match(/-(?!\[)/y) === undefined) {
      add(from);
    } else if (source.peek === "]") {
      add(from);
      add(hyphen);
    } else {
      ranges.push(range(from, classMember(source)));
    }
  }
  source.take();
  const listed = within(ranges);
  const categories = [...tests];
  const included: UnitTest = (unit) =>
    (listed(unit) || categories.some((test) => test(unit))) !== isNegated;
  return subtracted === undefined ? included : (unit) => included(unit) && !subtracted(unit);
}

type Range = readonly [from: number, to: number];

/** However many there are: one comparison for each time that they can be halved. */
function within(ranges: readonly Range[]): UnitTest {
  const merged: [number, number][] = [];
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return (unit) => {
    let [low, high] = [0, merged.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((merged[middle]?.[1] ?? 0) < unit) low = middle + 1;
      else high = middle;
    }
    return (merged[low]?.[0] ?? Number.POSITIVE_INFINITY) <= unit;
  };
}

function range(from: UnitTest | number, to: UnitTest | number): Range {
  if (typeof from === "function" || typeof to === "function") {
    throw new RegexFault("has a class at an end of a range");
  }
  if (to < from) throw new RegexFault("has a range whose end comes before its beginning");
  return [from, to];
}

function classMember(source: Source): UnitTest | number {
  if (!source.takeIf("\\")) return code(source.take());
  return source.takeIf("b") ? 0x08 : escapedUnit(source);
}

function escapedUnit(source: Source): UnitTest | number {
  const code16 = source.match(/x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})/y);
  if (code16 !== undefined) return Number.parseInt(code16[1] ?? code16[2] ?? "", 16);
  const property = source.match(/([pP])\{([A-Z][a-z]?)\}/y);
  if (property !== undefined) return propertyOf(property[1] === "P", property[2] ?? "");
  const next = source.take();
  const meaning = shorthands.get(next) ?? controls.get(next);
  if (meaning !== undefined) return meaning;
  if (/[A-Za-z0-9]/.test(next)) throw new RegexFault(`uses the escape \\${next}`);
  return code(next);
}

/** There are some seventy: a class that names one twice tests it once. */
const properties = new Map<string, UnitTest>();

function propertyOf(isNegated: boolean, name: string): UnitTest {
  const written = `${isNegated}${name}`;
  const known = properties.get(written);
  if (known) return known;
  try {
    const test = category(new RegExp(`\\p{${name}}`, "u"));
    const property = isNegated ? not(test) : test;
    properties.set(written, property);
    return property;
  } catch {
    throw new RegexFault(`names a category of characters that is none: ${name}`);
  }
}

function category(one: RegExp): UnitTest {
  const ascii = Array.from({ length: 128 }, (_, unit) => one.test(String.fromCharCode(unit)));
  return (unit) => ascii[unit] ?? one.test(String.fromCharCode(unit));
}

function not(test: UnitTest): UnitTest {
  return (unit) => !test(unit);
}

function code(character: string): number {
  return character.charCodeAt(0);
}
