// The plant's clock: it stands until it is told how much time went by, so that the same story has
// the same times.
import type { Clock } from "../eventstore/handler/handle.ts";

export interface SimulatedClock extends Clock {
  readonly kind: "simulated";
  advance(by_ms: number): void;
  /** Waits until then; where that has passed already, nothing happens: time never runs back. */
  waitUntil(at: Date): void;
}

export function createSimulatedClock(start: Date): SimulatedClock {
  let now_ms = start.getTime();
  return {
    kind: "simulated",
    now: () => new Date(now_ms),
    advance(by_ms) {
      now_ms += by_ms;
    },
    waitUntil(at) {
      now_ms = Math.max(now_ms, at.getTime());
    },
  };
}
