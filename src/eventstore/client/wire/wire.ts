// What event-log.ts makes of the official client: one attempt at an append, and streams of
// messages. No retries, no limits.
import type { Readable } from "node:stream";
import type {
  ExpectedRevision,
  JsonObject,
  StoredBytes,
  StorePosition,
} from "../../stored-event.ts";

/** An event that was looked over: nothing in it can make the client stumble. */
export interface WireEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: "application/json";
  readonly data: JsonObject;
  /**
   * The bytes as they are to be stored; the client takes these as they are, and data only as an
   * object.
   */
  readonly metadata: Uint8Array<ArrayBuffer>;
}

export type Query =
  | {
      readonly of: "stream";
      readonly stream: string;
      readonly from: number | "start" | "end";
      readonly backwards: boolean;
      readonly countMax: number;
    }
  /** Forwards with the event at the position, backwards without it. */
  | {
      readonly of: "all";
      readonly from: StorePosition | "start" | "end";
      readonly backwards: boolean;
      readonly countMax: number;
    }
  /** What comes after a position, and all that will come. */
  | {
      readonly of: "subscription";
      readonly after: StorePosition | undefined;
      readonly filter: ServerFilter;
    };

export type ServerFilter =
  | { readonly streamRegex: string }
  | { readonly streamPrefix: string }
  | { readonly typePrefixes: readonly string[] };

export interface Wire {
  append(
    stream: string,
    events: readonly WireEvent[],
    expected: ExpectedRevision,
    deadlineMs: number,
  ): Promise<{ readonly revision: number }>;
  /**
   * Every byte and the content type as they are given; where they stand is not looked at. Beside
   * `append`, which writes data anew as JSON.
   */
  appendBytes(
    stream: string,
    events: readonly StoredBytes[],
    expected: ExpectedRevision,
    deadlineMs: number,
  ): Promise<{ readonly revision: number }>;
  read(query: Query): Promise<MessageStream>;
  /**
   * Goes on with a new client object, once for each such error: the old one repeats a fault that
   * may have passed.
   */
  renew(because: unknown): void;
  close(): Promise<void>;
}

/** Objects one by one; only `cancel` ends the call on the server. */
export type MessageStream = Readable & { cancel(): void };

/** The parts of the protocol's ReadResp that are used; the client's stubs fit. */
export interface ReadMessage {
  getEvent(): { getEvent(): RecordedMessage | undefined } | undefined;
  hasCaughtUp(): boolean;
  hasFellBehind(): boolean;
}

export interface RecordedMessage {
  getId(): { getString(): string } | undefined;
  getStreamIdentifier(): { getStreamName_asU8(): Uint8Array } | undefined;
  /** The protocol's 64-bit numbers come as text. */
  getStreamRevision(): string;
  getCommitPosition(): string;
  getPreparePosition(): string;
  getMetadataMap(): { get(key: string): string | undefined };
  getCustomMetadata_asU8(): Uint8Array;
  getData_asU8(): Uint8Array;
}
