// What belongs to the stage of disposition: the printed record says that it lacks what a lot is not
// released without (BR-1).
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { digestOf } from "../../../src/domain/kernel/recipe/digest.ts";
import { withDatabase } from "../../database-hook.ts";
import { recipe } from "../../domain/batch/control-recipe/examples.ts";
import { eventIdAt, type Happened } from "../history.ts";
import { lackingIn } from "./lacking-for-test.ts";
import * as tablets from "./tablets.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});
const lacking = (section: number, ...history: readonly Happened[]) =>
  lackingIn(database, section, history);

const ofBatch = (type: string, data: object): Happened => ({ stream: "batch-171", type, data });
const copied = ofBatch("MasterRecipeCopied", {
  masterRecipeId: "master-7",
  version: 3,
  digest: digestOf(recipe),
  recipe: { ...recipe, profiles: ["us-211"] },
  adjustments: [],
});

const listed = ofBatch("TestsListed", {
  stage: "release",
  tests: ["Assay"],
  basis: "specification",
});
const made = [tablets.received, tablets.issued(), copied, tablets.started, tablets.produced];

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

/** As the gate of the release names it. */
const quantityMade = "quantity made: Tablets 20 mg";
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
  const lacks = quantityMade;
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
  expect(await lacking(27, ...rest)).toContain(quantityMade);
  const there = part("MaterialCounted", { quantity: tablets.kg("95"), ...one });
  expect(await lacking(27, ...rest, there)).not.toContain(quantityMade);
});

test("27: that nothing was found does not say how much was made", async () => {
  const none = counted({ quantity: tablets.kg("0") });
  expect(await lacking(27, ...made, none)).toContain(quantityMade);
  expect(await lacking(27, ...made, counted({}), none)).not.toContain(quantityMade);
});

test("27: a count of the whole lot says how much was made", async () => {
  expect(await lacking(27, ...made)).toContain(quantityMade);
  expect(await lacking(27, ...made, counted({ containerId: "drum-1" }))).toContain(quantityMade);
  expect(await lacking(27, ...made, counted({}))).not.toContain(quantityMade);
});

test("27: what quality did without, under the name that the release is refused by", async () => {
  const without = (item: string) =>
    ofBatch("DepartureAuthorised", { section: 27, item, deviationId: "deviation-1" });
  expect(await lacking(27, ...made, without("quantity made"))).toContain(quantityMade);
  expect(await lacking(27, ...made, without(quantityMade))).not.toContain(quantityMade);
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
