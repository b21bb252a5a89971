// What a formula amounts to, exactly. Division by zero and unknown names are told, not thrown.
import type { Tree } from "./formula.ts";
import { divided, type Fraction, fractionOf, negative, plus, times } from "./fraction.ts";
import { type FormulaFault, isFault } from "./token.ts";

/** By name; undefined: there is no such value. A fault: why it cannot be said. */
export type Values = (
  name: string,
) => Fraction | Pick<FormulaFault, "fault" | "message"> | undefined;

export function evaluate(tree: Tree, values: Values): Fraction | FormulaFault {
  switch (tree.kind) {
    case "number":
      return fractionOf(tree.text);
    case "name": {
      const { name, column } = tree;
      const value = values(name) ?? { fault: "name", message: `${name} has no value here.` };
      return isFault(value) ? { ...value, column } : value;
    }
    case "negative": {
      const of = evaluate(tree.of, values);
      return isFault(of) ? of : negative(of);
    }
    default:
      return operate(tree, values);
  }
}

type Operation = Extract<Tree, { readonly left: Tree }>;

function operate(
  { kind, left, right, column }: Operation,
  values: Values,
): Fraction | FormulaFault {
  const one = evaluate(left, values);
  if (isFault(one)) return one;
  const other = evaluate(right, values);
  if (isFault(other)) return other;
  switch (kind) {
    case "+":
      return plus(one, other);
    case "-":
      return plus(one, negative(other));
    case "*":
      return times(one, other);
    case "/": {
      const message = "The divisor is zero.";
      return divided(one, other) ?? { fault: "divisionByZero", message, column };
    }
    default:
      return kind satisfies never;
  }
}
