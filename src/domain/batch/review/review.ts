// The fold of the record's review.
import type { EventOf } from "../../kernel/event-type.ts";
import type { Flagged } from "../../kernel/exception/evaluate.ts";
import { type Keyed, keyed } from "../../kernel/keyed.ts";
import type { ExceptionJudged, ProductionApproved, reviewEvents } from "./events.ts";

export type Mark = EventOf<typeof ExceptionJudged>["data"];
/** By which rules, and over which outcome, a record was judged last. */
interface Judged {
  readonly toRevision: number;
  /** Digest of the rules. */
  readonly rules: string;
  /** What they found, and how much of it was judged. */
  readonly outcome: string;
  readonly by: string;
  /** Of the review: what it came to, in words. */
  readonly conclusion: string | undefined;
}

export interface ReviewPart {
  /** What was said of a flagged entry, the last at the end, by its event id. */
  readonly marks: Keyed<readonly Mark[]>;
  readonly production: Judged | undefined;
  readonly quality: Judged | undefined;
  /** Events by which the record was reviewed or approved. */
  readonly judgements: readonly string[];
  readonly addenda: number;
}

export const noReview: ReviewPart = {
  marks: keyed(),
  production: undefined,
  quality: undefined,
  judgements: [],
  addenda: 0,
};

/** Up to which revision the record has been reviewed; -1: not at all. */
export const reviewedTo = ({ quality }: ReviewPart): number => quality?.toRevision ?? -1;

/**
 * The last mark that names a rule settles what that rule flagged, and nothing else. What needs a
 * deviation is settled by the deviation; what needs a correction by the mark that follows it.
 */
export const isSettledBy =
  (marksOf: (eventId: string) => readonly Mark[]) =>
  ({ eventId, ruleKey }: Flagged): boolean => {
    const mark = marksOf(eventId).findLast(({ ruleKeys }) => ruleKeys.includes(ruleKey));
    if (!mark) return false;
    const { judgement, deviationId } = mark;
    const isDeviated = judgement === "needsDeviation" && deviationId !== undefined;
    return judgement === "justified" || isDeviated;
  };

export function evolveReview(
  part: ReviewPart,
  event: EventOf<(typeof reviewEvents)[number]>,
  by: string,
  id: string,
): ReviewPart {
  const judgements = [...part.judgements, id];
  switch (event.type) {
    case "ExceptionJudged": {
      const { eventId } = event.data;
      const marks = part.marks.with(eventId, [...(part.marks.get(eventId) ?? []), event.data]);
      return { ...part, marks };
    }
    case "ProductionApproved":
      return { ...part, judgements, production: judged(event.data, by) };
    case "RecordReviewed":
      return { ...part, judgements, quality: judged(event.data, by, event.data.conclusion) };
    case "AddendumWritten":
      return { ...part, addenda: part.addenda + 1 };
    case "BatchRecordApproved":
    case "BatchRecordNotApproved":
      return { ...part, judgements };
    default:
      return event satisfies never;
  }
}

const judged = (
  { toRevision, coverage }: EventOf<typeof ProductionApproved>["data"],
  by: string,
  conclusion?: string,
): Judged => ({
  toRevision,
  rules: coverage.ruleSetDigest,
  outcome: `${coverage.judged} ${coverage.digest}`,
  by,
  conclusion,
});
