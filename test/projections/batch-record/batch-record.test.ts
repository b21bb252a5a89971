// What a batch record says, and what it says of what it does not know (regulatory, section 6).
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { batchRecord as readModel } from "../../../src/projections/batch-record/batch-record.ts";
import { batchList } from "../../../src/projections/batch-record/query/batch-list.ts";
import { batchRecord } from "../../../src/projections/batch-record/query/batch-record.ts";
import { processData } from "../../../src/projections/process-data/process-data.ts";
import { review } from "../../../src/projections/review/review.ts";
import { withDatabase } from "../../database-hook.ts";
import { ada, type Happened, importer, project, stored } from "../history.ts";
import * as tablets from "./tablets.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

async function happened(...history: readonly Happened[]): Promise<void> {
  const events = stored(eventTypes, history);
  for (const projection of [auditTrail, readModel, processData, review]) {
    await project(database, projection, eventTypes, events);
  }
}
const record = (asOf?: number) =>
  batchRecord(database.kysely, "171", { figures: [], ...(asOf !== undefined && { asOf }) });
const missing = async () => (await record()).completeness.missing.map(({ number }) => number);

test("identity, and the state of the batch as of then", async () => {
  await happened(tablets.issued(), tablets.started, tablets.completed);
  const { identity, kind, banners } = await record();
  expect(identity).toMatchObject({
    batchNumber: "171",
    product: { name: "Tablets 20 mg" },
    status: "completed",
    plannedQuantity: { value: "960000", unitOfMeasure: "{tablet}" },
    site: "Site 1",
    issued: { who: { name: "Ada Novak", role: "operator" } },
  });
  expect(kind).toBe("batchProductionRecord");
  expect(banners).toEqual(["DEMONSTRATION"]);
  expect((await record(2)).identity.status).toBe("started");
  await expect(record(0)).rejects.toMatchObject({ code: "NOT_IN_LOG" });
});

test("a lot stands there as it was when it was used", async () => {
  await happened(
    tablets.received,
    tablets.statusChanged("quarantine", "released"),
    tablets.issued(),
    tablets.consumed("100"),
    tablets.statusChanged("released", "rejected"),
    tablets.heldLot,
  );
  const [used] = (await record()).materials;
  expect(used).toMatchObject({
    material: "Maize starch",
    lot: "starch:5",
    supplier: "Roquette",
    receiptNumber: "R-77",
    statusAtUse: "released",
    holdsAtUse: [],
    expiresOn: "2028-03-31",
    quantity: tablets.kg("100"),
  });
});

test("a hold on the lot at the time of use is named, one on another container not", async () => {
  const holds = [tablets.heldLot, tablets.heldContainer];
  await happened(tablets.received, ...holds, tablets.issued(), tablets.consumed("1"));
  expect((await record()).materials[0]?.holdsAtUse).toEqual(["label"]);
});

test("a correction stands beside the first entry, and at K before it there is none", async () => {
  await happened(
    tablets.received,
    tablets.issued(),
    tablets.consumed("421.060"),
    tablets.consumptionCorrected(2, "421.060", "412.060"),
  );
  const { materials, changes, counts } = await record();
  expect(materials[0]).toMatchObject({
    quantity: tablets.kg("412.060"),
    firstQuantity: tablets.kg("421.060"),
    voided: false,
    corrections: [{ by: { who: { name: "Eva Kos" }, why: { code: "typo" } } }],
  });
  expect(changes).toMatchObject([
    {
      fields: expect.arrayContaining([{ label: "Quantity", old: "421.060 kg", new: "412.060 kg" }]),
    },
  ]);
  expect(counts.changes).toBe(1);
  const before = await record(3);
  expect(before.materials[0]).toMatchObject({ quantity: tablets.kg("421.060"), corrections: [] });
});

test("what was never consumed is void, and stays to be seen", async () => {
  const history = [tablets.received, tablets.issued(), tablets.consumed("1")];
  await happened(...history, tablets.consumptionVoided(2));
  const { materials, counts } = await record();
  expect(materials[0]).toMatchObject({
    voided: true,
    quantity: null,
    firstQuantity: tablets.kg("1"),
  });
  expect(counts).toMatchObject({ voids: 1, quantitiesUnknown: 0 });
});

test("AT-20: a value out of limits, its repeat and a correction are all there", async () => {
  await happened(
    tablets.issued(),
    tablets.parameter("9.8", true),
    tablets.parameter("100", false, 1),
    tablets.parameterCorrected(2, "100", "101"),
  );
  const { parameters, counts } = await record();
  expect(parameters).toHaveLength(1);
  expect(parameters[0]).toMatchObject({
    name: "Mass",
    value: tablets.kg("101"),
    outside: false,
    first: { value: tablets.kg("9.8"), outside: true },
    repeats: [{ value: tablets.kg("100") }],
    corrections: [{ value: tablets.kg("101"), ofEntry: 2 }],
  });
  expect(counts.outsideLimits).toBe(0);
});

test("a listed test without a result is not tested, and named as missing", async () => {
  await happened(
    tablets.issued(),
    tablets.testsListed(["Dissolution", "Impurities"]),
    tablets.tested("Dissolution", "84.1", true),
  );
  const { release, counts, completeness } = await record();
  expect(release.map(({ name, value }) => [name, value !== null])).toEqual([
    ["Dissolution", true],
    ["Impurities", false],
  ]);
  expect(counts).toMatchObject({ notTested: 1, outsideLimits: 1 });
  const laboratory = completeness.missing.find(({ number }) => number === 21);
  expect(laboratory?.lacks).toEqual(["Impurities: not tested"]);
});

test("steps stand in executed order, each run by itself, late ones with their reason", async () => {
  await happened(
    tablets.registered,
    tablets.cleaned,
    tablets.issued(),
    tablets.phaseStarted,
    tablets.phaseAborted,
    tablets.phaseRepeated,
    tablets.phaseCompleted,
    tablets.cleaned,
  );
  const { steps, lateEntries, equipment } = await record();
  expect(steps.map(({ run, outcome, equipment: on }) => [run, outcome, on])).toEqual([
    [1, "aborted", "Mixer 1"],
    [2, "completed", "Mixer 1"],
  ]);
  expect(steps[1]?.ended).toMatchObject({ late: true, why: { code: "late" } });
  expect(lateEntries).toHaveLength(1);
  expect(equipment).toMatchObject([{ name: "Mixer 1", steps: ["Granulation > Mix"] }]);
  expect(equipment[0]?.around.map(({ sentence }) => sentence)).toEqual([
    "Mixer 1 registered (equipment)",
    "Cleaned by SOP-12",
    "Cleaned by SOP-12",
  ]);
});

test("of a run that was stopped and then aborted, both are in the record", async () => {
  const turns = ["Stopped", "Aborted"] as const;
  await happened(tablets.issued(), tablets.phaseStarted, ...turns.map(tablets.phaseTurned));
  const { steps } = await record();
  const stopped = { kind: "stopped", since: { position: 2 }, until: { position: 3 } };
  expect(steps).toMatchObject([
    { outcome: "aborted", ended: { position: 3 }, interruptions: [stopped] },
  ]);
});

test("where a run stood still, since when and until when, and that it was stopped", async () => {
  const turns = ["Paused", "Held", "Restarted", "Held", "Stopped"] as const;
  await happened(tablets.issued(), tablets.phaseStarted, ...turns.map(tablets.phaseTurned));
  const [paused, held] = [
    { kind: "paused", since: { position: 2 }, until: { position: 3 } },
    { kind: "held", since: { position: 3 }, until: { position: 4 } },
  ];
  const stepsAsOf = async (asOf?: number) => (await record(asOf)).steps;
  expect(await stepsAsOf(3)).toMatchObject([
    { outcome: "paused", ended: null, interruptions: [{ kind: "paused", until: null }] },
  ]);
  expect(await stepsAsOf(5)).toMatchObject([
    { outcome: "started", ended: null, interruptions: [paused, held] },
  ]);
  expect(await stepsAsOf(6)).toMatchObject([
    { outcome: "held", ended: null, interruptions: [paused, held, { until: null }] },
  ]);
  expect(await stepsAsOf()).toMatchObject([
    { outcome: "stopped", ended: { position: 6 }, interruptions: [paused, held, { until: {} }] },
  ]);
});

test("deviations, disposition, comments and refused attempts are in the record", async () => {
  await happened(
    tablets.issued(),
    tablets.produced,
    tablets.deviated,
    tablets.commented,
    tablets.refused,
    tablets.deviationClosed,
    tablets.disposed,
  );
  const made = await record();
  expect(made.deviations).toMatchObject([
    { title: "Warm room", concerns: "batch", conclusion: "No effect" },
  ]);
  expect(made.dispositions).toMatchObject([
    {
      decision: "release",
      qualifiedAs: { registerNumber: "QP-0471", authority: "JAZMP" },
      by: { who: { name: "Eva Kos" } },
    },
  ]);
  expect(made.comments).toMatchObject([{ text: "Room was warm" }]);
  expect(made.refusedAttempts).toHaveLength(1);
  expect((await record(5)).deviations).toMatchObject([{ conclusion: null }]);
});

test("an imported batch is no production record, says what it lacks, names no person", async () => {
  await happened(
    tablets.issued("import", importer),
    ...tablets.imported([tablets.received, tablets.consumed(), tablets.produced, tablets.yielded]),
    tablets.anomaly,
  );
  const made = await record();
  expect(made.kind).toBe("importedBatchDataSummary");
  expect(made.banners[0]).toBe("Imported batch data summary - not a batch production record");
  expect(made.people).toMatchObject([{ kind: "import", name: "Tablet import", role: null }]);
  expect(made.materials[0]).toMatchObject({ quantity: null, quantityKnownBy: "unknown" });
  expect(made.counts).toMatchObject({ anomalies: 1, quantitiesUnknown: 1, lateEntries: 0 });
  expect(made.outputs).toMatchObject([{ lot: "tablets-3:171", quantity: null }]);
  expect(made.yields).toMatchObject([{ stage: "Batch", percent: { value: "99.384" } }]);
  expect(await missing()).toEqual([
    2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 21, 23, 25, 27, 28, 29, 30, 32,
  ]);
});

test("nobody logged in: the record says that it is none", async () => {
  const nobody = { authentication: { method: "none" } } as const;
  await happened({ ...tablets.issued(), ...nobody });
  expect((await record()).banners).toEqual(["UNAUTHENTICATED - NOT A GMP RECORD"]);
});

test("a person whose name or role changed stands in the register once for each", async () => {
  const later = { ...ada, printedName: "Ada Kovač" };
  await happened(tablets.issued(), { ...tablets.started, by: later }, tablets.commented);
  const { people } = await record();
  expect(people.map(({ name, entries }) => [name, entries])).toEqual([
    ["Ada Novak", 2],
    ["Ada Kovač", 1],
  ]);
});

test("batches are listed and found by id or number, as of then", async () => {
  await happened(tablets.issued(), tablets.started);
  const { batches } = await batchList(database.kysely, { called: "171" });
  expect(batches).toMatchObject([{ batchId: "171", status: "started", dataOrigin: "live" }]);
  expect((await batchList(database.kysely, { asOf: 1 })).batches).toMatchObject([
    { status: "issued" },
  ]);
  expect((await batchList(database.kysely, { called: "999" })).batches).toEqual([]);
});

test("batches are listed with the newest first, page after page", async () => {
  const of = (id: string) => ({ ...tablets.issued(), stream: `batch-${id}` });
  await happened(of("b"), of("c"), of("a"), of("d"));
  const ids = async (query: Parameters<typeof batchList>[1]) =>
    (await batchList(database.kysely, query)).batches.map(({ batchId }) => batchId);
  expect(await ids({ limit: 2, asOf: 3 })).toEqual(["a", "c"]);
  expect(await ids({ limit: 2, after: "c" })).toEqual(["b"]);
  expect(await ids({})).toEqual(["d", "a", "c", "b"]);
});
