// Lets those who wait for a change look again. Whoever waits must look before and after: a wake-up
// carries nothing.

export class Wakeup {
  #waiting = new Set<() => void>();

  wake(): void {
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const resume of waiting) resume();
  }

  /** Resolves at the next wake-up, when the signal aborts, or after a time. Never rejects. */
  next(
    options: { readonly signal?: AbortSignal; readonly timeout_ms?: number } = {},
  ): Promise<void> {
    const { signal, timeout_ms } = options;
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const resume = () => {
        this.#waiting.delete(resume);
        clearTimeout(timer);
        signal?.removeEventListener("abort", resume);
        resolve();
      };
      if (signal?.aborted) {
        resolve();
        return;
      }
      this.#waiting.add(resume);
      signal?.addEventListener("abort", resume);
      if (timeout_ms !== undefined) timer = setTimeout(resume, timeout_ms);
    });
  }
}

/** Waits longer from failure to failure: 50 ms, doubled up to 5 s. */
export class BackOff {
  #failures = 0;

  async wait(signal: AbortSignal): Promise<void> {
    const timeout_ms = Math.min(5_000, 50 * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 10);
    await new Wakeup().next({ signal, timeout_ms });
  }

  succeeded(): void {
    this.#failures = 0;
  }
}
