// A formula of a recipe: text in a closed language of decimal numbers, + - * / and parentheses, and
// names that the recipe declares. It is read by this parser, never run as code.
//
//   formula = term { ("+" | "-") term }
//   term    = factor { ("*" | "/") factor }
//   factor  = number | name | "-" factor | "(" formula ")"
import { type FormulaFault, isFault, type Token, tokensOf } from "./token.ts";

export type Tree =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "name"; readonly name: string; readonly column: number }
  | { readonly kind: "negative"; readonly of: Tree }
  | {
      readonly kind: "+" | "-" | "*" | "/";
      readonly left: Tree;
      readonly right: Tree;
      /** Of the operator. */
      readonly column: number;
    };

/** Parentheses and signs within each other. */
const depthMax = 40;

/** The tree of a formula, or the first thing that is wrong with it. */
export function parseFormula(formula: string): Tree | FormulaFault {
  const tokens = tokensOf(formula);
  if (isFault(tokens)) return tokens;
  const reader = new Reader(tokens, formula.length + 1);
  try {
    const tree = reader.sum(0);
    reader.end();
    return tree;
  } catch (thrown) {
    if (thrown instanceof Unreadable) return thrown.why;
    throw thrown;
  }
}

/** The names that a formula uses, each once, in the order of the text. */
export function namesIn(tree: Tree): readonly string[] {
  switch (tree.kind) {
    case "number":
      return [];
    case "name":
      return [tree.name];
    case "negative":
      return namesIn(tree.of);
    default:
      return [...new Set([...namesIn(tree.left), ...namesIn(tree.right)])];
  }
}

/** Ends the descent; leaves this file as a value. */
class Unreadable extends Error {
  readonly why: FormulaFault;
  constructor(why: FormulaFault) {
    super(why.message);
    this.why = why;
  }
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #next = 0;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  sum(depth: number): Tree {
    let left = this.#product(depth);
    for (let sign = this.#sign("+", "-"); sign; sign = this.#sign("+", "-")) {
      left = { ...sign, left, right: this.#product(depth) };
    }
    return left;
  }

  end(): void {
    const token = this.#tokens[this.#next];
    if (token) throw this.#unreadable("syntax", `${token.text} is not expected here.`);
  }

  #product(depth: number): Tree {
    let left = this.#factor(depth);
    for (let sign = this.#sign("*", "/"); sign; sign = this.#sign("*", "/")) {
      left = { ...sign, left, right: this.#factor(depth) };
    }
    return left;
  }

  #factor(depth: number): Tree {
    if (depth > depthMax) throw this.#unreadable("depth", `Nested deeper than ${depthMax}.`);
    const token = this.#tokens[this.#next];
    if (!token) throw this.#unreadable("syntax", "The formula ends where a value is expected.");
    this.#next += 1;
    if (token.kind === "number") return { kind: "number", text: token.text };
    if (token.kind === "name") return { kind: "name", name: token.text, column: token.column };
    if (token.text === "-") return { kind: "negative", of: this.#factor(depth + 1) };
    if (token.text === "(") {
      const inner = this.sum(depth + 1);
      if (this.#sign(")")) return inner;
      throw this.#unreadable("syntax", "A closing parenthesis is missing.");
    }
    this.#next -= 1;
    throw this.#unreadable("syntax", `A value is expected, not ${token.text}.`);
  }

  #sign<const Sign extends string>(...signs: Sign[]): { kind: Sign; column: number } | undefined {
    const token = this.#tokens[this.#next];
    const kind = token?.kind === "sign" ? signs.find((sign) => sign === token.text) : undefined;
    if (!token || kind === undefined) return undefined;
    this.#next += 1;
    return { kind, column: token.column };
  }

  #unreadable(fault: FormulaFault["fault"], message: string): Unreadable {
    return new Unreadable({
      fault,
      message,
      column: this.#tokens[this.#next]?.column ?? this.#end,
    });
  }
}
