// The shape of the event log, for those who are handed one. event-log.ts is the one that implements it.
import type {
  ExpectedRevision,
  ProposedEvent,
  StoredBytes,
  StoredEvent,
  StorePosition,
} from "./stored-event.ts";

export interface Appended {
  /** Revision of the last event of this append. */
  readonly revision: number;
  readonly storePosition: StorePosition;
}

/** What following $all yields: our events (never `$` streams or `$` types), in log order. */
export type Followed =
  | { readonly kind: "event"; readonly event: StoredEvent }
  /** Everything up to here was examined, and the reader is at the live end. */
  | { readonly kind: "caughtUp" };

export interface EventLog {
  /**
   * Appends all or nothing. Throws `EventLogFault` with code WRONG_EXPECTED_REVISION (with `actual`), APPEND_TOO_LARGE,
   * STREAM_DELETED, EVENT_STORE_UNAVAILABLE (retryable: outcome unknown until repeated with the same ids), MALFORMED_EVENT.
   * Repeating an append with the same ids and the same exact revision is answered like the first.
   */
  append(
    stream: string,
    events: readonly ProposedEvent[],
    expected: ExpectedRevision,
  ): Promise<Appended>;
  /** Yields nothing for a stream that does not exist. */
  readStream(
    stream: string,
    options?: { from?: number; limit?: number; direction?: "forwards" | "backwards" },
  ): AsyncIterable<StoredEvent>;
  /** Our events after a position, in log order, up to the end at the time of the call. */
  readAll(options?: { after?: StorePosition; limit?: number }): AsyncIterable<StoredEvent>;
  /** The exact stored bytes, in log order or of one stream (through the client's shipped stubs). */
  readAllBytes(options?: { after?: StorePosition; limit?: number }): AsyncIterable<StoredBytes>;
  readBytes(stream: string, revision: number): Promise<StoredBytes | undefined>;
  /** Follows $all for ever; reconnects by itself with back-off; ends when the signal aborts. */
  follow(options: { after?: StorePosition; signal: AbortSignal }): AsyncIterable<Followed>;
  /** True while the store answers. */
  alive(): Promise<boolean>;
  close(): Promise<void>;
}
