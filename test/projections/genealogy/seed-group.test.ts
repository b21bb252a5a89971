// From a press, a person, a recipe, a reading or a document to the batches that it is about.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { batchRecord } from "../../../src/projections/batch-record/batch-record.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { common } from "../../../src/projections/genealogy/question/common.ts";
import { trace } from "../../../src/projections/genealogy/trace.ts";
import { processData } from "../../../src/projections/process-data/process-data.ts";
import { createTestDatabase, type TestDatabase } from "../../database-for-test.ts";
import { ada, eventIdAt, type Happened, project, recordedAt, stored } from "../history.ts";
import {
  consumed,
  issued,
  loaded,
  opened,
  prepared,
  produced,
  received,
  shipped,
} from "./material.ts";

const force = "press force";
const kN = (value: string) => ({ value, unitOfMeasure: "kN" });
const reading = (batch: string, value: object, more: object = {}): Happened => ({
  stream: `batch-${batch}`,
  type: "ParameterRecorded",
  data: { parameter: force, value, source: "manual", ...more },
});
const byRecipe = (batch: string, recipeVersion: string): Happened => {
  const event = issued(batch);
  const recipe = { recipeId: "MR-1", recipeVersion, name: "Tablets", digest: "0".repeat(64) };
  return {
    ...event,
    data: { ...Object(event.data), recipe: { ...recipe, phases: [], formula: [] } },
  };
};
const bob = { ...ada, id: "person-bob" };

const inContainer = (containerId: string) => ({ containerId });
const containers: readonly Happened[] = [
  received("c", { containers: ["c-1", "c-2", "c-3"].map(inContainer) }),
  ...["3", "4", "5"].map(issued),
  consumed("3", "c", inContainer("c-1")),
  consumed("4", "c", inContainer("c-2")),
  consumed("5", "c"),
  produced("3", "q"),
];
const labelIssued = (batch: string, lot: string, artworkVersion: string): Happened => ({
  stream: `batch-${batch}`,
  type: "LabelIssued",
  data: {
    materialLotId: lot,
    quantity: { value: "100", unitOfMeasure: "{label}" },
    material: { materialDefinitionId: "label-1", name: "Labels" },
    artworkVersion,
  },
});
const labels: readonly Happened[] = [
  received("r7"),
  received("r8"),
  labelIssued("3", "r7", "7"),
  labelIssued("4", "r8", "8"),
  consumed("3", "r7"),
];
const onScale = (type: string, data: object): Happened => ({
  stream: "equipment-scale",
  type,
  data,
});
const calibrated = (result: "pass" | "fail", certificate: string) =>
  onScale("EquipmentCalibrated", { result, certificate, dueOn: "2027-11-20" });
const used = (batchId: string) => onScale("EquipmentUseStarted", { batchId, flags: [] });
const calibrations: readonly Happened[] = [
  onScale("EquipmentRegistered", {
    name: "Scale",
    kind: "instrument",
    identifiers: [],
    calibrationNeeded: true,
  }),
  used("3"),
  onScale("EquipmentUseEnded", { batchId: "3" }),
  used("4"),
  calibrated("pass", "K-1"),
  onScale("EquipmentUseEnded", { batchId: "4" }),
  reading("5", { value: "30", unitOfMeasure: "Cel" }, { equipmentId: "scale" }),
  reading("1", { value: "30", unitOfMeasure: "Cel" }),
  calibrated("fail", "K-2"),
  used("2"),
  calibrated("fail", "K-3"),
];

/** The first value of batch 2 did not fit; the second was put into its place. */
const mg = (value: string) => ({ value, unitOfMeasure: "mg" });
const correctedFrom = (position: number): readonly Happened[] => [
  {
    stream: "batch-2",
    type: "ParameterRecorded",
    data: { parameter: "weight", value: mg("4"), source: "manual" },
  },
  {
    stream: "batch-2",
    type: "ParameterCorrected",
    data: { correctsEventId: eventIdAt(position), parameter: "weight", value: mg("5.5") },
    before: { value: mg("4") },
    reason: { code: "typo", text: "Digits were transposed" },
  },
];
const ejection: readonly Happened[] = [
  {
    stream: "processData-2",
    type: "ProcessDataRecorded",
    data: {
      batchId: "2",
      t0: recordedAt(0),
      dt: [0, 1, 2],
      columns: [{ tag: "ejection force", unitOfMeasure: "N", values: [4_900, null, 5_600] }],
    },
  },
];

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase();
  database = await openDatabase(place.address);
  const first = [
    received("a"),
    byRecipe("1", "7"),
    byRecipe("2", "8"),
    { ...consumed("1", "a"), by: bob },
    reading("1", kN("4.9"), { equipmentId: "press-1" }),
    reading("2", kN("5.1"), { equipmentId: "press-1" }),
    produced("1", "p"),
    prepared("s", "p"),
    shipped("s", "p"),
    opened("u"),
    loaded("u", "p"),
    reading("2", { value: "20", unitOfMeasure: "Cel" }),
    ...containers,
    ...labels,
    ...calibrations,
    ...ejection,
  ];
  const events = stored(eventTypes, [...first, ...correctedFrom(first.length)]);
  await project(database, genealogy, eventTypes, events);
  await project(database, batchRecord, eventTypes, events);
  await project(database, processData, eventTypes, events);
  await project(database, auditTrail, eventTypes, events);
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

const ask = (from: string | readonly string[], more: object = {}) =>
  trace(database.kysely, { from, direction: "forward", at: recordedAt(0), ...more });
async function standsFor(from: string, more: object = {}) {
  const answer = await ask(from, more);
  if (answer.found !== "one") return answer.found;
  return answer.trace.seeds.flatMap(({ things }) => things.map(({ id }) => id));
}

test.each([
  ["equipment:press-1", ["1", "2"]],
  [`equipment:press-1@${recordedAt(5)}..`, ["2"]],
  [`equipment:press-1@..${recordedAt(4)}`, ["1"]],
  ["equipment:press-1@2026-11-20..2026-11-20", ["1", "2"]],
  ["equipment:press-1@2026-11-21..", "none"],
  ["equipment:press-2", "none"],
  ["equipment:press-1@soon..", "none"],
  ["equipment:press-1@2026-01-31T00:00:00+0100..", "none"],
  ["person:person-bob", ["a", "1"]],
  ["party:party-1", ["p", "s"]],
  ["recipe:MR-1", ["1", "2"]],
  ["recipe:MR-1@8", ["2"]],
  ["recipe:MR-1@9", "none"],
  [`reading:${force}<5 kN`, ["1"]],
  [`reading:${force}>=5100 N`, ["2"]],
  [`reading:${force}<5 Cel`, []],
  ["reading:ejection force>5 kN", ["2"]],
  ["reading:ejection force>6 kN", "none"],
  ["reading:weight<5 mg", ["2"]],
  ["reading:weight<6 mg", ["2"]],
  [`reading:${force}=4.900 kN`, ["1"]],
  [`reading:${force}<1.2.3 kN`, "none"],
  [`reading:${force}<5`, "none"],
  ["document:s", ["s"]],
  ["document:u", ["u"]],
  ["document:sx", "none"],
])("%s", async (written, expected) => {
  expect(await standsFor(written)).toEqual(expected);
});

test.each([
  ["container:c-1", ["3", "5"]],
  ["container:c-2", ["4", "5"]],
  ["container:c-3", ["5"]],
  ["container:c-9", "none"],
  ["artwork:label-1@7", ["3", "r7"]],
  ["artwork:label-1", ["3", "4", "r7", "r8"]],
  ["artwork:label-1@9", "none"],
  ["calibration:scale@K-2", ["4", "5"]],
  ["calibration:scale", ["2", "4", "5"]],
  ["calibration:scale@K-1", "none"],
  ["calibration:press-1", "none"],
])("%s", async (written, expected) => {
  const found = await standsFor(written);
  expect(Array.isArray(found) ? found.sort() : found).toEqual(expected);
});

test("a container is forward what was taken from it, and backward its lot", async () => {
  const forward = await ask("container:c-1");
  if (forward.found !== "one") throw new Error(forward.found);
  expect(forward.trace.lots.map(({ lotId }) => lotId)).toEqual(["q"]);
  expect(forward.trace.unknown).toContainEqual(
    expect.objectContaining({ code: "CONTAINER_UNSTATED", subject: "5" }),
  );
  expect(await standsFor("container:c-1", { direction: "backward" })).toEqual(["c"]);
  expect(await standsFor("container:c-1", { direction: "mixed" })).toEqual(["c"]);
});

test("a container that nothing was taken from is known, and reached nothing", async () => {
  const before = { asOf: 13 };
  expect(await standsFor("container:c-1", before)).toEqual([]);
});

test("whose readings do not say by what they were measured is not known", async () => {
  const answer = await ask("calibration:scale@K-2");
  if (answer.found !== "one") throw new Error(answer.found);
  expect(answer.trace.unknown).toContainEqual(
    expect.objectContaining({ code: "DEVICE_UNSTATED", subject: "1" }),
  );
});

test("what was recorded later is not meant yet", async () => {
  expect(await standsFor("equipment:press-1", { asOf: 5 })).toEqual(["1"]);
  expect(await standsFor(`reading:${force}>5 kN`, { asOf: 5 })).toBe("none");
});

test("a list is traced as one, and none of it is listed again", async () => {
  const answer = await ask(["batch:1", "lot:p"]);
  if (answer.found !== "one") throw new Error(answer.found);
  const { from, seeds, lots, batches, shipments } = answer.trace;
  expect(from).toBe("batch:1, lot:p");
  expect(seeds.map(({ things }) => things.map(({ id }) => id))).toEqual([["1"], ["p"]]);
  expect([lots, batches, shipments.map(({ shipmentId }) => shipmentId)]).toEqual([[], [], ["s"]]);
  const other = await ask(["lot:p", "batch:1", "lot:zz"]);
  expect(other).toMatchObject({ found: "none", asked: "lot:zz" });
});

test("a cause is asked for of single things", async () => {
  const asked = common(database.kysely, { of: ["recipe:MR-1", "lot:p"], limit: 1 });
  await expect(asked).rejects.toMatchObject({ code: "SEED_NOT_ONE" });
});

test("what stands for too many things is refused, and says what to do", async () => {
  const { rows: known } = await database.pool.query<{ next: number }>(
    "select max(id) + 1 as next from genealogy.genealogy_node",
  );
  const next = known[0]?.next;
  await database.pool.query(
    `insert into genealogy.genealogy_node (id, kind, key, name, position)
     select ${next}::int + n, 'logisticUnit', 'many-' || n, 'CASES', 0
     from generate_series(1, 10000) n`,
  );
  const ask10k = await ask("document:CASES");
  expect(ask10k).toMatchObject({
    found: "one",
    trace: { seeds: [{ things: { length: 10_000 } }] },
  });
  await database.pool.query(
    `insert into genealogy.genealogy_node (id, kind, key, name, position)
     values (${next}, 'logisticUnit', 'many-0', 'CASES', 0)`,
  );
  await expect(ask("document:CASES")).rejects.toMatchObject({
    code: "SEED_TOO_LARGE",
    message: expect.stringContaining("10001"),
  });
});
