// What the store takes and what it gives back.

/** An event as a writer proposes it. */
export interface ProposedRecord {
  /** 16 bytes. */
  readonly id: Uint8Array;
  readonly type: string;
  readonly contentType: string;
  readonly metadata: Uint8Array;
  readonly data: Uint8Array;
}

export interface StoredRecord extends ProposedRecord {
  /** Place in the log; ascending, not dense. */
  readonly position: number;
  /** Place in its stream; 0-based and dense. */
  readonly revision: number;
  readonly stream: string;
  readonly createdMs: number;
}

/** Expected revisions below zero are the protocol's words; zero and above are exact. */
export const Expected = { noStream: -1, any: -2, streamExists: -4 } as const;

/** "There is no event" where a revision is expected. */
export const noRevision = -1;

/**
 * A tombstone ends its stream for ever: it takes the last revision there is (int64 max on the
 * wire).
 */
export const tombstoneRevision = Number.MAX_SAFE_INTEGER;

/** The stream that holds the metadata of `stream`. */
export function metastreamOf(stream: string): string {
  return `$$${stream}`;
}

/** The stream whose metadata `stream` holds. */
export function describedBy(stream: string): string | undefined {
  return stream.startsWith("$$") ? stream.slice(2) : undefined;
}
