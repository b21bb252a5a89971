// Sections that apply to some batches alone: the printed record says that they lack what the gate
// of completion says that they lack (BR-1).
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { digestOf } from "../../../src/domain/kernel/recipe/digest.ts";
import { withDatabase } from "../../database-hook.ts";
import { path, recipe } from "../../domain/batch/control-recipe/examples.ts";
import { mixedSoon } from "../../domain/batch/control-recipe/whole.ts";
import { eventIdAt, type Happened } from "../history.ts";
import { lackingIn } from "./lacking-for-test.ts";
import * as tablets from "./tablets.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});
const lacking = (section: number, ...history: readonly Happened[]) =>
  lackingIn(database, section, history);

const timed = { ...recipe, timeLimits: [mixedSoon] };
const elapsed = { value: "60.000", unitOfMeasure: "s" };
const verdict = [{ name: mixedSoon.name, kind: "hold", elapsed, exceeded: false }];
const ofBatch = (type: string, data: object): Happened => ({ stream: "batch-171", type, data });
const copied = ofBatch("MasterRecipeCopied", {
  masterRecipeId: "master-7",
  version: 3,
  digest: digestOf(recipe),
  recipe: timed,
  adjustments: [],
});
const run = (phaseId: string, more: object = {}): readonly Happened[] => {
  const of = { phaseId, path: path(phaseId), run: 1 };
  return [ofBatch("PhaseStarted", { ...of, flags: [], ...more }), ofBatch("PhaseCompleted", of)];
};
const begun = [tablets.received, tablets.issued(), copied, tablets.started];

test("13: a limit of time whose phases are both over, and that nobody came to", async () => {
  const untimed = [...begun, ...run("weigh"), ...run("mix")];
  expect(await lacking(13, ...untimed)).toEqual(["time limit: Mixed within a day"]);
});

test("13: lacks nothing once it was come to", async () => {
  expect(
    await lacking(13, ...begun, ...run("weigh"), ...run("mix", { timeLimits: verdict })),
  ).toBeUndefined();
});

test("13: asks for nothing before the phase that ends it is over", async () => {
  expect(await lacking(13, ...begun, ...run("weigh"))).toBeUndefined();
});

test("13: the last run counts, and not that an earlier one was in time", async () => {
  const first = [...begun, ...run("weigh"), ...run("mix", { timeLimits: verdict })];
  const item = "time limit: Mixed within a day";
  expect(await lacking(13, ...first, ...run("mix", { run: 2 }))).toEqual([item]);
  const again = run("mix", { run: 2, timeLimits: verdict });
  expect(await lacking(13, ...first, ...again)).toBeUndefined();
});

const departed = (section: number, item: string) =>
  ofBatch("DepartureAuthorised", { section, item, deviationId: "deviation-1" });

test("what quality let be under a deviation is not lacking, and nothing else is", async () => {
  const untimed = [...begun, ...run("weigh"), ...run("mix")];
  const item = "time limit: Mixed within a day";
  expect(await lacking(13, ...untimed, departed(13, item))).toBeUndefined();
  expect(await lacking(13, ...untimed, departed(14, item))).toEqual([item]);
  const sizes = await lacking(8, ...untimed);
  expect(await lacking(8, ...untimed, departed(8, "another item"))).toEqual(sizes);
});

const { data: charged } = tablets.consumed("1");
const rework = (...flags: readonly string[]) =>
  ofBatch("MaterialConsumed", { ...(charged as object), kind: "rework", flags });
const ordered: Happened = {
  stream: "order-order-1",
  type: "OrderPlaced",
  data: {
    orderNumber: "RW-7",
    material: { materialDefinitionId: "material-tablets", name: "Tablets 20 mg" },
    quantity: tablets.kg("24"),
    priority: "high",
    rework: { kind: "rework", materialLotIds: ["lot-1"], method: "Milled again." },
  },
};
const { data: asIssued } = tablets.issued();
const forRework = [
  tablets.received,
  ordered,
  ofBatch("BatchIssued", { ...(asIssued as object), orderId: "order-1" }),
  tablets.started,
];

test("15: a rework with nothing put in again, as the gate of completion names it", async () => {
  const item = "charge of a lot that order RW-7 has put in again";
  expect(await lacking(15, ...forRework)).toEqual(["rework or blending", item]);
  expect(await lacking(15, ...forRework, rework())).toBeUndefined();
  expect(await lacking(15, ...forRework, departed(15, item))).toBeUndefined();
});

const drawnEventId = eventIdAt(900);
const back = (value: string | undefined, more: object = {}): Happened => ({
  stream: "materialLot-lot-1",
  type: "MaterialReturned",
  data: {
    drawnEventId,
    ...(value !== undefined && { quantity: tablets.kg(value) }),
    reason: "surplus",
    batchId: "171",
    exceedsDraw: false,
    ...more,
  },
});

test("15: what was put in again and given back whole is not in the batch", async () => {
  const item = "charge of a lot that order RW-7 has put in again";
  const { data } = rework() as { data: object };
  const drawn = [...forRework, ofBatch("MaterialConsumed", { ...data, drawnEventId })];
  expect(await lacking(15, ...drawn)).toBeUndefined();
  expect(await lacking(15, ...drawn, back("1"))).toEqual([item]);
  expect(await lacking(15, ...drawn, back("0.6"), back("0.4"))).toEqual([item]);
  expect(await lacking(15, ...drawn, back("0.6"))).toBeUndefined();
  expect(await lacking(15, ...drawn, back(undefined))).toBeUndefined();
  const ofAnother = { drawnEventId: eventIdAt(901) };
  expect(await lacking(15, ...drawn, back("1", ofAnother))).toBeUndefined();
});

const again = rework("REPROCESSING_NOT_APPROVED");

test("15: what was put in again before quality approved it", async () => {
  expect(await lacking(15, ...begun, again)).toEqual([
    "approval before it was put in again: Maize starch",
  ]);
});

test.each([
  ["it was taken back", [again, tablets.consumptionVoided(begun.length)]],
  ["it was approved", [rework()]],
])("15: lacks nothing where %s", async (_, more) => {
  expect(await lacking(15, ...begun, ...more)).toBeUndefined();
});

test("24, 26 and 34 lack nothing, whatever a batch has", async () => {
  for (const section of [24, 26, 34]) {
    expect(await lacking(section, tablets.issued())).toBeUndefined();
  }
});

const listed = ofBatch("TestsListed", {
  stage: "release",
  tests: ["Assay"],
  basis: "specification",
});
const { data: ofMaster } = copied;
const asked = { ...timed, profiles: ["us-211"] };
const made = [
  tablets.received,
  tablets.issued(),
  ofBatch("MasterRecipeCopied", { ...(ofMaster as object), recipe: asked }),
  tablets.started,
  tablets.produced,
];

test("21: a release test that was found in a sample of the lot, as for its release", async () => {
  expect(await lacking(21, ...made)).toEqual(["release tests"]);
  expect(await lacking(21, ...made, tablets.assayed(1, "99.8"))).toBeUndefined();
});

test("21: one that was listed", async () => {
  const named = ["release tests", "Assay: not tested"];
  expect(await lacking(21, ...made, listed)).toEqual(named);
  expect(await lacking(21, ...made, listed, tablets.assayed(1, "99.8"))).toBeUndefined();
});

test("21: a result that was an error of the laboratory is none, and its repeat is", async () => {
  expect(await lacking(21, ...made, ...tablets.invalid)).toEqual(["release tests"]);
  expect(
    await lacking(21, ...made, ...tablets.invalid, tablets.assayed(2, "99.8")),
  ).toBeUndefined();
});

test("21: a result of what went in is none of what was made", async () => {
  const charged = tablets.consumed("1");
  expect(await lacking(21, ...made, charged, tablets.assayed(1, "99.8", "lot-1"))).toEqual([
    "release tests",
  ]);
});

const second = {
  ...(tablets.produced.data as object),
  materialLotId: "lot-172",
  identifiers: [],
};
const two = [...made, ofBatch("OutputProduced", second), tablets.assayed(1, "99.8")];

test("21: of several lots each has its tests", async () => {
  expect(await lacking(21, ...two)).toEqual(["release tests"]);
  expect(await lacking(21, ...two, tablets.assayed(1, "99.8", "lot-172"))).toBeUndefined();
  const named = ["release tests", "Assay: not tested"];
  expect(await lacking(21, ...two, listed)).toEqual(named);
});

test("21: a sample of a part that was split off is one of its lot, and of no other", async () => {
  const { material } = tablets.produced.data as Record<string, unknown>;
  const splitOff: Happened = {
    stream: "materialLot-part",
    type: "MaterialLotSplitOff",
    data: {
      ...{ material, identifiers: [], containers: [], quantity: tablets.kg("10") },
      ...{ fromMaterialLotId: "lot-171", splitEventId: eventIdAt(1), qualityStatus: "quarantine" },
    },
  };
  const released: Happened = {
    ...tablets.disposed,
    data: { ...(tablets.disposed.data as object), materialLotId: "part", batchId: "171" },
  };
  const ofPart = [splitOff, released, tablets.assayed(1, "99.8", "part")];
  expect(await lacking(21, ...made, ...ofPart)).toBeUndefined();
  const other = ofBatch("OutputProduced", second);
  expect(await lacking(21, ...made, other, ...ofPart)).toEqual(["release tests"]);
});

test("21: a test listed for one of several lots is asked of that lot", async () => {
  const of = (materialLotId: string) =>
    ofBatch("TestsListed", { ...(listed.data as object), materialLotId });
  expect(await lacking(21, ...two, of("lot-171"))).toEqual(["release tests"]);
  const named = ["release tests", "Assay: not tested"];
  expect(await lacking(21, ...two, of("lot-172"))).toEqual(named);
});

test("21: a result of a lot that got its name only later", async () => {
  const { material, identifiers } = tablets.produced.data as Record<string, unknown>;
  const result = ofBatch("ResultRecorded", {
    stage: "release",
    test: "Assay",
    materialLotId: "lot-171",
    value: tablets.kg("1"),
    source: "manual",
  });
  const outputEventId = eventIdAt(made.length - 1);
  const lot = { material, identifiers, containers: [], batchId: "171", outputEventId };
  const named = { stream: "materialLot-lot-171", type: "MaterialLotProduced", data: lot };
  const unnamed = ofBatch("OutputProduced", {
    ...(tablets.produced.data as object),
    identifiers: [],
  });
  const before = made.slice(0, -1);
  expect(await lacking(21, ...before, unnamed, named)).toEqual(["release tests"]);
  expect(await lacking(21, ...before, unnamed, named, result)).toBeUndefined();
});

const counted = (more: object): Happened => ({
  stream: "materialLot-lot-171",
  type: "MaterialCounted",
  data: { quantity: tablets.kg("190"), ...more },
});
const inDrums = (...containers: readonly object[]) => [
  ...made.slice(0, -1),
  ofBatch("OutputProduced", { ...(tablets.produced.data as object), containers }),
];

test("27: each of its containers was stated, or counted since", async () => {
  const [one, two] = [{ containerId: "drum-1" }, { containerId: "drum-2" }];
  const quantity = tablets.kg("95");
  const lacks = "quantity made";
  expect(await lacking(27, ...inDrums(one, two))).toContain(lacks);
  const stated = inDrums({ ...one, quantity }, { ...two, quantity });
  expect(await lacking(27, ...stated)).not.toContain(lacks);
  const half = inDrums({ ...one, quantity }, two);
  expect(await lacking(27, ...half)).toContain(lacks);
  expect(await lacking(27, ...half, counted(one))).toContain(lacks);
  expect(await lacking(27, ...half, counted(two))).not.toContain(lacks);
  const both = [counted(one), counted(two)];
  expect(await lacking(27, ...inDrums(one, two), ...both)).not.toContain(lacks);
});

test("27: a container that was split off is counted in the lot that it went into", async () => {
  const [one, two] = [{ containerId: "drum-1" }, { containerId: "drum-2" }];
  const part = (type: string, data: object): Happened => ({
    stream: "materialLot-part",
    type,
    data,
  });
  const { material } = tablets.produced.data as Record<string, unknown>;
  const splitOff = part("MaterialLotSplitOff", {
    ...{ material, identifiers: [], containers: [one], fromMaterialLotId: "lot-171" },
    ...{ splitEventId: eventIdAt(1), qualityStatus: "quarantine" },
  });
  const rest = [...inDrums(one, two), splitOff, counted(two)];
  expect(await lacking(27, ...rest)).toContain("quantity made");
  const there = part("MaterialCounted", { quantity: tablets.kg("95"), ...one });
  expect(await lacking(27, ...rest, there)).not.toContain("quantity made");
});

test("27: that nothing was found does not say how much was made", async () => {
  const none = counted({ quantity: tablets.kg("0") });
  expect(await lacking(27, ...made, none)).toContain("quantity made");
  expect(await lacking(27, ...made, counted({}), none)).not.toContain("quantity made");
});

test("27: a count of the whole lot says how much was made", async () => {
  expect(await lacking(27, ...made)).toContain("quantity made");
  expect(await lacking(27, ...made, counted({ containerId: "drum-1" }))).toContain("quantity made");
  expect(await lacking(27, ...made, counted({}))).not.toContain("quantity made");
});

test("2: the date that its release gave the lot is its date", async () => {
  const date = "expiry or retest date";
  const byPlan = { specificationVersion: 1, calculations: [] };
  const dated = {
    stream: "materialLot-lot-171",
    type: "ShelfLifeDated",
    data: { because: "release", expiresOn: "2028-11-30", ...byPlan },
  };
  expect(await lacking(2, ...made)).toContain(date);
  expect((await lacking(2, ...made, dated)) ?? []).not.toContain(date);
});
