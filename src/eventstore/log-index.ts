// The log index: how many events of ours stand before an event in $all order. Counted here as the
// log is followed, since no server numbers its log without gaps (design, section 2).
import type { EventLog } from "./port.ts";
import type { LoggedEvent, StorePosition } from "./stored-event.ts";

export interface IndexedEvent {
  readonly index: number;
  readonly event: LoggedEvent;
}

export interface IndexedChunk {
  readonly events: readonly IndexedEvent[];
  /** The reader is at the live end behind these events, of which there may be none. */
  readonly caughtUp: boolean;
}

export interface FollowIndexed {
  /** The last event that is known already. Without it: from the first event on. */
  readonly from?: { readonly index: number; readonly storePosition: StorePosition } | undefined;
  readonly signal: AbortSignal;
}

// A chunk holds no more than this, and no more than another chunk is read ahead of it.
const chunkEventsMax = 5_000;
const chunkBytesMax = 8_000_000;
/** While catching up: so long a chunk is filled. At the live end nothing waits. */
const gatheringMs = 10;

/**
 * Follows the log in chunks of what is ready; ends when the signal aborts. Throws what `follow`
 * throws.
 */
export async function* followIndexed(
  log: Pick<EventLog, "follow">,
  { from, signal }: FollowIndexed,
): AsyncGenerator<IndexedChunk> {
  const stopping = new AbortController();
  const either = AbortSignal.any([signal, stopping.signal]);
  const ahead = new ReadAhead(from ? from.index + 1 : 0);
  const after = from && { after: from.storePosition };
  const filled = fill(ahead, log, { ...after, signal: either });
  try {
    while (!signal.aborted) {
      const chunk = await ahead.take();
      if (!chunk || signal.aborted) return;
      yield chunk;
    }
  } finally {
    stopping.abort();
    ahead.end();
    await filled;
  }
}

async function fill(
  ahead: ReadAhead,
  log: Pick<EventLog, "follow">,
  options: Parameters<EventLog["follow"]>[0],
): Promise<void> {
  try {
    for await (const followed of log.follow(options)) {
      if (followed.kind !== "event") ahead.turn(followed.kind === "caughtUp");
      else await ahead.put(followed.event, followed.bytes);
    }
    ahead.end();
  } catch (error) {
    ahead.end({ error });
  }
}

/** Between the log and a reader: the chunk that is being gathered. */
class ReadAhead {
  #events: IndexedEvent[] = [];
  #bytes = 0;
  #next: number;
  #isLive = false;
  /** The reader was not yet told where it is. */
  #hasTurned = false;
  /** The chunk was filled for long enough. */
  #isDue = false;
  #dueTimer: NodeJS.Timeout | undefined;
  #ended: { readonly error?: unknown } | undefined;
  #wakeReader = () => {};
  #wakeWriter = () => {};

  constructor(next: number) {
    this.#next = next;
  }

  /** Adds an event; returns a promise where the writer has to wait. */
  put(event: LoggedEvent, bytes: number): Promise<void> | undefined {
    this.#events.push({ index: this.#next, event });
    this.#next += 1;
    this.#bytes += bytes;
    if (this.#isReady()) this.#wakeReader();
    else this.#dueTimer ??= setTimeout(() => this.#due(), gatheringMs);
    if (!this.#isFull() || this.#ended) return undefined;
    return new Promise((resolve) => {
      this.#wakeWriter = resolve;
    });
  }

  turn(isLive: boolean): void {
    this.#isLive = isLive;
    this.#hasTurned = true;
    this.#wakeReader();
  }

  end(how: { readonly error?: unknown } = {}): void {
    this.#ended ??= how;
    clearTimeout(this.#dueTimer);
    this.#wakeReader();
    this.#wakeWriter();
  }

  /** What was gathered; undefined at the end. */
  async take(): Promise<IndexedChunk | undefined> {
    while (!this.#isReady()) {
      await new Promise<void>((resolve) => {
        this.#wakeReader = resolve;
      });
    }
    const events = this.#events;
    if (events.length === 0 && !this.#hasTurned) {
      if (this.#ended && "error" in this.#ended) throw this.#ended.error;
      return undefined;
    }
    this.#begin();
    return { events, caughtUp: this.#isLive };
  }

  #begin(): void {
    this.#events = [];
    this.#bytes = 0;
    this.#hasTurned = false;
    this.#isDue = false;
    clearTimeout(this.#dueTimer);
    this.#dueTimer = undefined;
    this.#wakeWriter();
  }

  #due(): void {
    this.#isDue = true;
    this.#wakeReader();
  }

  #isReady(): boolean {
    if (this.#hasTurned || this.#ended) return true;
    return this.#events.length > 0 && (this.#isLive || this.#isDue || this.#isFull());
  }

  #isFull(): boolean {
    return this.#events.length >= chunkEventsMax || this.#bytes >= chunkBytesMax;
  }
}

/** Answers where recently followed events stand, for who has just appended one. */
export interface LogIndex {
  /** Events seen, which is the index of the next one. */
  readonly size: number;
  /** Throws RangeError when the chunk does not go on where the last one ended. */
  take(chunk: Pick<IndexedChunk, "events">): void;
  indexOf(event: { readonly eventId: string }): number | undefined;
  /**
   * Resolves as soon as the event has passed. One that passed more than 100,000 events ago is no
   * longer known: give a signal. Rejects with the signal's reason.
   */
  waitFor(eventId: string, signal?: AbortSignal): Promise<number>;
}

const rememberedMax = 100_000;

export function createLogIndex(sizeAtStart = 0): LogIndex {
  const indexes = new Map<string, number>();
  const waiting = new Map<string, Set<(index: number) => void>>();
  let size = sizeAtStart;

  function pass({ index, event: { id } }: IndexedEvent): void {
    if (index !== size) throw new RangeError(`Event ${index} came where ${size} was due.`);
    size += 1;
    indexes.set(id, index);
    for (const resolve of waiting.get(id) ?? []) resolve(index);
    waiting.delete(id);
  }

  function forget(): void {
    for (const id of indexes.keys()) {
      if (indexes.size <= rememberedMax) return;
      indexes.delete(id);
    }
  }

  return {
    get size() {
      return size;
    },
    take({ events }) {
      for (const event of events) pass(event);
      forget();
    },
    indexOf: ({ eventId }) => indexes.get(eventId),
    waitFor(eventId, signal) {
      const known = indexes.get(eventId);
      if (known !== undefined) return Promise.resolve(known);
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const group = waiting.get(eventId) ?? new Set();
        waiting.set(eventId, group);
        const leave = () => {
          group.delete(pass);
          if (group.size === 0 && waiting.get(eventId) === group) waiting.delete(eventId);
          reject(signal?.reason);
        };
        const pass = (index: number) => {
          signal?.removeEventListener("abort", leave);
          resolve(index);
        };
        group.add(pass);
        signal?.addEventListener("abort", leave, { once: true });
      });
    },
  };
}
