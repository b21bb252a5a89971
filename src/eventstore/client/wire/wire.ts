// What event-log.ts makes of the official client: one attempt at an append, and streams of
// messages. No retries, no limits.
import type { Readable } from "node:stream";
import type { Appended } from "../../port.ts";
import type { ExpectedRevision, StoredBytes, StorePosition } from "../../stored-event.ts";

/** An event that was looked over: no server stumbles over it. */
export type WireEvent = Omit<StoredBytes, "stream" | "revision">;

/** Every byte is stored as it is given. */
export interface WireAppend {
  readonly stream: string;
  readonly events: readonly WireEvent[];
  readonly expected: ExpectedRevision;
  /**
   * Milliseconds since 1970, by the clock of the client. The embedded node begins nothing after
   * it; other servers hold only the arrival of the messages against it.
   */
  readonly deadline: number;
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
  append(append: WireAppend): Promise<Appended>;
  read(query: Query): Promise<MessageStream>;
  close(): Promise<void>;
}

/** `ReadAnswer`s, as they came together; only `cancel` ends the call on the server. */
export type MessageStream = Readable & { cancel(): void };
