// The fold of the record's review.
import type { EventOf } from "../../kernel/event-type.ts";
import type { reviewEvents } from "./events.ts";

export interface ReviewPart {
  /** Up to which revision the record has been reviewed; -1: not at all. */
  readonly reviewedTo: number;
  readonly addenda: number;
}

export const noReview: ReviewPart = { reviewedTo: -1, addenda: 0 };

export function evolveReview(
  part: ReviewPart,
  event: EventOf<(typeof reviewEvents)[number]>,
): ReviewPart {
  switch (event.type) {
    case "RecordReviewed":
      return { ...part, reviewedTo: event.data.toRevision };
    case "AddendumWritten":
      return { ...part, addenda: part.addenda + 1 };
    case "BatchRecordApproved":
    case "BatchRecordNotApproved":
      return part;
    default:
      return event satisfies never;
  }
}
