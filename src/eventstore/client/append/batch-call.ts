// One call that many appends share, each answered once. What is not answered when the call ends is
// of unknown outcome, of this call alone: the client's own way keeps the appends of all connections
// in one list, and a break of any of them rejects all.
import type { Appended } from "../../port.ts";
import type { WireAppend } from "../wire/wire.ts";
import { type BatchAnswer, readBatchAnswer } from "./batch-answer.ts";
import { batchRequests } from "./batch-request.ts";

/** Of bytes: the client's channel gives it, and its messages are written and read here. */
export interface BatchStream {
  write(message: Buffer): boolean;
  on(event: "data", listener: (message: Buffer) => void): unknown;
  on(event: "error", listener: (error: unknown) => void): unknown;
  on(event: "end", listener: () => void): unknown;
  cancel(): void;
}

/** What an answer takes on its way, and clocks that differ. */
const graceMs = 5_000;

interface Waiting {
  /** Milliseconds since 1970: by then the store says something, also that it was too late. */
  readonly deadline: number;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

export class BatchCall {
  readonly #stream: BatchStream;
  readonly #waiting = new Map<number, Waiting>();
  readonly #byDuration: boolean;
  readonly #onEnd: () => void;
  #count = 0;
  #end: { readonly because: unknown } | undefined;

  /** `byDuration`: the store takes deadlines as what is left of them. */
  constructor(stream: BatchStream, byDuration: boolean, onEnd: () => void) {
    this.#stream = stream;
    this.#byDuration = byDuration;
    this.#onEnd = onEnd;
    stream.on("data", (message) => this.#take(message));
    // They stay for good: an error that nobody hears ends the process.
    stream.on("error", (error) => this.#over(error));
    stream.on("end", () => this.#over(new Error("The store has ended the call")));
  }

  /**
   * Writes never wait: what bounds them is how much the log hands over at a time. Rejects with the
   * clues of a refusal, or with what the call ended with.
   */
  append(append: WireAppend): Promise<Appended> {
    this.#refuseDead();
    if (this.#end) return Promise.reject(this.#end.because);
    this.#count += 1;
    const { promise, resolve, reject } = Promise.withResolvers<Appended>();
    const { deadline } = append;
    this.#waiting.set(this.#count, { deadline, resolve, reject });
    for (const message of batchRequests(this.#count, append, this.#byDuration)) {
      this.#stream.write(message);
    }
    return promise;
  }

  /** A call that is open and answers nothing would take appends in for ever. */
  #refuseDead(): void {
    // In the order in which they were handed over.
    const [oldest] = this.#waiting.values();
    if (!oldest || Date.now() <= oldest.deadline + graceMs) return;
    this.#over(new Error("The store answers no more"));
    this.#stream.cancel();
  }

  #take(message: Buffer): void {
    let answer: BatchAnswer;
    try {
      answer = readBatchAnswer(message);
    } catch (error) {
      this.#over(error);
      this.#stream.cancel();
      return;
    }
    const { number, outcome } = answer;
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if ("revision" in outcome) waiting?.resolve(outcome);
    else waiting?.reject(Object.assign(new Error(outcome.message), outcome));
  }

  #over(because: unknown): void {
    if (this.#end) return;
    this.#end = { because };
    this.#onEnd();
    for (const { reject } of this.#waiting.values()) reject(because);
    this.#waiting.clear();
  }
}
