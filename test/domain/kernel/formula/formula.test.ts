// The language of formulas: exact, closed, and with every fault told at its place.
import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate } from "../../../../src/domain/kernel/formula/evaluate.ts";
import { namesIn, parseFormula } from "../../../../src/domain/kernel/formula/formula.ts";
import {
  compareFractions,
  decimalText,
  type Fraction,
  fractionOf,
} from "../../../../src/domain/kernel/formula/fraction.ts";
import { isFault } from "../../../../src/domain/kernel/formula/token.ts";

function value(formula: string, values: Record<string, string> = {}) {
  const tree = parseFormula(formula);
  if (isFault(tree)) return tree;
  const known = new Map(Object.entries(values));
  const result = evaluate(tree, (name) => {
    const text = known.get(name);
    return text === undefined ? undefined : fractionOf(text);
  });
  return isFault(result) ? result : decimalText(result, 3);
}

test.each([
  ["1 + 2 * 3", "7.000"],
  ["(1 + 2) * 3", "9.000"],
  ["10 - 4 - 3", "3.000"],
  ["8 / 4 / 2", "1.000"],
  ["1 / 3 * 3", "1.000"],
  ["--2", "2.000"],
  ["-(0.0005)", "-0.001"],
  ["-(0.0004)", "0.000"],
  ["2 / -3", "-0.667"],
  ["a * mix.time", "6.000"],
])("%s is %s", (formula, expected) => {
  expect(value(formula, { a: "2", "mix.time": "3" })).toBe(expected);
});

test.each([
  ["", "syntax", 1],
  ["1 +", "syntax", 4],
  ["1 2", "syntax", 3],
  ["(1", "syntax", 3],
  ["1)", "syntax", 2],
  ["1e9", "syntax", 1],
  ["01", "syntax", 1],
  ["1,5", "syntax", 2],
  ["a.b.c", "syntax", 1],
  ["process.exit()", "syntax", 13],
  ["2 ** 3", "syntax", 4],
  ["a\u0000b", "syntax", 2],
  ["1 / (2 - 2)", "divisionByZero", 3],
  ["1 + none", "name", 5],
  ["1 + __proto__", "syntax", 5],
  [`${"(".repeat(60)}1${")".repeat(60)}`, "depth", 42],
  ["1+".repeat(300), "length", 401],
])("%j: %s at %i", (formula, fault, column) => {
  expect(value(formula)).toMatchObject({ fault, column });
});

test("names, each once", () => {
  const tree = parseFormula("b * a - (b / -c)");
  expect(isFault(tree) ? tree : namesIn(tree)).toEqual(["b", "a", "c"]);
});

test("whatever the text, it is read or told to be unreadable", () => {
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(..."1.a+-*/() "), { maxLength: 40 }).map((all) => all.join("")),
  );
  fc.assert(
    fc.property(text, (formula) => {
      expect(() => value(formula)).not.toThrow();
    }),
  );
});

test("it computes what whole-number fractions compute", () => {
  const tree = fc.letrec<{ tree: readonly [string, bigint, bigint] }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.nat(999).map((n) => [`${n}`, BigInt(n), 1n] as const),
      fc.tuple(tie("tree"), fc.constantFrom("+", "-", "*", "/"), tie("tree")).map(combined),
    ),
  })).tree;
  fc.assert(
    fc.property(tree, ([formula, above, below]) => {
      const read = parseFormula(formula);
      const result = isFault(read) ? read : evaluate(read, () => undefined);
      if (isFault(result)) {
        expect(result.fault).toBe(isFault(read) ? "length" : "divisionByZero");
        expect(isFault(read) || below === 0n).toBe(true);
      } else {
        const sign = below < 0n ? -1n : 1n;
        const other: Fraction = { above: above * sign, below: below * sign };
        expect(compareFractions(result, other)).toBe(0);
      }
    }),
  );
});

/** A zero below spreads: what was divided by zero stays so. */
function combined([[left, a, b], sign, [right, c, d]]: [
  readonly [string, bigint, bigint],
  string,
  readonly [string, bigint, bigint],
]): readonly [string, bigint, bigint] {
  const text = `(${left} ${sign} ${right})`;
  if (b === 0n || d === 0n) return [text, 0n, 0n];
  if (sign === "*") return [text, a * c, b * d];
  if (sign === "/") return c === 0n ? [text, 0n, 0n] : [text, a * d, b * c];
  return [text, sign === "+" ? a * d + c * b : a * d - c * b, b * d];
}
