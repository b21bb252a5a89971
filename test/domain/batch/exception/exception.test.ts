// Exceptions of a batch: each judged by somebody who did not make it, and what is open keeps the
// record from being reviewed and approved.

import { describe, expect, test } from "vitest";
import {
  approveBatchRecord,
  approveProduction,
  judgeException,
  reviewRecord,
} from "../../../../src/domain/batch/review/commands.ts";
import { isSettledBy } from "../../../../src/domain/batch/review/review.ts";
import type { RuleSet } from "../../../../src/domain/kernel/exception/rule.ts";
import { shippedRules } from "../../../../src/domain/kernel/exception/shipped.ts";
import { bela, given, type Past, person, uuid } from "../../../given.ts";
import * as w from "../control-recipe/whole.ts";
import { approved, closed, coverageAfter, kg, reviewed, runningPlain } from "../examples.ts";

const actor = bela;
const vera = person("vera", "qa");
const value = uuid(0xe2);
const reading = (eventId: string, more: object = {}): Past => ({
  type: "ParameterRecorded",
  data: {
    parameter: "Water",
    value: kg("2"),
    limits: { high: kg("1"), rounding: "none" },
    outOfLimit: true,
    source: "manual",
    ...more,
  },
  id: eventId,
});
const completed = { type: "BatchCompleted", data: {} };
const outside = [...runningPlain, reading(value), completed];
const toRevision = 3;
const mark = {
  eventId: value,
  ruleKeys: ["parameter-limits"],
  judgement: "justified" as const,
  text: "The probe was out of the product.",
};
const judged = { type: "ExceptionJudged", data: mark, by: bela };
const conclusion = { toRevision, conclusion: "Nothing open." };
const reviewedAfter = (...past: readonly Past[]) => ({
  type: "RecordReviewed",
  data: { ...conclusion, coverage: coverageAfter(...past) },
  by: bela,
});

describe("judging an exception", () => {
  test("happens", () => {
    given(...outside)
      .when(judgeException, mark, { actor })
      .then({ type: "ExceptionJudged", data: mark });
  });
  test("is repeated", () => {
    given(...outside, judged)
      .when(judgeException, mark, { actor })
      .thenNothing();
  });
  test("is judged otherwise by another reviewer, and both stay", () => {
    const other = { ...mark, judgement: "needsDeviation" as const };
    given(...outside, judged)
      .when(judgeException, other, { actor: vera })
      .then({ type: "ExceptionJudged", data: other });
  });
  test("of one rule leaves what another rule flagged as it was judged", () => {
    const settled = isSettledBy(() => [
      { ...mark, ruleKeys: ["one"] },
      { ...mark, ruleKeys: ["other"], judgement: "needsCorrection" },
    ]);
    const flagged = { eventId: mark.eventId, section: 10, severity: "critical" as const };
    expect(settled({ ...flagged, ruleKey: "one" })).toBe(true);
    expect(settled({ ...flagged, ruleKey: "other" })).toBe(false);
    expect(settled({ ...flagged, ruleKey: "third" })).toBe(false);
  });
  test("names a deviation that is about the batch, and no other", () => {
    const deviationId = uuid(0xde);
    const data = { ...mark, judgement: "needsDeviation" as const, deviationId };
    given(...outside)
      .when(judgeException, data, { actor })
      .thenRefused("DEVIATION_REQUIRED");
    given(...outside, { type: "BatchDeviationLinked", data: { deviationId } })
      .when(judgeException, data, { actor })
      .then({ type: "ExceptionJudged", data });
  });
  test("is refused before completion, to who made one entry, to nobody, and after approval", () => {
    given(...outside.slice(0, -1))
      .when(judgeException, mark, { actor })
      .thenRefused("BATCH_RECORD_INCOMPLETE");
    const oneEntry = { ...reading(uuid(0xe3), { value: kg("0.5"), outOfLimit: false }), by: bela };
    given(...outside.slice(0, -1), oneEntry, completed)
      .when(judgeException, mark, { actor })
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
    given(...outside)
      .when(judgeException, mark, { actor, authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
    given(...closed, reviewed, approved)
      .when(judgeException, mark, { actor })
      .thenRefused("BATCH_CLOSED");
  });
  test("is refused of what no such rule flags, and not of an entry of another stream", () => {
    given(...outside)
      .when(judgeException, { ...mark, ruleKeys: ["yield-limits"] }, { actor })
      .thenRefused("NOT_FOUND");
    const elsewhere = { ...mark, eventId: uuid(0xfff), ruleKeys: ["alarm"] };
    given(...outside)
      .when(judgeException, elsewhere, { actor })
      .then({ type: "ExceptionJudged", data: elsewhere });
  });
});

describe("a critical exception", () => {
  test("keeps the record from being reviewed until it is judged", () => {
    given(...outside)
      .when(reviewRecord, conclusion, { actor })
      .thenRefused("AUDIT_REVIEW_PENDING");
    const coverage = coverageAfter(...outside, judged);
    expect(coverage).toMatchObject({ facts: 4, flagged: 1, judged: 1 });
    given(...outside, judged)
      .when(reviewRecord, conclusion, { actor })
      .then({ type: "RecordReviewed", data: { ...conclusion, coverage } });
  });
  test.each([
    ["needsDeviation", {}, "open"],
    ["needsDeviation", { deviationId: "d-1" }, "settled"],
    ["needsCorrection", {}, "open"],
  ] as const)("that %s, with %o, is %s", (judgement, more, outcome) => {
    const data = { ...mark, judgement, ...more };
    const asked = given(...outside, { ...judged, data }).when(reviewRecord, conclusion, { actor });
    if (outcome === "open") asked.thenRefused("AUDIT_REVIEW_PENDING");
    else expect(coverageAfter(...outside, { ...judged, data }).judged).toBe(1);
  });
  test("that is judged otherwise since keeps it from being approved", () => {
    const made = [...w.whole, reading(value), completed, judged];
    const past = w.judgedByTwo(...made);
    const shown = { toRevision: made.length - 1 };
    given(...past)
      .when(approveBatchRecord, shown, { actor: vera })
      .then({
        type: "BatchRecordApproved",
        data: { ...shown, coverage: coverageAfter(...made) },
      });
    const again = { ...judged, data: { ...mark, judgement: "needsCorrection" } };
    given(...past, again)
      .when(approveBatchRecord, shown, { actor: vera })
      .thenRefused("AUDIT_REVIEW_PENDING");
  });
  test("that another rule flags as well is open again, and so is a review by other rules", () => {
    const past = [...outside, judged, reviewedAfter(...outside, judged)];
    const [first] = shippedRules.rules;
    const rules = [first!, { ...first!, key: "water-limits" }];
    const ruleSet: RuleSet = { version: 1, digest: "a".repeat(64), rules };
    given(...past)
      .when(approveBatchRecord, { toRevision, ruleSet }, { actor: vera })
      .thenRefused("AUDIT_REVIEW_PENDING");
    given(...past)
      .when(reviewRecord, { ...conclusion, ruleSet }, { actor })
      .thenRefused("AUDIT_REVIEW_PENDING");
  });
  test("corrected after its mark is another entry to be judged, and the delta opens", () => {
    const correction = {
      type: "ParameterCorrected",
      data: {
        correctsEventId: value,
        parameter: "Water",
        value: kg("3"),
        limits: { high: kg("1"), rounding: "none" },
        outOfLimit: true,
      },
      before: { value: kg("2") },
    };
    const past = [...outside, judged, reviewedAfter(...outside, judged), correction];
    given(...past)
      .when(approveBatchRecord, { toRevision }, { actor: vera })
      .thenRefused("RECORD_CHANGED_SINCE_VIEW");
    given(...past)
      .when(approveBatchRecord, { toRevision: 6 }, { actor: vera })
      .thenRefused("QA_REVIEW_PENDING");
    given(...past)
      .when(reviewRecord, { ...conclusion, toRevision: 6 }, { actor })
      .thenRefused("AUDIT_REVIEW_PENDING");
    // The mark before still stands: only the correction is to be looked at.
    expect(coverageAfter(...past)).toMatchObject({ flagged: 2, judged: 1 });
  });
});

describe("approving for production", () => {
  const shown = { toRevision: 2 };
  const data = { ...shown, coverage: coverageAfter(...closed) };
  const produced = { type: "ProductionApproved", data, by: w.carl };
  test("happens, and is repeated", () => {
    given(...closed)
      .when(approveProduction, shown, { actor: w.carl })
      .then({ type: "ProductionApproved", data });
    given(...closed, produced)
      .when(approveProduction, shown, { actor: w.carl })
      .thenNothing();
  });
  test("is refused to who worked on it, to nobody, of what was not shown, and once decided", () => {
    given(...closed)
      .when(approveProduction, shown)
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
    given(...closed)
      .when(approveProduction, shown, { actor: w.carl, authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
    given(...closed)
      .when(approveProduction, { toRevision: 1 }, { actor: w.carl })
      .thenRefused("RECORD_CHANGED_SINCE_VIEW");
    given(...closed, reviewed, approved)
      .when(approveProduction, shown, { actor: w.carl })
      .thenRefused("BATCH_CLOSED");
  });
  test("is not the review of quality: they are two people", () => {
    const asked = { ...shown, conclusion: "Nothing open." };
    given(...closed, produced)
      .when(reviewRecord, asked, { actor: w.carl })
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
    given(...closed, { ...reviewed, by: w.carl })
      .when(approveProduction, shown, { actor: w.carl })
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
    given(...w.judgedByTwo(...w.closed))
      .when(approveBatchRecord, { toRevision: w.closed.length - 1 }, { actor: w.carl })
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
  });
});
