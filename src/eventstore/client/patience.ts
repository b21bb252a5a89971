// How long, and how often: a timer around one attempt, and attempts again with growing pauses for a
// bounded time.
import { setTimeout as sleep } from "node:timers/promises";
import { EventLogFault } from "../event-log-fault.ts";

const firstPauseMs = 20;
const pauseMsMax = 1_000;

/**
 * Pauses that double up to a second, each between half and all of that, so that many callers do not
 * come back at once.
 */
export class BackOff {
  #pauseMs = firstPauseMs;

  reset(): void {
    this.#pauseMs = firstPauseMs;
  }

  /** The next pause; returns early when the signal aborts. */
  async wait(signal: AbortSignal, msMax = Number.POSITIVE_INFINITY): Promise<void> {
    const pauseMs = Math.min(msMax, this.#pauseMs * (0.5 + Math.random() / 2));
    this.#pauseMs = Math.min(2 * this.#pauseMs, pauseMsMax);
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }
}

/**
 * The promise, or a rejection with what `late` makes when it takes too long. It goes on unheard
 * then.
 */
export function within<T>(promise: Promise<T>, ms: number, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

export interface Trying {
  readonly patienceMs: number;
  /** Ends the tries: the log is being closed. */
  readonly closed: AbortSignal;
  /** A fault that no repetition cures, in our words; undefined for any other. */
  readonly final: (error: unknown) => Error | undefined;
  /** When the time is up. */
  readonly giveUp: (last: unknown) => Error;
}

/** Makes attempts until one succeeds, fails for good, or the time is up. At least one is made. */
export async function patiently<T>(
  attempt: (leftMs: number) => Promise<T>,
  { patienceMs, closed, final, giveUp }: Trying,
): Promise<T> {
  const until = performance.now() + patienceMs;
  const backOff = new BackOff();
  let last: unknown;
  for (let leftMs = patienceMs; leftMs > 0 || last === undefined; ) {
    throwIfClosed(closed);
    try {
      return await attempt(Math.max(leftMs, 1));
    } catch (error) {
      const fault = final(error);
      if (fault !== undefined) throw fault;
      last = error ?? new Error("The client gave no reason.");
    }
    await backOff.wait(closed, Math.max(until - performance.now(), 0));
    leftMs = until - performance.now();
  }
  throw giveUp(last);
}

export function throwIfClosed(closed: AbortSignal): void {
  if (closed.aborted) throw new EventLogFault("EVENT_LOG_CLOSED", "The event log was closed.");
}
