// The shape of the event log, for those who are handed one. event-log.ts is the one that implements
// it.
import type {
  ExpectedRevision,
  LoggedBytes,
  LoggedEvent,
  ProposedEvent,
  StoredBytes,
  StoredEvent,
  StorePosition,
} from "./stored-event.ts";

export interface Appended {
  /** Revision of the last event of this append. */
  readonly revision: number;
}

/** What following $all yields: our events (never `$` streams or `$` types), in log order. */
export type Followed =
  /** `bytes`: of data and metadata as they are stored, for who holds on to events. */
  | { readonly kind: "event"; readonly event: LoggedEvent; readonly bytes: number }
  /** Everything up to here was examined, and the reader is at the live end. */
  | { readonly kind: "caughtUp" }
  /**
   * No longer at the live end, most often because the connection was lost; `caughtUp` comes again.
   */
  | { readonly kind: "fellBehind" };

export interface Following {
  readonly after?: StorePosition;
  readonly signal: AbortSignal;
  /** Types that the reader has no use for: they are passed over unread. */
  readonly passOver?: ReadonlySet<string>;
}

/** Something on a stream of ours that makes the store forget events, or has made it. */
export interface RetentionSetting {
  /** Of the store's event that set it. */
  readonly eventId: string;
  readonly stream: string;
  readonly setting: "$maxAge" | "$maxCount" | "$tb" | "deleted";
}

/**
 * The embedded node was asked to forget events of ours, to take their readers away, or to put in
 * between what no reader of the log sees.
 */
export interface RetentionRefusal {
  readonly eventId: string;
  /** In the node's own stream of them. */
  readonly revision: number;
  readonly stream: string;
  /** "$maxCount", "delete" ... */
  readonly asked: readonly string[];
  /** Not written down before it: how often the same was asked for, and how often something else. */
  readonly repeats: number;
  readonly others: number;
}

/** Every method throws `EventLogFault`; its codes say which fault can be cured by whom. */
export interface EventLog {
  /**
   * Appends all or nothing. Codes: WRONG_EXPECTED_REVISION (with `actual`), APPEND_TOO_LARGE,
   * STREAM_DELETED, MALFORMED_EVENT, MALFORMED_REVISION, ACCESS_DENIED, EVENT_STORE_UNAVAILABLE
   * (the outcome is unknown until it is repeated with the same ids). It repeats the append itself
   * for a bounded time before it says so. Repeating with the same ids and the same exact revision
   * (or `no_stream`) is answered like the first; with `any` and `stream_exists` the store remembers
   * recent ids only.
   */
  append(
    stream: string,
    events: readonly ProposedEvent[],
    expected: ExpectedRevision,
  ): Promise<Appended>;
  /** Yields nothing for a stream that does not exist. Backwards starts at the end, or at `from`. */
  readStream(
    stream: string,
    options?: {
      readonly from?: number;
      readonly limit?: number;
      readonly direction?: "forwards" | "backwards";
    },
  ): AsyncIterable<StoredEvent>;
  /** Our events after a position, in log order, up to the end at the time of the call. */
  readAll(options?: {
    readonly after?: StorePosition;
    readonly limit?: number;
  }): AsyncIterable<LoggedEvent>;
  /**
   * The event at this place of a stream, with its position in log order; undefined when the log has
   * none there. Quick when `expectedAt` is right (a progress row's); else, on servers that keep
   * positions to log order, it may scan.
   */
  find(
    stream: string,
    revision: number,
    expectedAt?: StorePosition,
  ): Promise<LoggedEvent | undefined>;
  /** The exact stored bytes, in log order (through the client's shipped stubs). */
  readAllBytes(options?: {
    readonly after?: StorePosition;
    readonly limit?: number;
  }): AsyncIterable<LoggedBytes>;
  readBytes(stream: string, revision: number): Promise<StoredBytes | undefined>;
  /** Follows $all for ever; reconnects by itself with back-off; ends when the signal aborts. */
  follow(options: Following): AsyncIterable<Followed>;
  /**
   * Reads the settings of every stream in the store. Anything found is a reason not to start
   * (RETENTION_ACTIVE).
   */
  findRetentionSettings(): AsyncIterable<RetentionSetting>;
  /**
   * Those that hold, and then those that come to hold, until the signal aborts: together what one
   * event of the store set, none where it lifted them.
   */
  followRetentionSettings(signal: AbortSignal): AsyncIterable<readonly RetentionSetting[]>;
  /** From the `from`th on; none where the store keeps no such list. */
  retentionRefusals(from: number): AsyncIterable<RetentionRefusal>;
  /** True while the store answers. */
  alive(): Promise<boolean>;
  close(): Promise<void>;
}

/** A log that another one is copied into. */
export interface LogCopy
  extends Pick<EventLog, "readAllBytes" | "readStream" | "findRetentionSettings" | "close"> {
  /**
   * As `append`, but id, type, content type, data and metadata are stored byte for byte; they come
   * from `readAllBytes` of the log that is copied. One append is at most 1 MiB of data and
   * metadata.
   */
  appendBytes(
    stream: string,
    events: readonly StoredBytes[],
    expected: ExpectedRevision,
  ): Promise<Appended>;
}
