// A rework is no rework before something was put in again: the batch of its order is not completed
// without, whatever its master asks for (21 CFR 211.115; ICH Q7, 14.3).
import { beforeEach, expect, test } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import { completePhase } from "../../../src/domain/batch/phase/commands.ts";
import { computeYield } from "../../../src/domain/batch/result/yield.ts";
import { Recipe } from "../../../src/domain/kernel/recipe/recipe.ts";
import { returnSurplus } from "../../../src/domain/material-lot/use/commands.ts";
import { approveRework, placeOrder, releaseOrder } from "../../../src/domain/order/commands.ts";
import type { Answer } from "../../../src/eventstore/handler/handle.ts";
import { chargeMaterial } from "../../../src/processes/charge-material.ts";
import { raiseDeviation } from "../../../src/processes/deviation/raise-deviation.ts";
import {
  completeWithReturns,
  departWithReturns,
} from "../../../src/processes/material/less-returned.ts";
import { produceOutput } from "../../../src/processes/produce-output.ts";
import { bela } from "../../given.ts";
import { memoryLog } from "../material/memory-log-for-test.ts";
import { kg, type Plant, plantOn, session, starch } from "../plant-for-test.ts";
import { deviationOf } from "../requests-for-test.ts";
import {
  effective,
  issueRework,
  milling,
  reworkRecipe,
  tablets,
} from "./rework-master-for-test.ts";

const id = () => crypto.randomUUID();
const quality = { ...session, actor: bela };
const reason = { code: "rework", text: "Too soft, sound otherwise." };
const item = "charge of a lot that order RW-7 has put in again";
const lacking = {
  outcome: "refused",
  code: "BATCH_RECORD_INCOMPLETE",
  message: `Section 15 of the record lacks: ${item}.`,
};
const ok = { outcome: "accepted" };

let plant: Plant;
let aside: string;
let batchId: string;
const on = (of: string, data: object) => ({ commandId: id(), id: of, data, claims: { reason } });

/** By a master that asks for fresh material alone; all but the rework is done. */
beforeEach(async () => {
  plant = plantOn(memoryLog());
  const { handler } = plant;
  const fresh = JSON.stringify(reworkRecipe(starch)).replace(
    '"kind":"rework"',
    '"kind":"excipient"',
  );
  const master = await effective(plant, Recipe.parse(JSON.parse(fresh)));
  aside = await plant.releasedLot();
  const orderId = id();
  const rework = { kind: "rework", materialLotIds: [aside], method: "Milled again." };
  const order = { orderNumber: "RW-7", material: tablets, quantity: kg("24"), priority: "high" };
  await handler.execute(placeOrder, on(orderId, { ...order, rework }), session);
  await handler.execute(approveRework, on(orderId, rework), quality);
  await handler.execute(releaseOrder, on(orderId, {}), session);
  const issued = await issueRework(plant, master, orderId);
  expect(issued.answer).toMatchObject(ok);
  ({ batchId } = issued);
  expect(await put(await plant.releasedLot(), "24", "charge")).toMatchObject(ok);
  const made = { batchId, materialLotId: id(), material: tablets, quantity: kg("23") };
  const data = { ...made, identifiers: [], containers: [] };
  expect(await produceOutput(handler, { commandId: id(), data }, session)).toMatchObject(ok);
});

function put(lot: string, quantity: string, kind: "charge" | "rework"): Promise<Answer> {
  const charge = { kind, basis: "weighed" as const };
  const data = { materialLotId: lot, batchId, quantity: kg(quantity), charge };
  return chargeMaterial(plant.handler, { commandId: id(), data }, session);
}
async function ended(): Promise<Answer> {
  const milled = { stage: "Milled", theoretical: kg("1"), actual: kg("1"), inputs: [] };
  await plant.run(computeYield, batchId, milled);
  await plant.run(completePhase, batchId, { phaseId: milling });
  return complete();
}
const complete = () => completeWithReturns(plant.handler, on(batchId, {}), session);

test("without any of it the batch is not completed, and only that is named", async () => {
  expect(await ended()).toMatchObject(lacking);
});

test("it is completed once one of the lots was put in again", async () => {
  expect(await put(aside, "5", "rework")).toMatchObject(ok);
  expect(await ended()).toMatchObject(ok);
});

test("what was given back whole was not put in again", async () => {
  expect(await put(aside, "5", "rework")).toMatchObject(ok);
  const { state } = await plant.handler.load(batch, batchId);
  const charges = state.status === "unknown" ? [] : [...state.material.consumptions.values()];
  const drawnEventId = charges.find(({ data }) => data.kind === "rework")?.data.drawnEventId ?? "";
  const back = { drawnEventId, quantity: kg("5") };
  expect(await plant.handler.execute(returnSurplus, on(aside, back), session)).toMatchObject(ok);
  expect(await ended()).toMatchObject(lacking);
});

test("under a deviation quality may let it be: there is a way out", async () => {
  expect(await ended()).toMatchObject(lacking);
  const deviationId = id();
  const raised = { ...deviationOf(batchId), deviationId };
  const request = { commandId: id(), data: raised, claims: { reason } };
  expect(await raiseDeviation(plant.handler, request, session)).toMatchObject(ok);
  const departure = { section: 15, item, deviationId };
  const departed = await departWithReturns(plant.handler, on(batchId, departure), quality);
  expect(departed).toMatchObject(ok);
  expect(await complete()).toMatchObject(ok);
});
