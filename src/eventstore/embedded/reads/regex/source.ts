// The text of a regular expression, read from left to right.

/** The message completes "the expression ...". */
export class RegexFault extends Error {
  override readonly name = "RegexFault";
}

export class Source {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The next character; empty at the end. */
  get peek(): string {
    return this.text.charAt(this.at);
  }

  take(): string {
    if (this.atEnd) throw new RegexFault("ends too early");
    return this.text.charAt(this.at++);
  }

  takeIf(character: string): boolean {
    if (this.peek !== character || this.atEnd) return false;
    this.at++;
    return true;
  }

  /** Takes what a sticky expression matches here. */
  match(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text);
    if (found === null) return undefined;
    this.at += found[0].length;
    return found;
  }
}
