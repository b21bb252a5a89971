// A whole rework: made, put aside, ordered, approved, put in again by a master of its own,
// reviewed, and released; and the trace through it.
import { beforeEach, describe, expect, test } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import { completeBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { completePhase } from "../../../src/domain/batch/phase/commands.ts";
import { computeYield } from "../../../src/domain/batch/result/yield.ts";
import { Recipe } from "../../../src/domain/kernel/recipe/recipe.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { approveRework, placeOrder, releaseOrder } from "../../../src/domain/order/commands.ts";
import type { Answer } from "../../../src/eventstore/handler/handle.ts";
import { chargeMaterial } from "../../../src/processes/charge-material.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { produceOutput } from "../../../src/processes/produce-output.ts";
import { bela } from "../../given.ts";
import { memoryLog } from "../material/memory-log-for-test.ts";
import { kg, type Plant, plantOn, session } from "../plant-for-test.ts";
import { approve, end, mix, startedByMaster } from "../review/made-by-master-for-test.ts";
import {
  effective,
  issueRework,
  type Master,
  milling,
  reworkRecipe,
  tablets,
} from "./rework-master-for-test.ts";

const id = () => crypto.randomUUID();
const quality = { ...session, actor: bela };
const reason = { code: "rework", text: "Too soft, sound otherwise." };
const ok = { outcome: "accepted" };
const refused = (code: string) => ({ outcome: "refused", code });

let plant: Plant;
let master: Master;
beforeEach(async () => {
  plant = plantOn(memoryLog());
  master = await effective(plant, reworkRecipe(tablets));
});

const on = (of: string, data: object) => ({ commandId: id(), id: of, data, claims: { reason } });

async function yielding(batchId: string, quantity: string): Promise<string> {
  const lot = id();
  const made = { batchId, materialLotId: lot, material: tablets, quantity: kg(quantity) };
  const data = { ...made, identifiers: [], containers: [] };
  expect(await produceOutput(plant.handler, { commandId: id(), data }, session)).toMatchObject(ok);
  return lot;
}

function decide(materialLotId: string, decision: "rework" | "release"): Promise<Answer> {
  const data = { dispositionId: id(), materialLotId, decision };
  return decideDisposition(plant.handler, { commandId: id(), data, claims: { reason } }, quality);
}

/** By an ordinary batch. */
async function made(): Promise<{ readonly batchId: string; readonly lot: string }> {
  const batchId = await startedByMaster(plant);
  const starch = await plant.releasedLot();
  await mix(plant, batchId, starch);
  const lot = await yielding(batchId, "24");
  await end(plant, batchId);
  return { batchId, lot };
}

/** What an ordinary batch made, and quality put aside. */
async function putAside(): Promise<string> {
  const { batchId, lot } = await made();
  expect(await approve(plant, batchId)).toMatchObject(ok);
  expect(await decide(lot, "rework")).toMatchObject(ok);
  return lot;
}

/** Approved by quality, and released. */
async function ordered(lot: string): Promise<string> {
  const orderId = id();
  const rework = { kind: "rework", materialLotIds: [lot], method: "Milled and pressed again." };
  const order = { orderNumber: orderId, material: tablets, quantity: kg("24"), priority: "high" };
  const { handler } = plant;
  await handler.execute(placeOrder, on(orderId, { ...order, rework }), session);
  const early = await issueRework(plant, master, orderId);
  expect(early.answer).toMatchObject(refused("REPROCESSING_NOT_APPROVED"));
  expect(await handler.execute(approveRework, on(orderId, rework), quality)).toMatchObject(ok);
  expect(await handler.execute(releaseOrder, on(orderId, {}), session)).toMatchObject(ok);
  return orderId;
}

function put(lot: string, batchId: string, quantity: string, kind: "charge" | "rework" = "rework") {
  const charge = { kind, basis: "weighed" as const };
  const data = { materialLotId: lot, batchId, quantity: kg(quantity), charge };
  return chargeMaterial(plant.handler, { commandId: id(), data }, session);
}
/** By the copy, whatever is said here. */
const milled = { stage: "Milled", theoretical: kg("1"), actual: kg("1"), inputs: [] };
const complete = (batchId: string) =>
  plant.handler.execute(completeBatch, on(batchId, {}), session);

async function stateOf(batchId: string) {
  const { state } = await plant.handler.load(batch, batchId);
  if (state.status === "unknown") throw new Error("It is issued.");
  return state;
}

describe("a rework by its own master", () => {
  test("goes from the lot put aside to the release of what came of it, and is traced", async () => {
    const aside = await putAside();
    const { batchId, answer } = await issueRework(plant, master, await ordered(aside));
    expect(answer).toMatchObject(ok);
    expect(await put(aside, batchId, "24")).toMatchObject(ok);
    const recovered = await yielding(batchId, "23");
    await plant.run(computeYield, batchId, milled);
    await plant.run(completePhase, batchId, { phaseId: milling });
    expect(await complete(batchId)).toMatchObject(ok);
    expect(await decide(recovered, "release")).toMatchObject(refused("QA_REVIEW_PENDING"));
    expect(await approve(plant, batchId)).toMatchObject(ok);
    expect(await decide(recovered, "release")).toMatchObject(ok);
    const { state } = await plant.handler.load(materialLot, recovered);
    expect(state).toMatchObject({ qualityStatus: "released", batchId });
    const went = [...(await stateOf(batchId)).material.consumptions.values()];
    expect(went.map(({ data }) => [data.materialLotId, data.kind])).toEqual([[aside, "rework"]]);
  });

  test("is met by nothing that is charged as fresh", async () => {
    const { batchId } = await issueRework(plant, master, await ordered(await putAside()));
    const other = await made();
    expect(await approve(plant, other.batchId)).toMatchObject(ok);
    expect(await decide(other.lot, "release")).toMatchObject(ok);
    expect(await put(other.lot, batchId, "24", "charge")).toMatchObject(
      refused("STEP_OUT_OF_ORDER"),
    );
  });

  test("meets no input of fresh material, where the master asks for both", async () => {
    const both = reworkRecipe(tablets);
    const [again] = both.inputs ?? [];
    if (!again) throw new Error("It has one.");
    const inputs = [
      { ...again, quantity: kg("4") },
      { ...again, key: "fresh", kind: "intermediate" as const, quantity: kg("20") },
    ];
    const charging = JSON.stringify(both).replace(
      '"charges":[{"of":"again"}]',
      '"charges":[{"of":"again"},{"of":"fresh"}]',
    );
    const mixed = Recipe.parse({ ...JSON.parse(charging), number: "RW-mixed", inputs });
    const aside = await putAside();
    const { batchId, answer } = await issueRework(
      plant,
      await effective(plant, mixed),
      await ordered(aside),
    );
    expect(answer).toMatchObject(ok);
    await put(aside, batchId, "24");
    await yielding(batchId, "23");
    await plant.run(computeYield, batchId, milled);
    await plant.run(completePhase, batchId, { phaseId: milling });
    const lacking = await complete(batchId);
    expect(lacking).toMatchObject(refused("BATCH_RECORD_INCOMPLETE"));
    expect(lacking).toHaveProperty("message", expect.stringContaining("24 kg of 4 kg charged"));
  });

  test("asks for all that it is to put in again", async () => {
    const aside = await putAside();
    const { batchId } = await issueRework(plant, master, await ordered(aside));
    await put(aside, batchId, "12");
    await yielding(batchId, "23");
    await plant.run(computeYield, batchId, milled);
    await plant.run(completePhase, batchId, { phaseId: milling });
    const lacking = await complete(batchId);
    expect(lacking).toMatchObject(refused("BATCH_RECORD_INCOMPLETE"));
    expect(lacking).toHaveProperty("message", expect.stringContaining("12 kg of 24 kg charged"));
  });
});
