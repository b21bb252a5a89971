// A bounded number of things at once, in the order of asking. What waits longer than it may is told
// so.

export interface Slots {
  /**
   * Waits for `weight` of the capacity (all of it at most) and answers with the way to give it
   * back. Undefined when there was none within `waitMs`.
   */
  take(weight: number, waitMs: number): Promise<(() => void) | undefined>;
}

interface Waiting {
  readonly weight: number;
  readonly grant: () => void;
}

export function createSlots(capacity: number): Slots {
  let free = capacity;
  const queue: Waiting[] = [];

  /** Strictly in order, or the heavy would wait for ever behind the light. */
  function serve(): void {
    for (let first = queue[0]; first && first.weight <= free; first = queue[0]) {
      queue.shift();
      free -= first.weight;
      first.grant();
    }
  }

  function giverBack(weight: number): () => void {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      free += weight;
      serve();
    };
  }

  return {
    take(asked, waitMs) {
      const weight = Math.min(asked, capacity);
      if (queue.length === 0 && weight <= free) {
        free -= weight;
        return Promise.resolve(giverBack(weight));
      }
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          queue.splice(queue.indexOf(waiting), 1);
          resolve(undefined);
          serve();
        }, waitMs);
        const grant = () => {
          clearTimeout(timer);
          resolve(giverBack(weight));
        };
        const waiting: Waiting = { weight, grant };
        queue.push(waiting);
      });
    },
  };
}
