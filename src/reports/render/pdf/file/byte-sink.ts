// Where a PDF's bytes go: gathers small writes, counts what went through, and lets the writer wait
// until a slow receiver has caught up.
import { once } from "node:events";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";

const BLOCK = 65_536;

export class ByteSink {
  readonly #out: Writable;
  readonly #ended: Promise<void>;
  #block = Buffer.allocUnsafe(BLOCK);
  #used = 0;

  constructor(out: Writable) {
    this.#out = out;
    this.#ended = finished(out, { readable: false });
    // A receiver that fails early is reported where the writer next waits, not as unhandled.
    this.#ended.catch(() => undefined);
  }

  /** Text must be Latin-1: PDF syntax is bytes. */
  write(bytes: Uint8Array | string): number {
    const length = bytes.length;
    if (length > BLOCK - this.#used) this.#flush();
    if (length > BLOCK) {
      this.#out.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
    } else if (typeof bytes === "string") {
      this.#used += this.#block.write(bytes, this.#used, "latin1");
    } else {
      this.#block.set(bytes, this.#used);
      this.#used += length;
    }
    return length;
  }

  /** Resolves when the receiver wants more; throws what it failed with. */
  async drained(): Promise<void> {
    if (this.#out.errored) throw this.#out.errored;
    if (!this.#out.writableNeedDrain) return;
    const waiting = new AbortController();
    const { signal } = waiting;
    try {
      await Promise.race([once(this.#out, "drain", { signal }), this.#ended]);
    } finally {
      waiting.abort();
    }
  }

  async end(): Promise<void> {
    this.#flush();
    this.#out.end();
    await this.#ended;
  }

  #flush(): void {
    if (this.#used === 0) return;
    this.#out.write(this.#block.subarray(0, this.#used));
    this.#block = Buffer.allocUnsafe(BLOCK);
    this.#used = 0;
  }
}
