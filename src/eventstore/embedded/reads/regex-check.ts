// A client's regular expression runs against every event, on the thread that serves everybody. So
// only expressions are taken whose cost is known to be low and whose meaning is the same here as on
// a .NET server: no back references, no look-around, no inline options, no repeated group that
// itself varies, few unbounded repeats in a row.

const lengthMax = 1_000;
const repeatMax = 1_000;
const unboundedMax = 3;
const escapes = /[dDwWsSbBtnrfv^$\\.*+?()[\]{}|/\-_ "'#&%@!,:;<=>~`]/;

/** Completes "the expression ..."; undefined when it is fine. */
export function regexFault(source: string): string | undefined {
  if (source.length > lengthMax) return `is longer than ${lengthMax} characters`;
  try {
    new RegExp(source);
    const { unbounded } = new Parser(source).parse();
    return unbounded > unboundedMax
      ? `repeats without bound more than ${unboundedMax} times`
      : undefined;
  } catch (error) {
    return error instanceof RegexFault ? error.message : "is not a regular expression";
  }
}

class RegexFault extends Error {}

interface Shape {
  /** Unbounded repeats on the worst way through. */
  readonly unbounded: number;
  /** Different lengths or choices may match. */
  readonly varies: boolean;
}

const fixed: Shape = { unbounded: 0, varies: false };

class Parser {
  private readonly source: string;
  private at = 0;

  constructor(source: string) {
    this.source = source;
  }

  parse(): Shape {
    let shape = this.sequence();
    while (this.peek() === "|") {
      this.at++;
      const other = this.sequence();
      shape = { unbounded: Math.max(shape.unbounded, other.unbounded), varies: true };
    }
    return shape;
  }

  private sequence(): Shape {
    let shape = fixed;
    for (let next = this.peek(); next !== "" && next !== "|" && next !== ")"; next = this.peek()) {
      const atom = this.repeated(this.atom());
      shape = {
        unbounded: shape.unbounded + atom.unbounded,
        varies: shape.varies || atom.varies,
      };
    }
    return shape;
  }

  private atom(): Shape {
    const next = this.take();
    if (next === "(") return this.group();
    if (next === "[") this.characterClass();
    if (next === "\\") this.escape();
    return fixed;
  }

  private group(): Shape {
    if (this.peek() === "?") {
      const form = /^\?(?::|<[A-Za-z]\w*>)/.exec(this.source.slice(this.at));
      if (form === null) throw new RegexFault("uses look-around or inline options");
      this.at += form[0].length;
    }
    const shape = this.parse();
    this.at++;
    return shape;
  }

  private characterClass(): void {
    for (let next = this.take(); next !== "]" && next !== ""; next = this.take()) {
      if (next === "\\") this.escape();
      if (next === "-" && this.peek() === "[") throw new RegexFault("subtracts character classes");
    }
  }

  private escape(): void {
    const rest = this.source.slice(this.at);
    const code = /^(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})/.exec(rest);
    if (code === null && !escapes.test(rest.charAt(0))) {
      throw new RegexFault(`uses the escape \\${rest.charAt(0)}`);
    }
    this.at += code === null ? 1 : code[0].length;
  }

  private repeated(atom: Shape): Shape {
    const quantifier = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(this.source.slice(this.at));
    if (quantifier === null) return atom;
    this.at += quantifier[0].length;
    const [text, from, comma, to] = quantifier;
    if (text.startsWith("?")) return { ...atom, varies: true };
    if (atom.varies) throw new RegexFault("repeats a group that itself varies");
    const most = to || (comma === undefined ? from : undefined);
    if (most === undefined) return { unbounded: 1, varies: true };
    if (Number(most) > repeatMax) throw new RegexFault(`repeats more than ${repeatMax} times`);
    return {
      unbounded: comma !== undefined && Number(most) > 10 ? 1 : 0,
      varies: comma !== undefined,
    };
  }

  private peek(): string {
    return this.source.charAt(this.at);
  }

  private take(): string {
    return this.source.charAt(this.at++);
  }
}
