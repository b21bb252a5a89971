// A subscription as a test watches it: everything it told, and waiting for what it will tell.
import type {
  AllStreamSubscription,
  ResolvedEvent,
  StreamSubscription,
} from "@eventstore/db-client";

export interface Watched {
  readonly subscription: AllStreamSubscription | StreamSubscription;
  readonly events: readonly ResolvedEvent[];
  readonly confirmations: number;
  readonly caughtUps: number;
  /** Everything so far, once so many of the counted ones are there. */
  until(
    count: number,
    counts?: (event: ResolvedEvent) => boolean,
  ): Promise<readonly ResolvedEvent[]>;
  live(): Promise<void>;
  failed(): Promise<unknown>;
  end(): Promise<void>;
}

export function watch(subscription: AllStreamSubscription | StreamSubscription): Watched {
  const events: ResolvedEvent[] = [];
  const failure = Promise.withResolvers<unknown>();
  let confirmations = 0;
  let caughtUps = 0;
  let changed = Promise.withResolvers<void>();
  const change = () => {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  };
  subscription.on("data", (event: ResolvedEvent) => {
    events.push(event);
    change();
  });
  subscription.on("confirmation", () => {
    confirmations++;
  });
  subscription.on("caughtUp", () => {
    caughtUps++;
    change();
  });
  subscription.on("error", (error: unknown) => failure.resolve(error));
  const failing = failure.promise.then((error) => Promise.reject(error));
  failing.catch(() => {});
  const wait = async (isDone: () => boolean) => {
    while (!isDone()) await Promise.race([changed.promise, failing]);
  };
  return {
    subscription,
    events,
    get confirmations() {
      return confirmations;
    },
    get caughtUps() {
      return caughtUps;
    },
    async until(count, counts = () => true) {
      await wait(() => events.filter(counts).length >= count);
      return [...events];
    },
    live: () => wait(() => caughtUps > 0),
    failed: () => failure.promise,
    end: () => subscription.unsubscribe(),
  };
}
