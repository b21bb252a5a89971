// The words of a formula: decimal numbers, names, operators, parentheses. Nothing else is read.

export interface Token {
  readonly kind: "number" | "name" | "sign";
  readonly text: string;
  /** 1-based, in the text of the formula. */
  readonly column: number;
}

/** What is wrong with a formula, and where in its text (1-based). */
export interface FormulaFault {
  readonly fault: "syntax" | "length" | "depth" | "name" | "divisionByZero" | "circular" | "range";
  readonly message: string;
  readonly column: number;
}

type Told = Pick<FormulaFault, "fault" | "message">;
export const isFault = <Fault extends Told>(found: object | Fault): found is Fault =>
  "fault" in found;

/** As long as a formula may be. */
export const formulaLengthMax = 400;

const space = /([ \t\r\n]+)/;
const number = /((?:0|[1-9]\d{0,17})(?:\.\d{1,12})?(?![\w.]))/;
const name = /([A-Za-z]\w{0,59}(?:\.[A-Za-z]\w{0,59})?(?![\w.]))/;
const sign = /([-+*/()])/;
const word = new RegExp([space, number, name, sign].map(({ source }) => source).join("|"), "y");

export function tokensOf(formula: string): readonly Token[] | FormulaFault {
  if (formula.length > formulaLengthMax) {
    const message = `A formula has at most ${formulaLengthMax} characters.`;
    return { fault: "length", message, column: formulaLengthMax + 1 };
  }
  const tokens: Token[] = [];
  word.lastIndex = 0;
  while (word.lastIndex < formula.length) {
    const column = word.lastIndex + 1;
    const [, blank, decimal, called, operator] = word.exec(formula) ?? [];
    if (decimal !== undefined) tokens.push({ kind: "number", text: decimal, column });
    else if (called !== undefined) tokens.push({ kind: "name", text: called, column });
    else if (operator !== undefined) tokens.push({ kind: "sign", text: operator, column });
    else if (blank === undefined) {
      const found = JSON.stringify(formula.slice(column - 1, column + 11));
      const message = `Here stands neither number, name nor operator: ${found}.`;
      return { fault: "syntax", message, column };
    }
  }
  return tokens;
}
