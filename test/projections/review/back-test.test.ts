// A back-test over batches of the log: rules in force flag what the review flags; nothing is
// written by it.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { shippedRules } from "../../../src/domain/kernel/exception/shipped.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { batchRecord } from "../../../src/projections/batch-record/batch-record.ts";
import { backTestOf } from "../../../src/projections/review/back-test.ts";
import { batchExceptions } from "../../../src/projections/review/exceptions.ts";
import { review } from "../../../src/projections/review/review.ts";
import { withDatabase } from "../../database-hook.ts";
import { recipe } from "../../domain/batch/control-recipe/examples.ts";
import { executed } from "../batch-record/executed.ts";
import { project, recordedAt, stored } from "../history.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});
const at = recordedAt(99);

async function happened() {
  const events = stored(eventTypes, executed);
  for (const model of [auditTrail, batchRecord, review]) {
    await project(database, model, eventTypes, events);
  }
  return database.kysely;
}

test("the rules in force flag what the review flags, and leave open what it does", async () => {
  const kysely = await happened();
  const { exceptions, notEvaluated } = await batchExceptions(kysely, "171", { at });
  expect(exceptions.length).toBeGreaterThan(0);
  const { batches } = await backTestOf(kysely, ["171"], {}, at);
  const [found] = batches;
  const byRule = (of: "wouldFlag" | "flaggedThen") =>
    (found?.rules ?? []).map((rule) => [rule.ruleKey, rule[of].map(({ eventId }) => eventId)]);
  const reviewed = shippedRules.rules.map(({ key }) => [
    key,
    exceptions.flatMap(({ ruleKeys, eventId }) => (ruleKeys.includes(key) ? eventId : [])),
  ]);
  expect(byRule("wouldFlag")).toEqual(reviewed);
  expect(byRule("flaggedThen")).toEqual(reviewed);
  const open = (found?.rules ?? []).flatMap((rule) =>
    rule.notEvaluated.flatMap(({ entries }) => entries.map(({ eventId }) => eventId)),
  );
  const none = (found?.noRule ?? []).map(({ eventId }) => eventId);
  expect([...open, ...none].sort()).toEqual(
    notEvaluated.flatMap(({ eventIds }) => [...eventIds]).sort(),
  );
});

test("weighings are judged as then, and say so; who is unknown is told", async () => {
  const kysely = await happened();
  const { batches, unknown } = await backTestOf(kysely, ["171", "nobody"], { recipe }, at);
  expect(unknown).toEqual(["nobody"]);
  expect(batches).toMatchObject([{ batchNumber: "171", rulesThen: { version: 0 } }]);
  expect(batches[0]?.kept).toMatchObject([
    { reason: "AMOUNT_NOT_TOLD", entries: [{ what: expect.stringContaining("Maize starch") }] },
  ]);
});
