// What is worth a look in the story that was played, and where each of it is seen.

/** Something that was planted: what it is called, what to ask for, what it is about. */
export interface Highlight {
  readonly name: string;
  readonly what: string;
  readonly concerns: Concerns;
  /** Its entry is in the audit trail in all cases. */
  readonly seen: Seen;
}

interface Concerns {
  /** Whose record it is about. */
  readonly batchNumber?: string;
  /** As `trace` takes it. */
  readonly lot?: string;
  /** The entry that tells of it. */
  readonly eventId: string;
}

interface Seen {
  readonly record: Shown | Unseen;
  readonly trace: Reached | Unseen;
  readonly exceptions: Flagged | Unseen;
}

/** The record of the batch holds the entry, or else what is named here. */
interface Shown {
  readonly shows: string;
}

/** The trace from there gets to this batch or lot. */
interface Reached {
  readonly from: string;
  readonly direction: "forward" | "backward";
  readonly reaches: string;
}

/** The rule by which the entry is an exception of the batch. */
interface Flagged {
  readonly rule: string;
}

/** There is nothing of it there, and why. */
interface Unseen {
  readonly unseen: string;
}

export const unseen = (because: string): Unseen => ({ unseen: because });

export const backward = (lot: string, reaches: string): Reached => ({
  from: lot,
  direction: "backward",
  reaches,
});

export const forward = (lot: string, reaches: string): Reached => ({
  from: lot,
  direction: "forward",
  reaches,
});

/** What was tried and refused: nothing went anywhere by it. */
export const refusedIn = (
  batchNumber: string,
  eventId: string,
): Omit<Highlight, "name" | "what"> => ({
  concerns: { batchNumber, eventId },
  seen: {
    record: { shows: eventId },
    trace: unseen("What was refused has moved nothing."),
    exceptions: { rule: "refused" },
  },
});
