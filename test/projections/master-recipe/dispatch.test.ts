// The dispatch list: which orders are open, in which order, and what each lacks.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { digestOf } from "../../../src/domain/kernel/recipe/digest.ts";
import { dispatchList } from "../../../src/projections/master-recipe/dispatch.ts";
import { masterRecipes } from "../../../src/projections/master-recipe/master-recipe.ts";
import { withDatabase } from "../../database-hook.ts";
import { granules } from "../../domain/kernel/recipe/example.ts";
import { type Happened, project, recordedAt, stored } from "../history.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const { materialDefinitionId, name } = granules.product;
const material = { materialDefinitionId, name };
const seen = { version: 1, digest: digestOf(granules) };
const on = (stream: string, type: string, data: object = {}): Happened => ({ stream, type, data });
const order = (id: string, priority: string, more: object = {}): Happened =>
  on(`order-${id}`, "OrderPlaced", {
    orderNumber: `O-${id}`,
    material,
    quantity: { value: "10", unitOfMeasure: "kg" },
    priority,
    ...more,
  });
const rework = { kind: "rework", materialLotIds: ["lot-1"], method: "Milled again." };
const history: readonly Happened[] = [
  on("masterRecipe-r", "RecipeDrafted", { ...seen, recipe: granules }),
  order("late", "normal", { dueOn: "2026-12-20", campaign: "C-1" }),
  order("soon", "normal", { dueOn: "2026-12-01" }),
  order("some", "normal"),
  order("now", "high", { rework }),
  order("done", "high"),
  order("other", "low", { material: { materialDefinitionId: "other", name: "Other" } }),
  on("order-done", "OrderClosed", { outcome: "fulfilled" }),
  on("order-soon", "OrderReleased"),
  on("batch-b", "BatchIssued", {
    batchNumber: "B-1",
    material,
    equipmentIds: [],
    orderId: "soon",
    dataOrigin: "live",
  }),
  on("batch-b", "BatchStarted"),
  on("masterRecipe-r", "RecipeMadeEffective", { ...seen, effectiveFrom: recordedAt(0) }),
  on("order-now", "ReworkApproved", rework),
];

test("is sorted by priority and day, and says what is lacking", async () => {
  await project(database, masterRecipes, eventTypes, stored(eventTypes, history), 1_000);
  const at = new Date(recordedAt(20));
  const { asOf, orders } = await dispatchList(database.kysely, { at });
  expect(asOf).toBe(history.length);
  expect(orders.map(({ orderId, lacks }) => [orderId, ...lacks])).toEqual([
    ["now", "orderRelease"],
    ["soon"],
    ["late", "orderRelease"],
    ["some", "orderRelease"],
    ["other", "orderRelease", "effectiveMaster"],
  ]);
  expect(orders[1]).toMatchObject({
    orderNumber: "O-soon",
    quantity: { value: "10", unitOfMeasure: "kg" },
    batches: [{ batchId: "b", batchNumber: "B-1", status: "started" }],
  });
  const ids = async (more: object) =>
    (await dispatchList(database.kysely, { at, ...more })).orders.map(({ orderId }) => orderId);
  expect(await ids({ campaign: "C-1" })).toEqual(["late"]);
  expect(await ids({ site: "nowhere" })).toEqual([]);
  const former = await dispatchList(database.kysely, { at, asOf: 7 });
  expect(former.orders.map(({ orderId, lacks }) => [orderId, ...lacks])).toContainEqual([
    "now",
    "reworkApproval",
    "orderRelease",
    "effectiveMaster",
  ]);
  expect(former.orders.map(({ orderId }) => orderId)).toContain("done");
});
