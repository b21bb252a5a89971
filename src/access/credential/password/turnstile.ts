// Lets so many pieces of work run at once, and so many wait; whoever comes then is sent away.
// Without it, a flood of log-ins would take all memory and every thread that files need too.
import { AccessFault } from "../fault.ts";

export interface TurnstileSize {
  readonly concurrentMax: number;
  readonly waitingMax: number;
}

/** The result runs a piece of work in its turn; it throws TOO_BUSY. */
export function createTurnstile({ concurrentMax, waitingMax }: TurnstileSize) {
  // With no place at all, everybody would wait for ever.
  if (!(concurrentMax >= 1 && waitingMax >= 0)) throw new RangeError("Nobody gets through.");
  const waiting: (() => void)[] = [];
  let running = 0;

  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running < concurrentMax) running += 1;
    else if (waiting.length < waitingMax) {
      // Who leaves hands over their place, so that nobody who comes later takes it.
      await new Promise<void>((enter) => waiting.push(enter));
    } else throw new AccessFault("TOO_BUSY", `${waiting.length} are waiting already.`);
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
