// The log as the projector is handed it: numbered events for ever, and a way to find one of them
// again.
import type { AnyEvent } from "../../../domain/kernel/event-type.ts";
import type { Decoded } from "../../../eventstore/codec.ts";
import type { IndexedChunk } from "../../../eventstore/log-index.ts";
import type { StoredEvent } from "../../../eventstore/stored-event.ts";
import type { Place } from "../progress.ts";

/** `eventstore/numbered-log.ts` is the one that gives it. */
export interface Log {
  /**
   * Our events after a place, in pieces of any size, without a gap, for ever; ends when the signal
   * aborts. `caughtUp`: the reader is at the live end behind these events, of which there may be
   * none.
   */
  follow(after: Place | undefined, signal: AbortSignal): AsyncIterable<IndexedChunk>;
  /** The same event, where the store has it now; undefined where this log does not hold it. */
  locate(place: Place): Promise<Place | undefined>;
  /**
   * What tells one log from another: the id of its first event, then of each event that says that
   * it was brought back from a backup. Empty where there is no event.
   */
  names(): Promise<readonly string[]>;
}

export type Decode<Event extends AnyEvent> = (stored: StoredEvent) => Decoded<Event>;
