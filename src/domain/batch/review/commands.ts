// Reviewing the record, approving it or not, and what may be added afterwards (21 CFR 211.192).
import type { Context } from "../../kernel/decider.ts";
import type { EventOf } from "../../kernel/event-type.ts";
import { RuleSet } from "../../kernel/exception/rule.ts";
import { shippedRules } from "../../kernel/exception/shipped.ts";
import {
  type Asking,
  refuseUnlessPerson,
  refuseWithoutReason,
  sameContent,
} from "../../kernel/precondition.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { command } from "../batch.ts";
import type { Batch } from "../batch-part.ts";
import { refuseOpen } from "../lifecycle/commands.ts";
import { numberOf } from "../lifecycle/lifecycle.ts";
import { isFailed } from "../record/released.ts";
import { isKnown, unknownBatch } from "../standing.ts";
import {
  AddendumWritten,
  BatchRecordApproved,
  BatchRecordNotApproved,
  ExceptionJudged,
  RecordReviewed,
  Resting,
} from "./events.ts";
import {
  coverageFor,
  isFlaggedBy,
  isJudgedSo,
  refuseSame,
  refuseUncopied,
  refuseUnjudged,
  refuseUnproduced,
} from "./exceptions.ts";
import { reviewedTo } from "./review.ts";

/** Those of the site, as the log has them; none: those that ship. */
const by = { ruleSet: RuleSet.exactOptional() };
const Approve = BatchRecordApproved.data.pick({ toRevision: true }).extend(by);

/** On an entry of another stream too: whether a rule flags it, the record shows. */
export const judgeException = command(
  "JudgeException",
  "reviewRecord",
  ExceptionJudged.data.extend(by),
  ({ ruleSet, ...data }, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const refused = refuseMarking(batch, context);
    if (refused) return refused;
    const last = batch.review.marks
      .get(data.eventId)
      ?.findLast(({ ruleKeys }) => sameContent(ruleKeys, data.ruleKeys));
    if (sameContent(last, data)) return [];
    const { deviationId } = data;
    if (deviationId !== undefined && !batch.deviations.linked.has(deviationId)) {
      return refuse("DEVIATION_REQUIRED", "The deviation is not about the batch.", { deviationId });
    }
    if (data.judgement === "justified" && deviationId === undefined && isOfFailed(batch, data)) {
      const message = "What fails its specification is justified by an investigation: name it.";
      return refuse("DEVIATION_REQUIRED", message, { eventId: data.eventId });
    }
    const isOwn = batch.authors.has(data.eventId);
    if (!isOwn || isFlaggedBy(batch, data, ruleSet)) return [{ type: "ExceptionJudged", data }];
    return refuse("NOT_FOUND", `Not flagged by all of ${data.ruleKeys.join(", ")}.`);
  },
);

type Mark = EventOf<typeof ExceptionJudged>["data"];

/** Its release would be refused for ever: no mark is made after the approval. */
const isOfFailed = (batch: Batch, { eventId, ruleKeys }: Mark): boolean =>
  ruleKeys.includes("specification") &&
  [...batch.results.entries.values()].some((one) => one.saidBy === eventId && isFailed(one));

export const approveProduction = command(
  "ApproveProduction",
  "approveProduction",
  Approve,
  ({ toRevision, ruleSet }, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    if (batch.status === "approved" || batch.status === "notApproved") return closed(batch);
    const refused =
      refuseJudgement(batch, toRevision, context) ??
      refuseUnseen(toRevision, context) ??
      refuseSame(batch.review.quality, context);
    if (refused) return refused;
    const coverage = coverageFor(batch, ruleSet);
    const said = { toRevision, coverage };
    if (isJudgedSo(batch.review.production, said, context)) return [];
    return [{ type: "ProductionApproved", data: said }];
  },
);

export const reviewRecord = command(
  "ReviewRecord",
  "reviewRecord",
  RecordReviewed.data.omit({ coverage: true }).extend(by),
  ({ ruleSet, ...data }, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    if (batch.status === "approved" || batch.status === "notApproved") return closed(batch);
    const refused =
      refuseJudgement(batch, data.toRevision, context) ??
      refuseUnseen(data.toRevision, context) ??
      refuseUnproduced(batch, context) ??
      refuseUnjudged(batch, ruleSet);
    if (refused) return refused;
    const coverage = coverageFor(batch, ruleSet);
    const said = { ...data, coverage };
    if (isJudgedSo(batch.review.quality, said, context)) return [];
    return [{ type: "RecordReviewed", data: said }];
  },
);

export const approveBatchRecord = command(
  "ApproveBatchRecord",
  "approveRecord",
  Approve,
  ({ toRevision, ruleSet = shippedRules }, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    if (batch.status === "approved") return [];
    if (batch.status === "notApproved") return closed(batch);
    // ES-14: an import cannot stand for what was to be recorded as it happened.
    if (batch.issued.dataOrigin === "import") {
      return refuse("STEP_MUST_BE_RECORDED_LIVE", "An imported summary is no batch record.");
    }
    const refused =
      refuseJudgement(batch, toRevision, context) ?? refuseUnseen(toRevision, context);
    if (refused) return refused;
    if (reviewedTo(batch.review) < batch.lastEntry) {
      const message = "The record as it is now has not been reviewed.";
      return refuse("QA_REVIEW_PENDING", message, { sections: [29] });
    }
    const same = refuseSame(batch.review.quality, context);
    if (same) return same;
    if (batch.holds.size > 0) return refuse("STATUS_BLOCKS_USE", "A hold stands on the batch.");
    if (batch.review.quality?.rules !== ruleSet.digest) {
      const message = "It was reviewed by other exception rules.";
      return refuse("AUDIT_REVIEW_PENDING", message, { sections: [25] });
    }
    // It may have been corrected or taken back since it was completed.
    const lacking =
      refuseOpen(batch) ??
      refuseUncopied(batch) ??
      refuseUnproduced(batch, context) ??
      refuseUnjudged(batch, ruleSet);
    if (lacking) return lacking;
    const coverage = coverageFor(batch, ruleSet);
    return [{ type: "BatchRecordApproved", data: { toRevision, coverage } }];
  },
);

export const rejectBatchRecord = command(
  "RejectBatchRecord",
  "approveRecord",
  BatchRecordNotApproved.data,
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    if (batch.status === "notApproved") return [];
    if (batch.status === "approved") return closed(batch);
    const refused =
      refuseJudgement(batch, data.toRevision, context) ??
      refuseUnseen(data.toRevision, context) ??
      refuseWithoutReason(context);
    return refused ?? [{ type: "BatchRecordNotApproved", data }];
  },
);

/** What a caller states. */
export const Addendum = AddendumWritten.data.omit({ makesStale: true, proposesHold: true });

/**
 * `resting`: what was looked up; without it, what the batch itself knows. Once the record is
 * decided on, a hold is proposed with it.
 */
export const writeAddendum = command(
  "WriteAddendum",
  "reviewRecord",
  Addendum.extend({ resting: Resting.exactOptional() }),
  ({ resting = nothingRests, ...data }, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    if (batch.status === "issued" || batch.status === "running") {
      return refuse("STATUS_BLOCKS_USE", "While a batch runs, the entry itself is corrected.");
    }
    if (data.aboutEventId !== undefined && !batch.authors.has(data.aboutEventId)) {
      return refuse("NOT_FOUND", "The batch has no such entry.");
    }
    const refused = refuseUnlessPerson(context) ?? refuseWithoutReason(context);
    const made = [...batch.material.outputs.values()].map(({ data: of }) => of.materialLotId);
    const materialLotIds = [...new Set([...made, ...resting.materialLotIds])].sort();
    const judgements = [...batch.review.judgements];
    const makesStale = { judgements, ...resting, materialLotIds };
    const isDecided = batch.status !== "completed" || resting.dispositions.length > 0;
    const proposed = isDecided && { proposesHold: context.newId(0) };
    return refused ?? [{ type: "AddendumWritten", data: { ...data, makesStale, ...proposed } }];
  },
);

const nothingRests: Resting = {
  materialLotIds: [],
  dispositions: [],
  recallIds: [],
  traceExerciseIds: [],
};

/** Before a mark is made, and before anybody is offered to make one. */
export const refuseMarking = (batch: Batch, context: Asking): Refusal | undefined =>
  batch.status === "approved" || batch.status === "notApproved"
    ? closed(batch)
    : refuseJudgement(batch, batch.lastEntry, context);

/** What was not there yet, refused attempts included, nobody has seen. */
function refuseUnseen(toRevision: number, { revision }: Context): Refusal | undefined {
  if (toRevision <= revision) return undefined;
  const message = `Revision ${toRevision} was shown to nobody; ${revision} is the last.`;
  return refuse("RECORD_CHANGED_SINCE_VIEW", message);
}

const closed = (batch: Batch): Refusal =>
  refuse("BATCH_CLOSED", `The record of batch ${numberOf(batch)} has been decided on.`);

/** Somebody, who has seen the completed record as it is now, and who did not make the batch. */
function refuseJudgement(
  { status, lastEntry, performers }: Batch,
  toRevision: number,
  context: Asking,
): Refusal | undefined {
  const nobody = refuseUnlessPerson(context);
  if (nobody) return nobody;
  if (status === "issued" || status === "running") {
    return refuse("BATCH_RECORD_INCOMPLETE", "The batch has not been completed.");
  }
  if (performers.has(context.actor.id)) {
    return refuse("REVIEWER_NOT_INDEPENDENT", "Who worked on the batch does not judge its record.");
  }
  if (toRevision >= lastEntry) return undefined;
  const shown = `Revision ${toRevision} was shown; the last entry is ${lastEntry}.`;
  return refuse("RECORD_CHANGED_SINCE_VIEW", shown);
}
