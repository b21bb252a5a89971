// Takes messages from a stream as fast as its reader asks and no faster: what is not taken stays on
// the server. Ends the call whatever way the reader leaves; a call that is only abandoned stays
// open on the server for ever.
import type { ReadAnswer } from "./read-answer.ts";
import type { MessageStream } from "./wire.ts";

export interface InletOptions {
  /** Ends the messages, without a fault. */
  readonly signal?: AbortSignal;
  /** Waiting for the next message for so long is a fault, */
  readonly stallMs: number;
  /** unless silence is to be expected now. */
  readonly isSilenceFine?: () => boolean;
}

/**
 * All messages that are there, then all that are there next, and so on. Throws what the call failed
 * with.
 */
export async function* messages(
  stream: MessageStream,
  options: InletOptions,
): AsyncGenerator<readonly ReadAnswer[]> {
  const inlet = new Inlet(stream, options);
  try {
    while (!inlet.isOver) {
      const ready = inlet.ready();
      if (ready.length > 0) yield ready;
      else await inlet.news();
    }
    inlet.throwFailure();
  } finally {
    inlet.close();
  }
}

class Inlet {
  readonly #stream: MessageStream;
  readonly #options: InletOptions;
  readonly #watch: NodeJS.Timeout;
  /** How often the watch came by since the reader began to wait. */
  #watchCount = 0;
  #isOver = false;
  #failure: { readonly error: unknown } | undefined;
  #wake: (() => void) | undefined;

  readonly #ring = () => {
    this.#wake?.();
    this.#wake = undefined;
  };
  readonly #end = () => {
    this.#isOver = true;
    this.#ring();
  };
  // It stays for good: the client reports some failures late, and one that nobody hears ends the
  // process.
  readonly #fail = (error: unknown) => {
    this.#failure ??= { error };
    this.#end();
  };

  constructor(stream: MessageStream, options: InletOptions) {
    const { signal, stallMs } = options;
    this.#stream = stream;
    this.#options = options;
    // A timer for each message would cost more than the rest of this.
    this.#watch = setInterval(() => this.#look(), stallMs / watchesPerStall);
    stream.on("error", this.#fail).on("readable", this.#ring).on("end", this.#end);
    stream.on("close", this.#end);
    signal?.addEventListener("abort", this.#end);
    if (signal?.aborted) this.#end();
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  ready(): ReadAnswer[] {
    const taken: ReadAnswer[] = [];
    for (;;) {
      const together: readonly ReadAnswer[] | null = this.#stream.read();
      if (together === null) return taken;
      taken.push(...together);
    }
  }

  /** Until something happened to the stream. */
  news(): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    this.#watchCount = 0;
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  throwFailure(): void {
    if (this.#failure && !this.#options.signal?.aborted) throw this.#failure.error;
  }

  close(): void {
    clearInterval(this.#watch);
    this.#stream.off("readable", this.#ring).off("end", this.#end).off("close", this.#end);
    this.#options.signal?.removeEventListener("abort", this.#end);
    // Not in the turn in which it was made: grpc-node issues 1464 and 1652.
    setImmediate(() => this.#stream.cancel());
  }

  #look(): void {
    const { stallMs, isSilenceFine } = this.#options;
    if (!this.#wake || isSilenceFine?.()) return;
    this.#watchCount += 1;
    if (this.#watchCount <= watchesPerStall) return;
    this.#fail(new Error(`No message came within ${stallMs} ms`));
  }
}

const watchesPerStall = 4;
