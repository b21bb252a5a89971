// What a person sees of the sample plant: in traces, in the audit trail, in batch records.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/database/connection.ts";
import { heldIn } from "../../src/domain/batch/record/held.ts";
import { heldBy } from "../../src/projections/batch-record/record/held.ts";
import { calibrationImpact } from "../../src/projections/equipment/calibration-impact.ts";
import { findSeed } from "../../src/projections/genealogy/seed.ts";
import { trace as ask } from "../../src/projections/genealogy/trace.ts";
import { backTestOf } from "../../src/projections/review/back-test.ts";
import { batchExceptions } from "../../src/projections/review/exceptions.ts";
import { whereaboutsOf } from "../../src/projections/whereabouts/query.ts";
import { whereabouts } from "../../src/projections/whereabouts/reached.ts";
import type { PlayedInto } from "./plant-for-test.ts";
import { asOfEnd, playAndRead, type Seen } from "./seen-for-test.ts";

let seen: Seen;
let played: PlayedInto;
let database: Database;
beforeAll(async () => {
  seen = await playAndRead({ batches: 3 });
  ({ played, database } = seen);
}, 600_000);
afterAll(() => seen?.[Symbol.asyncDispose]());

const at = asOfEnd;
const trace: Seen["trace"] = (from, direction) => seen.trace(from, direction);
const trail: Seen["trail"] = (query) => seen.trail(query);
const idOf: Seen["idOf"] = (batchNumber) => seen.idOf(batchNumber);
const record: Seen["record"] = (batchNumber) => seen.record(batchNumber);

const allBatches = ["P26001", "P26002", "P26003", "T26001", "T26002", "T26003"];

test("forward: the first lactose is in every batch, through the silo's heel", async () => {
  const reached = await trace(played.forwardSeed, "forward");
  expect(reached.numbers).toEqual(allBatches);
  expect(reached.lots).toContain("internalLot:SI-1-1");
  expect(reached.shipments).toHaveLength(9);
  expect(reached.unknown.map(({ code }) => code)).toEqual(Array(9).fill("BEYOND_CONSIGNEE"));
  expect(reached.coverage.lotsBalanced).toBe(reached.coverage.lots);
  expect(reached.coverage.inputsWithQuantity).toBe(reached.coverage.inputs);
});

test("backward: the third batch holds cores of the second, and its origins are known", async () => {
  const source = await trace(played.backwardSeed, "backward");
  expect(source.numbers).toEqual(["P26003", "T26002", "T26003"]);
  expect(source.lots).toContain("internalLot:T26002-R");
  expect(source.lots.filter((lot) => /internalLot:T26003-[ABC]/.test(lot))).toHaveLength(3);
  expect(source.unknown).toEqual([]);
});

test("a supplier's lot number that two receipts bear is answered with both", async () => {
  const from = "supplierLot:NC-26087";
  const answer = await ask(database.kysely, { from, direction: "forward", at });
  expect(answer.found).toBe("several");
});

test("a rejected lot reached nothing", async () => {
  const rejected = await trace("internalLot:R26-0003", "forward");
  expect(rejected).toMatchObject({ lots: [], numbers: [] });
});

test("the trail of a batch holds its refusals, its lots' events, old and new values", async () => {
  const batch = idOf("T26001");
  const refused = await trail({ batch, refusedOnly: true });
  expect(refused.map(({ sentence }) => /\(([A-Z_]+)\)/.exec(sentence)?.at(1))).toEqual([
    "MATERIAL_REJECTED",
    "SECOND_PERSON_REQUIRED",
    "STEP_OUT_OF_ORDER",
    "WRONG_MATERIAL",
    "QA_REVIEW_PENDING",
  ]);
  const [changed] = await trail({ batch, types: ["MaterialConsumptionCorrected"] });
  const quantity = changed?.fields.find(({ label }) => label === "Quantity");
  expect(changed?.why?.code).toBe("MISREAD");
  expect(quantity?.old).toBeTruthy();
  expect(quantity?.old).not.toBe(quantity?.new);
  const kinds = new Set((await trail({ batch })).map(({ stream }) => stream.split("-")[0]));
  for (const kind of ["batch", "materialLot", "equipment", "disposition", "processData"]) {
    expect(kinds).toContain(kind);
  }
});

test("no entry of the trail shows a bare id, and every person was somebody by then", async () => {
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}/;
  const bare = (await trail({})).filter(({ sentence }) => uuid.test(sentence));
  expect(bare.map(({ sentence }) => sentence)).toEqual([]);
});

test("the record of the second batch tells of the deviation, the hold and the people", async () => {
  const { deviations, inProcess, people, dispositions, counts, identity } = await record("T26002");
  expect(deviations).toHaveLength(1);
  expect(deviations[0]).toMatchObject({ classification: "major", concerns: "batch" });
  const hardness = inProcess.find(
    ({ name, sample }) => name.startsWith("Hardness") && sample === "10:30",
  );
  expect(hardness?.first?.outside).toBe(true);
  expect(hardness?.repeats).toHaveLength(2);
  expect(identity).toMatchObject({ status: "approved", holds: [] });
  expect(dispositions.map(({ decision }) => decision).sort()).toEqual([
    "conditional",
    "release",
    "release",
    "rework",
  ]);
  expect(people.map(({ name }) => name)).toContain("Łukasz Wójcik");
  expect(counts).toBeDefined();
  const later = await record("P26002");
  expect(people.map(({ name }) => name)).toContain("Zoë Brückner");
  expect(later.people.map(({ name }) => name)).toContain("Zoë Brückner-Lindström");
});

test("the record of the third batch tells of the rework and of the late entry", async () => {
  const { materials, lateEntries } = await record("T26003");
  expect(materials.filter(({ kind }) => kind === "rework")).toHaveLength(1);
  expect(lateEntries).toHaveLength(1);
  expect(lateEntries[0]?.by.occurredAt).not.toBe(lateEntries[0]?.by.recordedAt);
});

test("the record of a batch lacks nothing", async () => {
  const lacking = async (batchNumber: string) =>
    (await record(batchNumber)).completeness.missing.map(({ number }) => number);
  for (const number of ["T26001", "T26002"]) expect(await lacking(number)).toEqual([]);
  expect(await lacking("T26003")).toEqual([]);
  // Film is backflushed: packaging is neither weighed nor counted.
  expect(await lacking("P26001")).toEqual([]);
});

test("what the gate of completion finds in a batch is what its printed record holds", async () => {
  for (const batchNumber of allBatches) {
    const state = seen.states.get(batchNumber);
    if (!state || state.status === "unknown") throw new Error("It is issued.");
    // Samples of its lots are in streams of their own; the master asks for none.
    const samples = true;
    expect({ ...heldBy(await record(batchNumber)), samples }).toEqual({
      ...heldIn(state),
      samples,
    });
  }
});

test("each record shows its copy of the master, and that production approved", async () => {
  for (const batchNumber of allBatches) {
    const { controlRecipe, reviews } = await record(batchNumber);
    expect(controlRecipe).toMatchObject({
      number: batchNumber.startsWith("T") ? "MR-0417" : "MP-0417-50",
      // Since the cartons have another artwork.
      version: batchNumber === "P26003" ? 2 : 1,
      adjustments: [],
    });
    const judged = ["productionApproved", "reviewed"];
    // The last packs were corrected after their review.
    const again = batchNumber === "P26003" ? judged : [];
    expect(reviews.map(({ act }) => act)).toEqual([...judged, ...again, "approved"]);
  }
});

test("a failed calibration lists weighings, batches, lots since the last good one", async () => {
  const calibrations = await trail({ types: ["EquipmentCalibrated"] });
  const failed = calibrations.find(({ sentence }) => sentence.startsWith("Calibration failed"));
  const equipmentId = failed?.record?.id ?? "";
  const own = calibrations.filter(({ record: of }) => of?.id === equipmentId);
  const from = own[0]?.when?.recordedAt ?? "";
  const to = failed?.when?.recordedAt ?? "";
  const doubt = { equipmentId, from, to, batchIds: [] };
  const { answer } = await calibrationImpact(database.kysely, doubt);
  const batches = answer.batches.map(({ batch }) => batch).sort();
  expect(batches).toEqual(["T26001", "T26002", "T26003"]);
  expect(new Set(answer.measurements.map(({ batch }) => batch))).toEqual(new Set(batches));
  expect(answer.lots.length).toBeGreaterThanOrEqual(6);
});

test("two readings of one time on the wall are an hour apart", async () => {
  const { parameters } = await record("P26002");
  const store = parameters.filter(({ name }) => name.startsWith("Temperature of the store"));
  expect(store.map(({ first }) => first?.by.occurredLocal)).toEqual([
    "2026-10-25 02:30:00.000 +02:00",
    "2026-10-25 02:30:00.000 +01:00",
  ]);
});

test("a release is suspended and given again; a part is released for its market", async () => {
  const decisions = async (batchNumber: string, lot: string) =>
    (await record(batchNumber)).dispositions
      .filter((one) => one.lot.endsWith(lot))
      .map(({ decision, market }) => [decision, market]);
  expect(await decisions("T26003", "T26003-C")).toEqual([
    ["suspend", null],
    ["release", null],
  ]);
  expect(await decisions("P26001", "P26001")).toEqual([["release", "DE"]]);
  expect(await decisions("P26001", "P26001-AT")).toEqual([["release", "AT"]]);
});

test("the press' readings give the figures that the product knows", async () => {
  const { processData } = await record("T26001");
  expect(processData).toHaveLength(4);
  const press = processData.find(({ tags }) => tags.some(({ tag }) => tag === "main_comp"));
  const force = press?.figures.find(({ name }) => name.startsWith("Main compression force"));
  expect(Number(force?.value)).toBeGreaterThan(14);
  expect(Number(force?.value)).toBeLessThan(22);
  const start = press?.figures.find(({ name }) => name === "Waste at start-up");
  expect(Number(start?.value)).toBeGreaterThan(0);
});

test("rules in force, tried over each batch, flag what its review flags", async () => {
  const { kysely } = database;
  const ids = allBatches.map(idOf);
  const { batches } = await backTestOf(kysely, ids, {}, at);
  expect(batches.map(({ batchNumber }) => batchNumber)).toEqual(allBatches);
  for (const { batchId, batchNumber, rules } of batches) {
    const { exceptions } = await batchExceptions(kysely, batchId, { at });
    const reviewed = exceptions.flatMap(({ eventId, ruleKeys }) =>
      ruleKeys.map((key) => `${key} ${eventId}`),
    );
    const tried = rules.flatMap(({ ruleKey, wouldFlag }) =>
      wouldFlag.map(({ eventId }) => `${ruleKey} ${eventId}`),
    );
    expect(tried.sort(), batchNumber).toEqual(reviewed.sort());
  }
  expect(batches.flatMap(({ rules }) => rules.flatMap((one) => one.wouldFlag))).not.toEqual([]);
});

test("a material from dock to release: the trail says each step, the places add up", async () => {
  const lot = "internalLot:R26-S001";
  const seed = await findSeed(database.kysely, lot, played.events);
  if (seed.found !== "one") throw new Error(seed.found);
  const entries = await trail({ about: { kind: "materialLot", id: seed.seed.id } });
  const said = entries.map(({ sentence }) => sentence).join("\n");
  for (const step of [
    /received from Quarzwerk Lindau GmbH \(CONTAINER_DAMAGED\)/,
    /Line 10: 80 kg received/,
    /Sampling for release planned by version 1/,
    /Loss on drying: 2\.94%, out of specification/,
    /Loss on drying, repeat 1: 2\.11%, conforms/,
    /Split off: .* as internalLot:R26-S001-B/,
    /released; expires on 2031-07-31 \(60 months from manufacture on 2026-07-14, end of month\)/,
  ]) {
    expect(said).toMatch(step);
  }
  const where = await whereaboutsOf(database.kysely, {
    from: lot,
    lotIds: [seed.seed.id],
    asOf: played.events,
  });
  const [own] = where.lots;
  expect(own?.difference).toBeUndefined();
  const held = (state: string) =>
    own?.holdings.filter((one) => one.state === state).map((one) => one.quantity?.value);
  expect(own?.made?.value).toBe("80");
  // Four drums of 20 kg: 20 g for the identity of each, 20 g of each that was pooled.
  expect(held("sampled")).toEqual(["0.02", "0.02", "0.02", "0.02", "0.02"]);
  expect(held("retained")).toEqual(["0.04"]);
  const rest = [...(held("inStock") ?? []), ...(held("otherLot") ?? [])];
  expect(rest.map(Number).reduce((sum, one) => sum + one, 0)).toBeCloseTo(79.86, 6);
  // The drum that went back is reached, and is with its supplier.
  const reached = await trace(lot, "forward");
  expect(reached.lots).toEqual(["internalLot:R26-S001-B"]);
  expect(reached.shipments.map(({ name }) => name)).toEqual([
    "RTS-26-0001 to Quarzwerk Lindau GmbH",
  ]);
});

test("serial numbers the first lactose reached: each once, and where packs can be", async () => {
  const query = { from: played.forwardSeed, serials: 1, at };
  const answer = await whereabouts(database.kysely, query);
  if (answer.found !== "one") throw new Error(answer.found);
  const { serials = [], serialCoverage } = answer.whereabouts;
  expect(serialCoverage).toMatchObject({ serials: 108_000, batches: 3, lots: 0, pages: 1 });
  expect(serials.reduce((all, { count }) => all + count, 0)).toBe(108_000);
  const applied = serials.filter(({ became }) => became === "applied");
  expect(applied.map(({ batch }) => batch)).toEqual(["P26001", "P26002", "P26003"]);
  for (const { among = [] } of applied) {
    expect(among.filter(({ state }) => state === "shipped")).toHaveLength(2);
    expect(among.map(({ state }) => state)).toContain("otherLot");
  }
});
