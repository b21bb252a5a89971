// A review of an audit trail as it stands: open or signed, and up to which entry it is signed.
import { expect, test } from "vitest";
import { auditReview } from "../../../src/domain/audit-review/audit-review.ts";
import { AuditReviewOpened } from "../../../src/domain/audit-review/events.ts";
import { stateOf, uuid } from "../../given.ts";

const opening = { kind: "batch" as const, id: "b-1", asOf: 100, ruleVersions: ["late-entry 1"] };
const opened = { type: "AuditReviewOpened", data: opening };
const judged = {
  type: "AuditExceptionJudged",
  data: { eventId: uuid(1), judgement: "justified", text: "The clock was wrong." },
};
const signed = (toAsOf: number) => ({
  type: "AuditReviewSigned",
  data: { toAsOf, signatureId: "s-1" },
});
const reopened = { type: "AuditReviewReopened", data: { fromAsOf: 100, toAsOf: 120 } };

test.each([
  ["nothing", [], { status: "none" }],
  ["the opening", [opened], { status: "open", signedTo: 0 }],
  ["a judgement", [opened, judged], { status: "open", signedTo: 0 }],
  ["a judgement alone", [judged], { status: "none" }],
  ["the signature", [opened, judged, signed(100)], { status: "signed", signedTo: 100 }],
  ["taking it up again", [opened, signed(100), reopened], { status: "open", signedTo: 100 }],
  ["signing again", [opened, signed(100), reopened, signed(120)], { signedTo: 120 }],
])("after %s", (_, past, state) => {
  expect(stateOf(auditReview, past)).toMatchObject(state);
});

test("it is in the trail of what it reviews", () => {
  expect(AuditReviewOpened.subjects(opening)).toEqual([{ batch: "b-1" }]);
});
