// The exceptions of a batch, and what they keep from being reviewed and approved (regulatory,
// 10.4): of its own entries, and of those of its lots and equipment; deviations have a gate of
// their own.
import type { Context } from "../../kernel/decider.ts";
import {
  type Coverage,
  coverageOf,
  type Evaluation,
  evaluate,
  type Flagged,
  flagging,
} from "../../kernel/exception/evaluate.ts";
import { type Fact, factList } from "../../kernel/exception/fact.ts";
import type { RuleSet } from "../../kernel/exception/rule.ts";
import { shippedRules } from "../../kernel/exception/shipped.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import type { Batch } from "../batch-part.ts";
import { refuseMissing } from "../control-recipe/gate/missing.ts";
import { isSettledBy, type ReviewPart } from "./review.ts";

export const evaluated = ({ facts }: Batch, ruleSet: RuleSet = shippedRules): Evaluation =>
  evaluate(ruleSet, factList(facts));

/** Whether each of these rules flags the entry; no other rule and no other entry is evaluated. */
export function isFlaggedBy(
  { facts }: Batch,
  { eventId, ruleKeys }: { readonly eventId: string; readonly ruleKeys: readonly string[] },
  ruleSet: RuleSet = shippedRules,
): boolean {
  const named = ruleSet.rules.filter(({ key }) => ruleKeys.includes(key));
  const flags = flagging(named, facts, eventId);
  return ruleKeys.every((key) => flags.has(key));
}

export const coverageFor = (batch: Batch, ruleSet: RuleSet | undefined): Coverage =>
  coverageOf(evaluated(batch, ruleSet), settledIn(batch));

const settledIn = ({ review: { marks } }: Batch) =>
  isSettledBy((eventId) => marks.get(eventId) ?? []);

/** Flagged as critical, and not settled by a mark. */
function unsettled(batch: Batch, { flagged }: Evaluation): readonly Flagged[] {
  const isSettled = settledIn(batch);
  return flagged.filter((one) => one.severity === "critical" && !isSettled(one));
}

export const refuseUnjudged = (batch: Batch, ruleSet: RuleSet | undefined): Refusal | undefined =>
  refuseOpen(unsettled(batch, evaluated(batch, ruleSet)));

function refuseOpen(flagged: readonly Flagged[]): Refusal | undefined {
  const open = flagged.map(({ eventId, ruleKey }) => ({ eventId, ruleKey }));
  if (open.length === 0) return undefined;
  const message = `${open.length} critical exceptions have not been judged.`;
  return refuse("AUDIT_REVIEW_PENDING", message, { sections: [25], open });
}

/** Entries of its lots and of its equipment that rules flag are judged as its own are. */
export function refuseUnjudgedElsewhere(
  batch: Batch,
  facts: readonly Fact[],
  ruleSet: RuleSet,
): Refusal | undefined {
  return refuseOpen(unsettled(batch, evaluate(ruleSet, facts)));
}

/**
 * 21 CFR 211.188(a): section 3 of the record is the copy of the master. No departure makes up for
 * it: one is authorised from what a copy asks for.
 */
export const refuseUncopied = ({ copied }: Batch): Refusal | undefined =>
  copied ? undefined : refuseMissing([{ section: 3, item: "copy of the master record" }]);

/** By a master, section 28 of the record is asked for: another person's word for production. */
export function refuseUnproduced(batch: Batch, context: Context): Refusal | undefined {
  const { production } = batch.review;
  const same = refuseSame(production, context);
  if (same || !batch.copied) return same;
  if (production !== undefined && production.toRevision >= batch.lastEntry) return undefined;
  const missing = [{ section: 28, item: "approval for production of the record as it is" }];
  const message = "Section 28 of the record lacks the approval for production.";
  return refuse("BATCH_RECORD_INCOMPLETE", message, { sections: [28], missing });
}

type Judged = ReviewPart["production"];

/** Production, review and approval are three people's: nobody judges their own (21 CFR 211.22). */
export const refuseSame = (former: Judged, { actor }: Context): Refusal | undefined =>
  former?.by === actor.id
    ? refuse("REVIEWER_NOT_INDEPENDENT", "The same person has judged the record already.")
    : undefined;

interface Said {
  readonly toRevision: number;
  readonly coverage: Coverage;
  readonly conclusion?: string;
}

/** The same person has said the same of the same: another who says it too is another judgement. */
export const isJudgedSo = (
  former: Judged,
  { toRevision, coverage, conclusion }: Said,
  { actor }: Context,
): boolean =>
  former?.by === actor.id &&
  former.conclusion === conclusion &&
  former.toRevision >= toRevision &&
  former.rules === coverage.ruleSetDigest &&
  former.outcome === `${coverage.judged} ${coverage.digest}`;
