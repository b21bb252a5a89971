// A batch issued by the master that is effective by the log, and by no other.
import { beforeEach, expect, test } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import { startBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { recordCleaning } from "../../../src/domain/equipment/cleaning/commands.ts";
import {
  classifyEquipment,
  qualifyEquipment,
  registerEquipment,
} from "../../../src/domain/equipment/commands.ts";
import { digestOf } from "../../../src/domain/kernel/recipe/digest.ts";
import type { Recipe } from "../../../src/domain/kernel/recipe/recipe.ts";
import { equalSections } from "../../../src/domain/master-recipe/compare/difference.ts";
import {
  draftRecipe,
  submitRecipe,
} from "../../../src/domain/master-recipe/life/authoring/commands.ts";
import {
  approveRecipe,
  makeRecipeEffective,
} from "../../../src/domain/master-recipe/life/deciding/commands.ts";
import type { Handler } from "../../../src/eventstore/handler/handle.ts";
import { startPhaseOn } from "../../../src/processes/equipment/start-phase.ts";
import { issueBatchByMaster } from "../../../src/processes/master-recipe/issue-batch.ts";
import { recipe as first } from "../../domain/batch/control-recipe/examples.ts";
import { bela } from "../../given.ts";
import { memoryLog } from "../material/memory-log-for-test.ts";
import { plantOn, session } from "../plant-for-test.ts";

const id = () => crypto.randomUUID();
const checker = { ...session, actor: bela };
// Nothing in it that a static check would find.
const recipe: Recipe = { ...first, labels: [], inputs: first.inputs?.slice(0, 1) ?? [] };

let handler: Handler;
let masterRecipeId: string;
let clock: { at: number };
beforeEach(() => {
  const plant = plantOn(memoryLog());
  handler = plant.handler;
  clock = plant.clock;
  masterRecipeId = id();
});

async function drafted(of: Recipe): Promise<void> {
  const call = { commandId: id(), id: masterRecipeId, data: { recipe: of } };
  expect(await handler.execute(draftRecipe, call, session)).toMatchObject({ outcome: "accepted" });
}

async function effective(version: number, of: Recipe): Promise<void> {
  await drafted(of);
  const shown = { version, digest: digestOf(of) };
  const stated = equalSections(recipe, of).map((section) => ({
    sections: [section],
    statement: "None.",
  }));
  const from = version === 1 ? { impact: [] } : { changeControl: "CC-1", impact: stated };
  const on = (data: object) => ({ commandId: id(), id: masterRecipeId, data });
  const done = [
    await handler.execute(submitRecipe, on({ ...shown, ...from }), session),
    await handler.execute(approveRecipe, on(shown), checker),
    await handler.execute(makeRecipeEffective, on(shown), checker),
  ];
  expect(done.map((one) => one.outcome)).toEqual(["accepted", "accepted", "accepted"]);
}

const asked = (more: object = {}) => ({
  batchId: id(),
  batchNumber: "B-1",
  plannedQuantity: { value: "10", unitOfMeasure: "kg" },
  masterRecipeId,
  digest: digestOf(recipe),
  adjustments: [],
  equipmentIds: [],
  ...more,
});
const issue = (data: ReturnType<typeof asked>, commandId = id()) =>
  issueBatchByMaster(handler, { commandId, data }, session);

test("it gets an exact copy of the version that is effective, and names it", async () => {
  await effective(1, recipe);
  const data = asked();
  const commandId = id();
  expect(await issue(data, commandId)).toMatchObject({ outcome: "accepted" });
  const { state } = await handler.load(batch, data.batchId);
  if (state.status === "unknown") throw new Error("It is issued.");
  expect(state.copied?.recipe).toEqual(recipe);
  expect(digestOf(state.copied?.recipe)).toBe(data.digest);
  expect(state.issued.recipe?.phases.map(({ phaseId }) => phaseId)).toContain("spread");
  expect(await issue(data, commandId)).toMatchObject({ outcome: "accepted", repeated: true });
});

test("without a version in use there is no batch", async () => {
  expect(await issue(asked())).toMatchObject({ code: "NOT_FOUND" });
  await drafted(recipe);
  expect(await issue(asked())).toMatchObject({ code: "MASTER_NOT_EFFECTIVE" });
});

test("a version that was superseded since somebody looked is a mismatch", async () => {
  await effective(1, recipe);
  clock.at += 60_000;
  await effective(2, { ...recipe, storage: "Below 25 °C." });
  expect(await issue(asked())).toMatchObject({ code: "ISSUANCE_MISMATCH" });
  const digest = digestOf({ ...recipe, storage: "Below 25 °C." });
  expect(await issue(asked({ digest }))).toMatchObject({ outcome: "accepted" });
});

test("of nothing that anybody approved there is a mismatch", async () => {
  await effective(1, recipe);
  expect(await issue(asked({ digest: "0".repeat(64) }))).toMatchObject({
    code: "ISSUANCE_MISMATCH",
  });
});

test("a batch number is given once per site and product", async () => {
  await effective(1, recipe);
  expect(await issue(asked())).toMatchObject({ outcome: "accepted" });
  expect(await issue(asked())).toMatchObject({ code: "BATCH_ID_EXISTS" });
});

test("a step that asks for classes is started on a piece of each, and on no other", async () => {
  const [unitProcedure] = recipe.procedure.unitProcedures;
  const [operation] = unitProcedure?.operations ?? [];
  if (!unitProcedure || !operation) throw new Error("The recipe has no operation.");
  const phases = operation.phases.map((one) => ({ ...one, equipment: ["mixer", "probe"] }));
  const unitProcedures = [{ ...unitProcedure, operations: [{ ...operation, phases }] }];
  const classes = [
    { key: "mixer", name: "Mixer" },
    { key: "probe", name: "Probe" },
  ];
  const asking: Recipe = {
    ...recipe,
    equipmentClasses: classes,
    procedure: { ...recipe.procedure, unitProcedures },
  };
  await effective(1, asking);
  const order = { ...asked(), digest: digestOf(asking) };
  const on = (on: string, data: object) => ({ commandId: id(), id: on, data });
  expect(
    await issueBatchByMaster(handler, { commandId: id(), data: order }, session),
  ).toMatchObject({
    outcome: "accepted",
  });
  const kinds = { kind: "vessel", identifiers: [], calibrationNeeded: false };
  for (const [unit, of] of [
    ["m-1", ["mixer"]],
    ["p-1", ["probe"]],
    ["x-1", []],
  ] as const) {
    await handler.execute(
      registerEquipment,
      on(unit, { ...kinds, name: unit, classes: of }),
      session,
    );
    await handler.execute(qualifyEquipment, on(unit, { document: "PQ-1" }), checker);
  }
  for (const unit of ["m-1", "p-1"]) {
    await handler.execute(recordCleaning, on(unit, { procedure: "SOP-1" }), session);
  }
  await handler.execute(startBatch, on(order.batchId, {}), session);
  const phaseId = operation.phases[0]?.key;
  const start = (more: object) =>
    startPhaseOn(handler, on(order.batchId, { phaseId, ...more }), session);
  const both = { equipmentId: "m-1", furtherEquipmentIds: ["p-1"] };
  const without = { equipmentId: "m-1", furtherEquipmentIds: ["x-1"] };
  const alone = ["m-1", "p-1", "x-1"].map((equipmentId) => ({ equipmentId }));
  for (const wrong of [{}, ...alone, without]) {
    expect(await start(wrong)).toMatchObject({ outcome: "refused", code: "WRONG_EQUIPMENT" });
  }
  // Registered without a class, it gets one later; before that second it was of none.
  const classified = {
    ...on("x-1", { classes: ["probe"] }),
    claims: { reason: { code: "PQ", text: "By PQ-12." } },
  };
  expect(await handler.execute(classifyEquipment, classified, session)).toMatchObject({
    outcome: "accepted",
  });
  expect(await start(without)).toMatchObject({ code: "STATUS_BLOCKS_USE" });
  expect(await start(both)).toMatchObject({ outcome: "accepted" });
});
