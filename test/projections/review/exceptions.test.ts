// A review by exception as it was known at any tree size, over the entries of the batch and those
// of other streams, by the rules that were in effect.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { batch } from "../../../src/domain/batch/batch.ts";
import { coverageFor } from "../../../src/domain/batch/review/exceptions.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { shippedRules } from "../../../src/domain/kernel/exception/shipped.ts";
import { digestOf } from "../../../src/domain/kernel/recipe/digest.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { batchExceptions } from "../../../src/projections/review/exceptions.ts";
import { review } from "../../../src/projections/review/review.ts";
import { ruleSetVersions } from "../../../src/projections/review/rules-at.ts";
import { withDatabase } from "../../database-hook.ts";
import { stateOf } from "../../given.ts";
import * as tablets from "../batch-record/tablets.ts";
import { ada, eventIdAt, type Happened, project, recordedAt, stored } from "../history.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const bela = { ...ada, id: "person-bela", username: "bela", printedName: "Bela Kos" };
const reading = (value: string, more: object = {}): Happened => ({
  stream: "batch-171",
  type: "ParameterRecorded",
  data: {
    parameter: "Water",
    value: { value, unitOfMeasure: "%" },
    limits: { high: { value: "2", unitOfMeasure: "%" }, rounding: "none" },
    outOfLimit: Number(value) > 2,
    source: "manual",
    ...more,
  },
});
const deviation = (type: string, data: object): Happened => ({
  stream: "deviation-d-1",
  type,
  data,
});
const raised = deviation("DeviationRaised", {
  title: "Water too high",
  description: "Measured above its limit.",
  detectedAt: recordedAt(5),
  batchId: "171",
  materialLotIds: [],
  equipmentIds: [],
});
const refused: Happened = {
  stream: "batch-171",
  type: "AttemptRefused",
  data: {
    command: "StartPhase",
    code: "STEP_OUT_OF_ORDER",
    message: "Mix comes before.",
    requirement: "Order.",
    attempted: {},
  },
};
const judged: Happened = {
  stream: "batch-171",
  type: "ExceptionJudged",
  data: {
    eventId: eventIdAt(2),
    ruleKeys: ["parameter-limits"],
    judgement: "justified",
    text: "The probe was out of the product.",
  },
  by: bela,
};
const rules = [{ ...shippedRules.rules[0]!, key: "water" }];
const seen = { version: 1, digest: digestOf(rules) };
const ofRules = (type: string, data: object): Happened => ({
  stream: "exceptionRuleSet-Site 1",
  type,
  data,
});

const history: readonly Happened[] = [
  tablets.issued(),
  tablets.started,
  reading("3"),
  reading("1"),
  refused,
  raised,
  tablets.completed,
  judged,
  deviation("DeviationClassified", { classification: "minor" }),
  deviation("DeviationClosed", { conclusion: "No effect." }),
  ofRules("ExceptionRulesDrafted", { ...seen, rules }),
  ofRules("ExceptionRulesSubmitted", seen),
  ofRules("ExceptionRulesApproved", { ...seen, effectiveFrom: recordedAt(14) }),
  { stream: "batch-171", type: "CommentAdded", data: { text: "Looks well." } },
  { stream: "batch-171", type: "CommentAdded", data: { text: "Still does." } },
].map((one) =>
  one.type === "DeviationClassified" ? { ...one, before: { classification: null } } : one,
);

async function happened(chunk?: number): Promise<void> {
  const events = stored(eventTypes, history);
  for (const one of [auditTrail, review]) await project(database, one, eventTypes, events, chunk);
}
const at = (asOf: number, unflagged = false) =>
  batchExceptions(database.kysely, "171", { asOf, unflagged });

test.each([1, 1_000])(
  "what was flagged, when it was open, when judged [chunks of %i]",
  async (chunk) => {
    await happened(chunk);
    const open = await at(7);
    expect(
      open.exceptions.map(({ position, ruleKeys, severity, isOwn, isSettled }) => {
        return { position, ruleKeys, severity, isOwn, isSettled };
      }),
    ).toEqual([
      {
        position: 2,
        ruleKeys: ["parameter-limits"],
        severity: "critical",
        isOwn: true,
        isSettled: false,
      },
      { position: 4, ruleKeys: ["refused"], severity: "minor", isOwn: false, isSettled: false },
      {
        position: 5,
        ruleKeys: ["deviation"],
        severity: "critical",
        isOwn: false,
        isSettled: false,
      },
    ]);
    expect(open.exceptions[0]).toMatchObject({ who: "Ada Novak", marks: [] });
    const [first] = (await at(8)).exceptions;
    expect(first).toMatchObject({
      isSettled: true,
      marks: [{ judgement: "justified", by: "Bela Kos" }],
    });
    // The deviation is closed: nothing is to be said of it any more.
    expect((await at(10)).exceptions.map(({ position }) => position)).toEqual([2, 4]);
    await expect(at(0)).rejects.toMatchObject({ code: "NOT_IN_LOG" });
    await expect(at(99)).rejects.toMatchObject({ code: "AS_OF_AHEAD" });
  },
);

test("what is not flagged is collapsed, and one step away", async () => {
  await happened();
  const { unflagged, notEvaluated, exceptions } = await at(7);
  expect(unflagged).toEqual([
    { section: 2, facts: 3 },
    { section: 10, facts: 1 },
  ]);
  const shown = await at(7, true);
  expect(
    shown.unflagged.map(({ entries = [] }) => entries.map(({ position }) => position)),
  ).toEqual([[0, 1, 6], [3]]);
  const why = notEvaluated.map(({ section, ruleKey, reason }) => [section, ruleKey, reason]);
  expect(why).toContainEqual([2, null, "NO_RULE"]);
  expect(why).toContainEqual([10, "second-person", "NO_CONTROL_RECIPE"]);
  const all = [...exceptions, ...shown.unflagged.flatMap(({ entries = [] }) => entries)];
  expect(all.map(({ position }) => position).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test("the coverage is the one that a judgement from the log freezes", async () => {
  await happened();
  const own = history
    .map((one, n) => ({ ...one, id: eventIdAt(n), at: recordedAt(n), by: one.by ?? ada }))
    .filter(({ stream, type }) => stream === "batch-171" && type !== "AttemptRefused");
  for (const asOf of [2, 7, 8]) {
    const past = own.filter(({ id }) => history.findIndex((_, n) => eventIdAt(n) === id) < asOf);
    const state = stateOf(batch, past, "171");
    if (state.status === "unknown") throw new Error("Not issued.");
    expect((await at(asOf)).coverage).toEqual(coverageFor(state, undefined));
  }
});

test("the rules that were in effect then", async () => {
  await happened();
  expect((await at(14)).coverage.ruleSetVersion).toBe(0);
  const later = await at(15);
  expect(later.coverage).toMatchObject({ ruleSetVersion: 1, ruleSetDigest: seen.digest });
  // The mark is of a rule that is no longer: it is open again.
  expect(later.exceptions).toMatchObject([{ position: 2, ruleKeys: ["water"], isSettled: false }]);
  expect(await ruleSetVersions(database.kysely, "Site 1")).toMatchObject([
    { version: 1, status: "approved", effectiveFrom: recordedAt(14) },
  ]);
});
