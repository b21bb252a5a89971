// Looking for what a filter lets through is work that nothing interrupts; everybody else is let in
// every few milliseconds of it.
import { setImmediate as yieldToOthers } from "node:timers/promises";

const turnMs = 5;

export class TimeShare {
  private since = performance.now();

  /** Await the promise if there is one. */
  turn(): Promise<void> | undefined {
    if (performance.now() - this.since < turnMs) return undefined;
    return this.yield();
  }

  async yield(): Promise<void> {
    await yieldToOthers();
    this.since = performance.now();
  }
}
