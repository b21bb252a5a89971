// BR-1: the gate of approval. For each section that it asks for, a record that lacks just that:
// refused naming just that.
import { expect, test } from "vitest";
import { authoriseDeparture } from "../../../../src/domain/batch/deviation/commands.ts";
import { approveBatchRecord } from "../../../../src/domain/batch/review/commands.ts";
import { shippedRules } from "../../../../src/domain/kernel/exception/shipped.ts";
import { isRefusal } from "../../../../src/domain/kernel/refusal.ts";
import { decided, given, type Past, person, stateOf } from "../../../given.ts";
import { kg } from "../control-recipe/examples.ts";
import { closed, judgedByTwo, speed, whole } from "../control-recipe/whole.ts";
import { closed as closedPlain } from "../examples.ts";

const actor = person("vera", "qa");
function approving(past: readonly Past[], more: object = {}): unknown {
  const state = stateOf(approveBatchRecord.aggregate, past);
  const revision = past.length - 1;
  const data = { toRevision: revision, ...more };
  const decision = decided(approveBatchRecord, data, state, { actor, revision });
  if (!isRefusal(decision)) return decision.map(({ type }) => type);
  const { sections } = { ...decision.attempted };
  return [decision.refused, sections];
}

const ready = judgedByTwo(...closed);
const completed = closed.slice(whole.length);
const without = (type: string) => ready.filter((one) => one.type !== type);
const serials: Past = {
  type: "SerialsIssued",
  data: { reservationId: "r-1", serials: [{ from: "A001", to: "A010" }] },
};
const outside: Past = {
  type: "ParameterRecorded",
  data: {
    parameter: "Water",
    value: kg("2"),
    limits: { high: kg("1"), rounding: "none" },
    outOfLimit: true,
    source: "manual",
  },
};
const incomplete = "BATCH_RECORD_INCOMPLETE";

test("a record that holds everything is approved", () => {
  expect(approving(ready)).toEqual(["BatchRecordApproved"]);
});

test.each([
  ["the copy of a master", 3, incomplete, judgedByTwo(...closedPlain)],
  ["its serial numbers", 19, "SERIAL_RECONCILIATION_FAILED", judgedByTwo(...closed, serials)],
  [
    "the judgement of an exception",
    25,
    "AUDIT_REVIEW_PENDING",
    judgedByTwo(...whole, outside, ...completed),
  ],
  ["the approval for production", 28, incomplete, without("ProductionApproved")],
  ["the review of quality", 29, "QA_REVIEW_PENDING", without("RecordReviewed")],
] as const)("without %s only section %i is named", (_, section, code, past) => {
  expect(approving(past)).toEqual([code, [section]]);
});

test("reviewed by other exception rules, section 25 is named", () => {
  const ruleSet = { ...shippedRules, digest: "a".repeat(64) };
  expect(approving(ready, { ruleSet })).toEqual(["AUDIT_REVIEW_PENDING", [25]]);
});

test("no departure makes up for the copy of a master", () => {
  const linked: Past = { type: "BatchDeviationLinked", data: { deviationId: "d-1" } };
  const departure = { deviationId: "d-1", section: 3, item: "copy of the master record" };
  const reason = { code: "departure", text: "There was none." };
  given(...closedPlain, linked)
    .when(authoriseDeparture, departure, { actor, reason })
    .thenRefused("NOT_FOUND");
  const authorised: Past = { type: "DepartureAuthorised", data: departure };
  const past = judgedByTwo(...closedPlain, linked, authorised);
  expect(approving(past)).toEqual([incomplete, [3]]);
});

test("a departure from the master during the run is judged before the record is approved", () => {
  const item = "Granules > Granulation > Granulate > mix: Mixer speed";
  const run = whole.filter((one) => one !== speed);
  const linked: Past = { type: "BatchDeviationLinked", data: { deviationId: "d-1" } };
  const data = { deviationId: "d-1", section: 10, item };
  expect(approving(judgedByTwo(...whole, linked, ...completed))).toEqual(["BatchRecordApproved"]);
  const departed = [...run, linked, { type: "DepartureAuthorised", data }, ...completed];
  expect(approving(judgedByTwo(...departed))).toEqual(["AUDIT_REVIEW_PENDING", [25]]);
});
