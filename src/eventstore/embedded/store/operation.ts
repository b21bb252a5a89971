// What can be asked of the log's one writer, and what comes of it.
import type { ProposedRecord } from "./record.ts";

export type WriteOperation =
  | {
      readonly kind: "append";
      readonly stream: string;
      readonly expected: number;
      /** Not started after this moment; Infinity for no limit. */
      readonly deadlineMs: number;
      readonly events: readonly ProposedRecord[];
    }
  | { readonly kind: "delete"; readonly stream: string; readonly expected: number }
  | { readonly kind: "tombstone"; readonly stream: string; readonly expected: number };

export type WriteOutcome =
  /** On disk. Revision and position of the last event; revision -1 where the stream has none. */
  | { readonly kind: "written"; readonly revision: number; readonly position: number }
  | { readonly kind: "wrongExpectedVersion"; readonly current: number }
  | { readonly kind: "streamDeleted" }
  /** By policy the stream keeps its events; that somebody asked is in the log, or counted. */
  | { readonly kind: "kept" }
  | { readonly kind: "deadlineExceeded" }
  /** Nothing was written. */
  | { readonly kind: "failed"; readonly fault: StoreFault };

export interface StoreFault {
  readonly code: "STORE_FULL" | "STORE_IO_ERROR" | "STORE_FENCED" | "STORE_FAILED";
  readonly message: string;
}

export type Synchronous = "FULL" | "NORMAL";
