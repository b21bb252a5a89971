// A log in memory, as the projector is handed one: it can be away, cut, moved to other positions,
// and slow.

import { setImmediate as nextTurn } from "node:timers/promises";
import type { Metadata } from "../../../src/domain/kernel/metadata.ts";
import { LogRestored } from "../../../src/domain/log/events.ts";
import type { Decoded } from "../../../src/eventstore/codec.ts";
import { EventFault } from "../../../src/eventstore/event-fault.ts";
import { EventLogFault } from "../../../src/eventstore/event-log-fault.ts";
import type { IndexedEvent } from "../../../src/eventstore/log-index.ts";
import type {
  LoggedEvent,
  StoredEvent,
  StorePosition,
} from "../../../src/eventstore/stored-event.ts";
import type { Log } from "../../../src/projections/runner/feed/log.ts";
import type { Place } from "../../../src/projections/runner/progress.ts";
import { Wakeup } from "../../../src/projections/runner/wakeup.ts";
import { storedEntry } from "../../entry-for-test.ts";
import type { ToyEvent } from "./toy.ts";

export class MemoryLog implements Log {
  events: LoggedEvent[];
  /** Added to every position: another store that holds the same events. */
  offset = 0;
  isAway = false;
  /** How many times it was followed from the start on. */
  readonly followedFrom: number[] = [];
  /** How many follow it now. */
  followers = 0;
  /** How many events were ever given. */
  given = 0;
  /** Sizes of the pieces that it gives, over and over. */
  pieces: readonly number[] = [100];
  readonly #news = new Wakeup();

  constructor(events: readonly ToyEvent[] = [], name = "log") {
    this.events = stored(events, name);
  }

  append(events: readonly ToyEvent[], name = "log"): void {
    this.appendStored(stored(events, name, this.events.length));
  }

  appendStored(events: readonly LoggedEvent[]): void {
    this.events = [...this.events, ...events];
    this.#news.wake();
  }

  goAway(): void {
    this.isAway = true;
    this.#news.wake();
  }

  comeBack(): void {
    this.isAway = false;
  }

  async *follow(after: Place | undefined, signal: AbortSignal) {
    const from = after ? Number(after.storePosition) - this.offset + 1 : 0;
    this.followedFrom.push(from);
    this.followers += 1;
    try {
      yield* this.#give(from, signal);
    } finally {
      this.followers -= 1;
    }
  }

  async *#give(from: number, signal: AbortSignal) {
    let next = from;
    for (let turn = 0; !signal.aborted; turn++) {
      this.#refuseAway();
      const piece = this.events.slice(next, next + (this.pieces[turn % this.pieces.length] ?? 1));
      const events: IndexedEvent[] = piece.map((event, n) => ({
        index: next + n,
        event: { ...event, storePosition: positionOf(next + n + this.offset) },
      }));
      next += piece.length;
      this.given += piece.length;
      yield { events, caughtUp: next === this.events.length };
      if (next === this.events.length) await this.#news.next({ signal });
      else await nextTurn();
    }
  }

  async locate(place: Place): Promise<Place | undefined> {
    this.#refuseAway();
    const index = this.events.findIndex(
      ({ stream, revision }) => stream === place.stream && revision === place.revision,
    );
    if (this.events[index]?.id !== place.eventId) return undefined;
    return { ...place, storePosition: positionOf(index + this.offset) };
  }

  async names(): Promise<readonly string[]> {
    this.#refuseAway();
    const [first, ...more] = this.events;
    const restores = more.filter(({ type }) => type === LogRestored.name);
    return first ? [first.id, ...restores.map(({ id }) => id)] : [];
  }

  #refuseAway(): void {
    if (this.isAway) throw new EventLogFault("EVENT_STORE_UNAVAILABLE", "The log is away.");
  }
}

export const positionOf = (n: number): StorePosition => String(n) as StorePosition;

/** Text that begins like this cannot be decoded, or is not ours. */
export const tooNew = "too new";
export const notOurs = "not ours";

/**
 * The real codec is the codec's own test; here every event is taken at its word, but for two kinds.
 */
export const codec = {
  decode(event: StoredEvent): Decoded<ToyEvent> {
    const { id, stream, revision, type, data } = event;
    if (data.text === notOurs) return { kind: "foreign", stored: event, reason: "NO_MAC" };
    if (data.text === tooNew) throw new EventFault("EVENT_TOO_NEW", "of a newer build");
    const recorded = { id, stream, revision, metadata: {} as Metadata };
    return {
      kind: "ours",
      recorded: { ...recorded, event: { type, data } as unknown as ToyEvent },
    };
  },
};

function stored(events: readonly ToyEvent[], name: string, from = 0): LoggedEvent[] {
  return events.map(({ type, data }, n) => {
    const event = {
      id: uuidOf(name, from + n),
      stream: `toy-${name}`,
      revision: from + n,
      type,
      data: { ...data },
      metadata: {},
      contentType: "application/json",
    };
    return { ...event, storePosition: positionOf(from + n), entry: storedEntry(event) };
  });
}

function uuidOf(name: string, n: number): string {
  const hex = Buffer.from(name.padEnd(6)).subarray(0, 6).toString("hex");
  const node = `${hex.slice(4, 8)}${n.toString(16).padStart(8, "0")}`;
  return `00000000-0000-8000-${hex.slice(0, 4)}-${node}`;
}
