// Runs a client's regular expression on the thread that serves everybody. All ways through the
// expression are followed at once (https://swtch.com/~rsc/regexp/regexp1.html), so that a text
// costs at most its length times the expression's size, whatever the expression is. An engine that
// tries one way after the other can be kept busy for years by thirty characters.
import { isWord, type UnitTest } from "./character-class.ts";
import { RegexFault } from "./source.ts";
import { type Anchor, type Expression, parseRegex } from "./syntax.ts";

type Instruction =
  | { readonly kind: "unit"; readonly test: UnitTest }
  | { readonly kind: "anchor"; readonly anchor: Anchor }
  /** Goes on at each of them. */
  | { readonly kind: "fork"; readonly to: number[] }
  | { readonly kind: "match" };

const instructionsMax = 1_000;

/** Throws `RegexFault`; see `parseRegex`. The answer holds state: one text at a time. */
export function regexMatcher(source: string): (text: string) => boolean {
  const program = new Compiler().compile(parseRegex(source));
  const automaton = new Automaton(program);
  return (text) => automaton.matches(text);
}

class Compiler {
  private readonly program: Instruction[] = [];
  private spent = 0;

  compile(expression: Expression): readonly Instruction[] {
    this.emit(expression);
    this.program.push({ kind: "match" });
    return this.program;
  }

  private emit(expression: Expression): void {
    this.spend();
    switch (expression.kind) {
      case "unit":
      case "anchor":
        this.program.push(expression);
        return;
      case "sequence":
        for (const part of expression.parts) this.emit(part);
        return;
      case "choice":
        this.choice(expression.parts);
        return;
      case "repeat":
        this.repeat(expression);
        return;
      default:
        expression satisfies never;
    }
  }

  private choice(parts: readonly Expression[]): void {
    const starts = this.fork();
    const ends: number[][] = [];
    for (const part of parts) {
      starts.push(this.program.length);
      this.emit(part);
      ends.push(this.fork());
    }
    for (const end of ends) end.push(this.program.length);
  }

  private repeat({ of, min, max }: Extract<Expression, { kind: "repeat" }>): void {
    for (let count = 0; count < min; count++) this.emit(of);
    const ends: number[][] = [];
    if (max === Number.POSITIVE_INFINITY) {
      const start = this.program.length;
      const loop = this.fork();
      loop.push(this.program.length);
      this.emit(of);
      this.fork().push(start);
      ends.push(loop);
    } else {
      for (let count = min; count < max; count++) {
        const maybe = this.fork();
        maybe.push(this.program.length);
        this.emit(of);
        ends.push(maybe);
      }
    }
    for (const end of ends) end.push(this.program.length);
  }

  /** Its targets are filled in once they are known. */
  private fork(): number[] {
    this.spend();
    const to: number[] = [];
    this.program.push({ kind: "fork", to });
    return to;
  }

  private spend(): void {
    if (++this.spent > instructionsMax) throw new RegexFault("is too large once it is written out");
  }
}

class Automaton {
  private readonly program: readonly Instruction[];
  /** The place in the text at which an instruction was last reached. */
  private readonly reachedAt: Int32Array;
  private readonly pending: number[] = [];

  constructor(program: readonly Instruction[]) {
    this.program = program;
    this.reachedAt = new Int32Array(program.length);
  }

  matches(text: string): boolean {
    this.reachedAt.fill(-1);
    let ready: number[] = [];
    for (let at = 0; at <= text.length; at++) {
      // A match may begin anywhere.
      ready.push(0);
      const waiting = this.follow(ready, text, at);
      if (waiting === undefined) return true;
      ready = waiting;
    }
    return false;
  }

  /** Where to go on after the unit at `at`; undefined where the expression is matched. */
  private follow(from: readonly number[], text: string, at: number): number[] | undefined {
    const { program, reachedAt, pending } = this;
    const unit = text.charCodeAt(at);
    const after: number[] = [];
    pending.push(...from);
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (reachedAt[next] === at) continue;
      reachedAt[next] = at;
      const instruction = program[next];
      switch (instruction?.kind) {
        case "match":
          pending.length = 0;
          return undefined;
        case "unit":
          if (at < text.length && instruction.test(unit)) after.push(next + 1);
          break;
        case "anchor":
          if (holds(instruction.anchor, text, at)) pending.push(next + 1);
          break;
        case "fork":
          pending.push(...instruction.to);
          break;
      }
    }
    return after;
  }
}

function holds(anchor: Anchor, text: string, at: number): boolean {
  switch (anchor) {
    case "start":
      return at === 0;
    case "end":
      return at === text.length || (at === text.length - 1 && text.charAt(at) === "\n");
    case "lastEnd":
      return at === text.length;
    case "boundary":
    case "noBoundary": {
      const isBoundary = isWordAt(text, at - 1) !== isWordAt(text, at);
      return isBoundary === (anchor === "boundary");
    }
    default:
      return anchor satisfies never;
  }
}

function isWordAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && isWord(text.charCodeAt(at));
}
