// What the event store holds, as the rest of the program sees it: plain JSON with the store's own
// facts beside it.

/** A place in the store's $all order. Opaque: only event-log.ts makes or reads one. */
export type StorePosition = string & { readonly brand: "StorePosition" };

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** An event as it is handed to the store: both parts are plain JSON objects, key order is kept. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

/**
 * A part that was found not to be a JSON object, or to nest a thousand levels deep: somebody else's
 * binary event, an attack, or damage. No event type of ours takes it and no mac is over it. Its
 * bytes come from `readBytes`.
 */
export const unreadable: JsonObject = Object.freeze({ $unreadable: true });

export interface StoredEvent extends ProposedEvent {
  readonly stream: string;
  /** 0-based place in its stream. */
  readonly revision: number;
  readonly contentType: string;
}

/**
 * As read in log order. A read of one stream gives no position: not every server sends one then.
 */
export interface LoggedEvent extends StoredEvent {
  readonly storePosition: StorePosition;
  /** The hash of its entry, over the bytes as they are stored. */
  readonly entry: Uint8Array;
}

/** The exact bytes that the store holds of one event; what entries and proofs are made over. */
export interface StoredBytes {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface LoggedBytes extends StoredBytes {
  readonly storePosition: StorePosition;
  /**
   * When the store took it, by the store's own clock, in milliseconds since 1970. No part of the
   * entry: a copy of the log has times of its own.
   */
  readonly created_ms: number;
}

/**
 * What the writer believes of the stream: an exact last revision, or one of the protocol's words.
 */
export type ExpectedRevision = number | "no_stream" | "stream_exists" | "any";
