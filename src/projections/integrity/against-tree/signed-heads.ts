// The heads that a log is held against while it is read: those that count, by size, and of those
// that do not, why.
import type { Checkpoint } from "../../../integrity/checkpoint.ts";
import { forgery, isOfCutEnd, type Signers } from "../../../integrity/epoch.ts";
import { HeadsBySize } from "../../../integrity/tree/heads-by-size.ts";
import type { LogFinding } from "../finding.ts";

interface Forged {
  readonly size: number;
  readonly why: string;
  /** A key that the events do not tell has signed it: genuine, where the log ends before it. */
  readonly isOfLaterKey: boolean;
}

export type Heads = Iterable<Checkpoint> | AsyncIterable<Checkpoint>;

export class SignedHeads {
  readonly due = new HeadsBySize();
  readonly #forged: Forged[] = [];

  /** Those of `from` events and more; what they are is asked of them once, as they come. */
  static async of(heads: Heads, signers: Signers, from: number): Promise<SignedHeads> {
    const signed = new SignedHeads();
    for await (const head of heads) if (head.size >= from) signed.#take(head, signers);
    return signed;
  }

  #take(head: Checkpoint, { epochs, later }: Signers): void {
    const why = forgery(epochs, head);
    const { size } = head;
    if (why === undefined) this.due.add(head);
    else this.#forged.push({ size, why, isOfLaterKey: isOfCutEnd(later, head, size - 1) });
  }

  /** Of a log of `size` events. */
  forged(size: number): readonly LogFinding[] {
    return this.#forged.filter((one) => !isGenuine(one, size)).map(forgedFinding);
  }

  /** Events of the largest head that counts and that the log of `size` events ends before. */
  beyond(size: number): number {
    return this.#forged
      .filter((one) => isGenuine(one, size))
      .reduce((most, one) => Math.max(most, one.size), this.due.largestLeft);
  }
}

const isGenuine = (one: Forged, size: number): boolean => one.isOfLaterKey && one.size > size;

const forgedFinding = ({ size, why }: Forged): LogFinding => ({
  code: "CHECKPOINT_FORGED",
  position: size,
  detail: `The checkpoint of ${size} events is ${why}.`,
});
