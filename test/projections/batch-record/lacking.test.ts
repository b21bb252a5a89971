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
