// From complaints to what their batches share, and other batches do not, over real tables.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../../../src/database/connection.ts";
import { eventTypes } from "../../../../src/domain/catalogue.ts";
import { auditTrail } from "../../../../src/projections/audit-trail/audit-trail.ts";
import { batchRecord } from "../../../../src/projections/batch-record/batch-record.ts";
import {
  circumstances,
  usualShifts,
} from "../../../../src/projections/genealogy/circumstance/circumstances.ts";
import { genealogy } from "../../../../src/projections/genealogy/genealogy.ts";
import { createTestDatabase, type TestDatabase } from "../../../database-for-test.ts";
import { ada, type Happened, project, stored } from "../../history.ts";
import { issued, produced, received } from "../material.ts";

const bob = { ...ada, id: "person-bob", printedName: "Bob Example" };
const on = (batch: string, type: string, data: object, more: Partial<Happened> = {}): Happened => ({
  stream: `batch-${batch}`,
  type,
  data,
  ...more,
});
const begun = (batch: string, at: string, equipmentId: string, by = ada) =>
  on(batch, "BatchStarted", { equipmentId }, { occurredAt: at, by });
const force = (batch: string, value: string, unitOfMeasure = "kN") =>
  on(batch, "ParameterRecorded", {
    parameter: "force",
    value: { value, unitOfMeasure },
    source: "manual",
  });

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase();
  database = await openDatabase(place.address);
  const batches = ["1", "2", "3", "4"];
  const events = stored(eventTypes, [
    ...batches.map(issued),
    begun("1", "2026-11-20T23:30:00Z", "press-1", bob),
    begun("2", "2026-11-20T03:00:00Z", "press-1"),
    begun("3", "2026-11-20T10:00:00Z", "press-2"),
    begun("4", "2026-11-20T11:00:00Z", "press-1", bob),
    force("1", "4.7"),
    force("2", "4.9"),
    force("3", "5.2"),
    force("3", "20", "Cel"),
    ...batches.map((one) => produced(one, `p${one}`)),
    received("raw"),
  ]);
  await project(database, genealogy, eventTypes, events);
  await project(database, batchRecord, eventTypes, events);
  await project(database, auditTrail, eventTypes, events);
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

async function ask(of: readonly string[], more: object = {}) {
  const query = { of, shifts: usualShifts, limit: 50, ...more };
  const answer = await circumstances(database.kysely, query);
  if (answer.found !== "one") throw new Error(answer.found);
  return answer.answer;
}

test("what batches of two complaints share is counted beside others of the product", async () => {
  const answer = await ask(["lot:p1", "lot:p2"]);
  expect(answer).toMatchObject({ compared: 2, others: 2, withoutBatch: [] });
  expect(answer.behind.map(({ id }) => id)).toEqual(["1", "2"]);
  const found = answer.circumstances.map((one) => [one.kind, one.id, one.othersWith]);
  expect(found).toEqual([
    ["reading", "force <= 4.9 kN", 0],
    ["shift", "22:00", 0],
    ["equipment", "press-1", 1],
    ["reading", "force >= 4.7 kN", 1],
    ["person", ada.id, 2],
  ]);
  expect(answer.readingsNotCompared).toBe(1);
});

test("shifts are those that somebody names, in the time of the site", async () => {
  // Begun at 00:30 and at 04:00 there.
  const answer = await ask(["lot:p1", "lot:p2"], { shifts: ["00:00", "02:00"] });
  expect(answer.circumstances.some(({ kind }) => kind === "shift")).toBe(false);
});

test("a complaint that no batch is recorded of is named, and the list can be cut", async () => {
  const answer = await ask(["lot:p1", "lot:p2", "lot:raw"], { limit: 1 });
  expect(answer).toMatchObject({ withoutBatch: ["lot:raw"], candidates: 5 });
  expect(answer.circumstances).toMatchObject([{ explains: ["lot:p1", "lot:p2"] }]);
});

test("what was recorded later is not known yet", async () => {
  const answer = await ask(["batch:1", "batch:2"], { asOf: 9 });
  expect(answer.circumstances.map(({ kind }) => kind)).not.toContain("reading");
});
