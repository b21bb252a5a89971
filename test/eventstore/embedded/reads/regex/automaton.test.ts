// Expressions of clients: they mean what they say, and none of them can keep the node busy.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { regexMatcher } from "../../../../../src/eventstore/embedded/reads/regex/automaton.ts";
import { RegexFault } from "../../../../../src/eventstore/embedded/reads/regex/source.ts";

// What JavaScript and .NET understand alike.
const atom = fc.constantFrom(
  ..."abc-_1$".split("").map((character) => (character === "$" ? "\\$" : character)),
  ...[".", "\\d", "\\w", "\\W", "\\s", "[ab]", "[^a-b]", "[b-c_-]", "\\x61", "\\u0062", "\\b"],
  ...["\\B", "^", "$", "(?:)", "\\."],
);
const quantifier = fc.constantFrom("", "", "", "*", "+", "?", "*?", "{2}", "{1,}", "{0,3}", "{,2}");
const { expression } = fc.letrec<{ expression: string; part: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie("part"),
    fc.array(tie("part"), { maxLength: 4 }).map((parts) => parts.join("")),
    fc.tuple(tie("expression"), tie("expression")).map(([one, other]) => `${one}|${other}`),
  ),
  part: fc.oneof(
    { maxDepth: 4 },
    fc
      .tuple(atom, quantifier)
      .map(([one, many]) => (/^(?:\^|\$|\\[bB])$/.test(one) ? one : one + many)),
    fc.tuple(tie("expression"), quantifier).map(([inner, many]) => `(${inner})${many}`),
  ),
}));
const text = fc.string({
  unit: fc.constantFrom(..."abc-_1$ .B".split("")),
  maxLength: 12,
});

test("matches what JavaScript matches, where the two say the same", () => {
  let matched = 0;
  fc.assert(
    fc.property(expression, text, (source, value) => {
      const matches = regexMatcher(source)(value);
      if (matches) matched += 1;
      expect(matches).toBe(new RegExp(source).test(value));
    }),
    { numRuns: 1_000 },
  );
  expect(matched).toBeGreaterThan(100);
});

test("any text is an expression, or is refused", () => {
  const anything = fc.string({
    unit: fc.constantFrom(..."ab1\\()[]{}^$|*+?.,-<>:=!pk ".split("")),
  });
  fc.assert(
    fc.property(fc.oneof(anything, fc.string({ unit: "binary" })), text, (source, value) => {
      try {
        regexMatcher(source)(value);
      } catch (error) {
        expect(error).toBeInstanceOf(RegexFault);
      }
    }),
    { numRuns: 1_000 },
  );
});

/** The longest name that the node takes; an engine that goes back and tries again never ends. */
const longest = "a".repeat(1_024);

test.each([
  "(a+)+$b",
  "(a*)*b",
  "(a|aa)*b",
  "(a|a)*b",
  "(a{1,9}){1,9}b",
  "(.*)(.*)(.*)(.*)(.*)b",
  "a*a*a*a*a*a*a*b",
  `${"a?".repeat(100)}${"a".repeat(100)}b`,
  "(?:a?){100}b",
  "(((a*)*)*)*b",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "(\\w+\\s?)+!",
])("is done with %s on a long text", (source) => {
  const matches = regexMatcher(source);
  expect(matches(longest)).toBe(false);
});

test.each([
  ["not an expression", "("],
  ["a group too many", "a)"],
  ["nothing to repeat", "*a"],
  ["a repeat of a repeat", "a**"],
  ["a class without an end", "[a"],
  ["a range the wrong way round", "[z-a]"],
  ["a back reference", "(a)\\1"],
  ["a named back reference", "(?<n>a)\\k<n>"],
  ["look-ahead", "(?=a)"],
  ["look-behind", "(?<!a)b"],
  ["inline options", "(?i)abc"],
  ["no category", "\\p{Xx}"],
  ["a long one", "a".repeat(1_001)],
  ["a large repeat", "a{5000}"],
  ["a large repeat of repeats", "(?:a{900}){900}"],
  ["a large repeat of nothing", "(?:(?:(?:){900}){900}){900}"],
])("refuses %s", (_name, source) => {
  expect(() => regexMatcher(source)).toThrow(RegexFault);
});

describe("means what it means to a .NET server", () => {
  test.each([
    ["\\Alot", "lot-1", true],
    ["\\Alot", "a lot", false],
    ["1$", "lot-1\n", true],
    ["1\\Z", "lot-1\n", true],
    ["1\\z", "lot-1\n", false],
    ["^\\d$", "٣", true],
    ["^\\w+$", "Größe", true],
    ["^\\p{Lu}", "Ä", true],
    ["^\\P{Lu}", "Ä", false],
    ["^.$", "\r", true],
    ["^[a-z-[aeiou]]+$", "xyz", true],
    ["^[a-z-[aeiou]]+$", "xaz", false],
    ["^[]a]+$", "]a", true],
    ["^[^]]$", "]", false],
    ["^\\s$", "\u0085", true],
    ["^a{b$", "a{b", true],
    ["[\\b]", "\b", true],
  ])("%s on %j: %s", (source, value, expected) => {
    expect(regexMatcher(source)(value)).toBe(expected);
  });
});
