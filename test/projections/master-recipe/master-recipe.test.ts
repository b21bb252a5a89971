// Which versions there are and how far, and what a new one touches; the same in chunks of any size.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { shippedRules } from "../../../src/domain/kernel/exception/shipped.ts";
import { digestOf } from "../../../src/domain/kernel/recipe/digest.ts";
import { recipeImpact } from "../../../src/projections/master-recipe/impact.ts";
import { recipeVersions } from "../../../src/projections/master-recipe/list.ts";
import { masterRecipes } from "../../../src/projections/master-recipe/master-recipe.ts";
import { withDatabase } from "../../database-hook.ts";
import { granules } from "../../domain/kernel/recipe/example.ts";
import { edited } from "../../domain/master-recipe/edit.ts";
import { ada, type Happened, project, recordedAt, stored } from "../history.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const second = edited([["name"], "Exemplin granules, dried longer"]);
const recipe = (type: string, data: object, more: object = {}): Happened => ({
  stream: "masterRecipe-r",
  type,
  data,
  ...more,
});
const seen = (version: number, of = granules) => ({ version, digest: digestOf(of) });
const bela = { ...ada, id: "person-bela", printedName: "Bela Kos" };
const tomorrow = "2026-11-21T00:00:00.000Z";
const material = { materialDefinitionId: "granules", name: "Granules" };
const batch = (id: string, type: string, data: object = {}): Happened => ({
  stream: `batch-${id}`,
  type,
  data,
});
const issued = (id: string, recipeId: string, recipeVersion: string): Happened =>
  batch(id, "BatchIssued", {
    batchNumber: `B-${id}`,
    material,
    equipmentIds: [],
    dataOrigin: "live",
    recipe: {
      recipeId,
      recipeVersion,
      name: "Granules",
      digest: "0".repeat(64),
      phases: [],
      formula: [],
    },
  });
const order = (id: string, of: string): Happened => ({
  stream: `order-${id}`,
  type: "OrderPlaced",
  data: {
    orderNumber: `O-${id}`,
    material: { ...material, materialDefinitionId: of },
    quantity: { value: "1", unitOfMeasure: "kg" },
    priority: "normal",
  },
});

const none = { facts: 0, evaluated: 0, flagged: 0, judged: 0, sections: [] };
const { digest } = shippedRules;
const coverage = { ruleSetVersion: 0, ruleSetDigest: digest, ...none, digest };

const history: readonly Happened[] = [
  recipe("RecipeDrafted", { ...seen(1), recipe: granules }),
  recipe("RecipeSubmitted", { ...seen(1), impact: [] }),
  recipe("RecipeApproved", seen(1), { by: bela }),
  recipe("RecipeMadeEffective", { ...seen(1), effectiveFrom: recordedAt(3) }, { by: bela }),
  recipe("RecipeDrafted", { ...seen(2), recipe: granules }),
  recipe(
    "RecipeRevised",
    { ...seen(2, second), recipe: second, replaces: digestOf(granules), sections: ["identity"] },
    { before: { digest: digestOf(granules) } },
  ),
  recipe("RecipeSubmitted", { ...seen(2, second), impact: [], changeControl: "CC-12" }),
  recipe("RecipeApproved", seen(2, second), { by: bela }),
  recipe("RecipeMadeEffective", { ...seen(2, second), effectiveFrom: tomorrow }, { by: bela }),
  recipe("RecipeSuperseded", { version: 1, by: 2, from: tomorrow }, { by: bela }),
  order("open", "granules"),
  order("closed", "granules"),
  { stream: "order-closed", type: "OrderClosed", data: { outcome: "fulfilled" } },
  order("other", "tablets"),
  issued("a", "r", "1"),
  batch("a", "BatchStarted"),
  issued("b", "MR-1", "1"),
  batch("b", "BatchStarted"),
  batch("b", "BatchCompleted"),
  issued("c", "r", "1"),
  batch("c", "BatchRecordApproved", { toRevision: 0, coverage }),
  issued("new", "r", "2"),
  issued("d", "r", "1"),
];

test.each([1, 1_000])("in chunks of %i", async (chunk) => {
  await project(database, masterRecipes, eventTypes, stored(eventTypes, history), chunk);
  const versions = await recipeVersions(database.kysely, "MR-1");
  expect(versions).toMatchObject([
    {
      recipeId: "r",
      version: 1,
      digest: digestOf(granules),
      status: "superseded",
      effectiveFrom: recordedAt(3),
      supersededFrom: tomorrow,
      changeControl: null,
    },
    {
      version: 2,
      digest: digestOf(second),
      name: second.name,
      profiles: ["us-211"],
      status: "effective",
      effectiveFrom: tomorrow,
      supersededFrom: null,
      changeControl: "CC-12",
      lastBy: "Bela Kos",
    },
  ]);
  expect(await recipeVersions(database.kysely, "MR-2")).toEqual([]);
  const of = { recipeId: "r", number: "MR-1", materialId: "granules", version: 2 };
  expect(await recipeImpact(database.kysely, of)).toEqual({
    orders: [{ orderId: "open", orderNumber: "O-open" }],
    batches: [
      { batchId: "a", batchNumber: "B-a", recipeVersion: "1", status: "started" },
      { batchId: "b", batchNumber: "B-b", recipeVersion: "1", status: "completed" },
      { batchId: "d", batchNumber: "B-d", recipeVersion: "1", status: "issued" },
    ],
  });
});
