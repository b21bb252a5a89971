// Where the log and what was recorded part: which of the two events at that place stands elsewhere
// too. Two counts tell it, however much was done to the log behind it.
import type { LoggedBytes } from "../../../eventstore/stored-event.ts";
import { type LogFinding, placeOf } from "../finding.ts";

/** What stands at a place of the log, and the leaf that was recorded there. */
export interface Compared {
  readonly position: number;
  readonly bytes: LoggedBytes;
  readonly found: Buffer;
  readonly expected: Buffer;
  readonly isOurs: boolean;
}

/**
 * The first place at which both have another leaf. Its kind is of this place alone: removed, where
 * what was recorded here stands nowhere in the log and what stands here was recorded further on;
 * inserted, where it is the other way round; reordered, where both stand in both; changed, where
 * neither does. So what was removed with something else put in its place is changed: no byte tells
 * these two apart.
 */
export class FirstDifference {
  readonly at: Compared;
  /** How often what was recorded here was recorded, less how often the log has it. */
  #missing = 0;
  /** How often the log has what stands here, less how often it was recorded. */
  #added = 0;

  constructor(at: Compared) {
    this.at = at;
    this.recorded(at.expected);
    this.read(at.found);
  }

  /** Each leaf that was recorded behind it. */
  recorded(leaf: Buffer): void {
    if (leaf.equals(this.at.expected)) this.#missing += 1;
    if (leaf.equals(this.at.found)) this.#added -= 1;
  }

  /** The leaf of each event that stands behind it. */
  read(leaf: Buffer): void {
    if (leaf.equals(this.at.expected)) this.#missing -= 1;
    if (leaf.equals(this.at.found)) this.#added += 1;
  }

  /** Whether what stands here was recorded nowhere, and so a mac that is wrong is no news of it. */
  get isAdded(): boolean {
    return this.#added > 0;
  }

  finding(): LogFinding {
    const { position, bytes, isOurs } = this.at;
    const [code, detail] = this.#kind();
    const mac = this.isAdded && !isOurs ? " Its mac is wrong." : "";
    return { code, position, ...placeOf(bytes), detail: `${detail}${mac}` };
  }

  #kind(): readonly [LogFinding["code"], string] {
    const isMissing = this.#missing > 0;
    if (isMissing && this.isAdded) return ["EVENT_CHANGED", "It is another than was recorded."];
    if (isMissing) return ["EVENT_REMOVED", "The event before it is missing."];
    if (this.isAdded) return ["EVENT_INSERTED", "It was not recorded there."];
    return ["EVENTS_REORDERED", "It has changed places with others that were recorded."];
  }
}
