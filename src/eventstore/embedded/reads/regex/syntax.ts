// What a client's regular expression says. The protocol's filters are those of a .NET server
// (https://learn.microsoft.com/dotnet/standard/base-types/regular-expressions),
// so classes and anchors mean here what they mean there. What an automaton cannot do (back
// references, look-around) and what is hardly ever used (inline options, conditionals) is refused.
import { characterClass, escapedClass, type UnitTest } from "./character-class.ts";
import { RegexFault, Source } from "./source.ts";

export type Anchor = "start" | "end" | "lastEnd" | "boundary" | "noBoundary";

export type Expression =
  /** One UTF-16 unit, as .NET counts. */
  | { readonly kind: "unit"; readonly test: UnitTest }
  | { readonly kind: "anchor"; readonly anchor: Anchor }
  | { readonly kind: "sequence"; readonly parts: readonly Expression[] }
  | { readonly kind: "choice"; readonly parts: readonly Expression[] }
  | {
      readonly kind: "repeat";
      readonly of: Expression;
      readonly min: number;
      readonly max: number;
    };

const lengthMax = 1_000;
const repeatMax = 1_000;

/** Throws `RegexFault`, whose message completes "the expression ...". */
export function parseRegex(text: string): Expression {
  if (text.length > lengthMax) throw new RegexFault(`is longer than ${lengthMax} characters`);
  const source = new Source(text);
  const expression = choice(source);
  if (!source.atEnd) throw new RegexFault("closes a group that was not opened");
  return expression;
}

function choice(source: Source): Expression {
  const parts = [sequence(source)];
  while (source.takeIf("|")) parts.push(sequence(source));
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { kind: "choice", parts };
}

function sequence(source: Source): Expression {
  const parts: Expression[] = [];
  while (!source.atEnd && source.peek !== "|" && source.peek !== ")") {
    parts.push(repeated(source, atom(source)));
  }
  return { kind: "sequence", parts };
}

const anchors: ReadonlyMap<string, Anchor> = new Map([
  ["A", "start"],
  ["Z", "end"],
  ["z", "lastEnd"],
  ["b", "boundary"],
  ["B", "noBoundary"],
]);

function atom(source: Source): Expression {
  if (source.match(quantifier) !== undefined) throw new RegexFault("repeats nothing");
  const next = source.take();
  if (next === "(") return group(source);
  if (next === "[") return { kind: "unit", test: characterClass(source) };
  if (next === "^") return { kind: "anchor", anchor: "start" };
  if (next === "$") return { kind: "anchor", anchor: "end" };
  if (next === ".") return { kind: "unit", test: (unit) => unit !== 0x0a };
  if (next !== "\\") return literal(next);
  const anchor = anchors.get(source.peek);
  if (anchor === undefined) return { kind: "unit", test: escapedClass(source) };
  source.take();
  return { kind: "anchor", anchor };
}

function literal(character: string): Expression {
  const wanted = character.charCodeAt(0);
  return { kind: "unit", test: (unit) => unit === wanted };
}

function group(source: Source): Expression {
  const isPlain = source.peek !== "?" || source.match(/\?(?::|<[A-Za-z]\w*>)/y) !== undefined;
  if (!isPlain) throw new RegexFault("uses look-around, inline options or the like");
  const inner = choice(source);
  if (!source.takeIf(")")) throw new RegexFault("opens a group and does not close it");
  return inner;
}

// Greedy or lazy is the same to who only asks whether there is a match.
const quantifier = /(?:[*+?]|\{(\d{1,9})(?:(,)(\d{1,9})?)?\})\??/y;

function repeated(source: Source, of: Expression): Expression {
  const found = source.match(quantifier);
  if (found === undefined) return of;
  if (source.match(quantifier) !== undefined) throw new RegexFault("repeats a repeat");
  const { min, max } = bounds(found);
  if (min > max) throw new RegexFault("repeats at least more often than at most");
  if (min > repeatMax || (max > repeatMax && max !== Number.POSITIVE_INFINITY)) {
    throw new RegexFault(`repeats more than ${repeatMax} times`);
  }
  return { kind: "repeat", of, min, max };
}

function bounds([text, from, comma, to]: RegExpExecArray): { min: number; max: number } {
  const unbounded = Number.POSITIVE_INFINITY;
  if (text.startsWith("*")) return { min: 0, max: unbounded };
  if (text.startsWith("+")) return { min: 1, max: unbounded };
  if (text.startsWith("?")) return { min: 0, max: 1 };
  const min = Number(from);
  if (comma === undefined) return { min, max: min };
  return { min, max: to === undefined ? unbounded : Number(to) };
}
