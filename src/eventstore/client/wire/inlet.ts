// Takes messages from a stream as fast as its reader asks and no faster: what is not taken stays on
// the server. Ends the call whatever way the reader leaves; a call that is only abandoned stays
// open on the server for ever.
import type { MessageStream, ReadMessage } from "./wire.ts";

export interface InletOptions {
  /** Ends the messages, without a fault. */
  readonly signal?: AbortSignal;
  /**
   * How long to wait for the next message; asked before each wait, since a silent live end is no
   * fault.
   */
  readonly stallMs: () => number;
}

/**
 * All messages that are there, then all that are there next, and so on. Throws what the call failed
 * with.
 */
export async function* messages(
  stream: MessageStream,
  { signal, stallMs }: InletOptions,
): AsyncGenerator<readonly ReadMessage[]> {
  const inlet = new Inlet(stream, signal);
  try {
    while (!inlet.isOver) {
      const ready = inlet.ready();
      if (ready.length > 0) yield ready;
      else await inlet.news(stallMs());
    }
    inlet.throwFailure();
  } finally {
    inlet.close();
  }
}

class Inlet {
  readonly #stream: MessageStream;
  readonly #signal: AbortSignal | undefined;
  #isOver = false;
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => {};

  readonly #ring = () => this.#wake();
  readonly #end = () => {
    this.#isOver = true;
    this.#wake();
  };
  // It stays for good: the client reports some failures late, and one that nobody hears ends the
  // process.
  readonly #fail = (error: unknown) => {
    this.#failure ??= { error };
    this.#end();
  };

  constructor(stream: MessageStream, signal: AbortSignal | undefined) {
    this.#stream = stream;
    this.#signal = signal;
    stream.on("error", this.#fail).on("readable", this.#ring).on("end", this.#end);
    stream.on("close", this.#end);
    signal?.addEventListener("abort", this.#end);
    if (signal?.aborted) this.#end();
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  ready(): ReadMessage[] {
    const taken: ReadMessage[] = [];
    for (;;) {
      const message: ReadMessage | null = this.#stream.read();
      if (message === null) return taken;
      taken.push(message);
    }
  }

  /** Until something happened to the stream. */
  news(stallMs: number): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    return new Promise((resolve) => {
      const stalled = () => this.#fail(new Error(`No message came within ${stallMs} ms.`));
      const timer = Number.isFinite(stallMs) ? setTimeout(stalled, stallMs) : undefined;
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = () => {};
        resolve();
      };
    });
  }

  throwFailure(): void {
    if (this.#failure && !this.#signal?.aborted) throw this.#failure.error;
  }

  close(): void {
    this.#stream.off("readable", this.#ring).off("end", this.#end).off("close", this.#end);
    this.#signal?.removeEventListener("abort", this.#end);
    // Not in the turn in which it was made: grpc-node issues 1464 and 1652.
    setImmediate(() => this.#stream.cancel());
  }
}
