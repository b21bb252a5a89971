// A rework: issued and charged by an approved order that names the lots, and by no other.
import { beforeEach, expect, test } from "vitest";
import { startBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import {
  approveRework,
  closeOrder,
  placeOrder,
  releaseOrder,
} from "../../../src/domain/order/commands.ts";
import type { Handler } from "../../../src/eventstore/handler/handle.ts";
import { chargeMaterial } from "../../../src/processes/charge-material.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { issueForOrder } from "../../../src/processes/order/rework.ts";
import { bela } from "../../given.ts";
import { memoryLog } from "../material/memory-log-for-test.ts";
import { type Plant, plantOn, session, starch } from "../plant-for-test.ts";
import { charge } from "../requests-for-test.ts";
import { effective, issueRework, type Master, reworkRecipe } from "./rework-master-for-test.ts";

const id = () => crypto.randomUUID();
const quality = { ...session, actor: bela };
const product = { materialDefinitionId: "tablets", name: "Tablets 20 mg" };
const reason = { code: "rework", text: "Too soft, sound otherwise." };

let plant: Plant;
let handler: Handler;
let master: Master;
beforeEach(async () => {
  plant = plantOn(memoryLog());
  handler = plant.handler;
  master = await effective(plant, reworkRecipe(starch));
});

/** Set aside by quality for nothing else. */
async function lotToRework(): Promise<string> {
  const materialLotId = await plant.receivedLot();
  const data = { dispositionId: id(), materialLotId, decision: "rework" as const };
  const decided = await decideDisposition(
    handler,
    { commandId: id(), data, claims: { reason } },
    quality,
  );
  expect(decided).toMatchObject({ outcome: "accepted" });
  return materialLotId;
}

const on = (on: string, data: object, claims = {}) => ({ commandId: id(), id: on, data, claims });
const rework = (lots: string[]) => ({
  kind: "rework" as const,
  materialLotIds: lots,
  method: "Milled again.",
});

async function orderFor(lots: string[]): Promise<string> {
  const orderId = id();
  const quantity = { value: "100", unitOfMeasure: "kg" };
  const placed = { orderNumber: orderId, material: product, quantity, priority: "normal" };
  const data = { ...placed, rework: rework(lots) };
  await handler.execute(placeOrder, on(orderId, data), session);
  return orderId;
}
async function approve(orderId: string, lots: string[]) {
  const answer = await handler.execute(
    approveRework,
    on(orderId, rework(lots), { reason }),
    quality,
  );
  expect((await issued(orderId)).answer).toMatchObject({ code: "STATUS_BLOCKS_USE" });
  await handler.execute(releaseOrder, on(orderId, {}), session);
  return answer;
}
const issued = (orderId: string) => issueRework(plant, master, orderId);

async function issuedPlain(orderId?: string, dataOrigin: "live" | "import" = "live") {
  const batchId = id();
  const data = {
    batchNumber: batchId,
    material: product,
    equipmentIds: [],
    dataOrigin,
    ...(orderId !== undefined && { orderId }),
  };
  const answer = await handler.execute(issueForOrder, on(batchId, data), session);
  if (answer.outcome === "accepted") await plant.run(startBatch, batchId, {});
  return { batchId, answer };
}
function put(lot: string, batchId: string) {
  const asked = charge(lot, batchId);
  const data = { ...asked, charge: { ...asked.charge, kind: "rework" as const } };
  return chargeMaterial(handler, { commandId: id(), data }, session);
}

test("is issued and charged once quality has approved its order", async () => {
  const lot = await lotToRework();
  const orderId = await orderFor([lot]);
  expect((await issued(orderId)).answer).toMatchObject({ code: "REPROCESSING_NOT_APPROVED" });
  expect(await approve(orderId, [lot])).toMatchObject({ outcome: "accepted" });
  const { batchId, answer } = await issued(orderId);
  expect(answer).toMatchObject({ outcome: "accepted" });
  const charged = await put(lot, batchId);
  expect(charged).toMatchObject({ outcome: "accepted" });
  const other = await lotToRework();
  expect(await put(other, batchId)).toMatchObject({ code: "REPROCESSING_NOT_APPROVED" });
  expect(await put(await plant.releasedLot(), batchId)).toMatchObject({
    code: "REPROCESSING_NOT_APPROVED",
  });
});

test("without a master it is issued for no order: its record could never be approved", async () => {
  const lot = await lotToRework();
  const orderId = await orderFor([lot]);
  expect((await issuedPlain(orderId)).answer).toMatchObject({ code: "REPROCESSING_NOT_APPROVED" });
  await approve(orderId, [lot]);
  for (const origin of ["live", "import"] as const) {
    const { answer } = await issuedPlain(orderId, origin);
    expect(answer).toMatchObject({ code: "ISSUANCE_MISMATCH" });
  }
});

test("without an order nothing is put in again that quality has not decided on", async () => {
  const { batchId } = await issuedPlain();
  for (const lot of [await lotToRework(), await plant.releasedLot()]) {
    expect(await put(lot, batchId)).toMatchObject({ code: "REPROCESSING_NOT_APPROVED" });
  }
});

test("what was put aside for rework goes in under no other name", async () => {
  const lot = await lotToRework();
  const { batchId } = await issuedPlain();
  for (const kind of ["charge", "heel"] as const) {
    const data = { ...charge(lot, batchId), charge: { kind, basis: "weighed" as const } };
    const answer = await chargeMaterial(handler, { commandId: id(), data }, session);
    expect(answer).toMatchObject({ code: "REPROCESSING_NOT_APPROVED" });
  }
});

test("after its order was closed nothing more is put in", async () => {
  const lot = await lotToRework();
  const orderId = await orderFor([lot]);
  await approve(orderId, [lot]);
  const { batchId } = await issued(orderId);
  const closed = await handler.execute(
    closeOrder,
    on(orderId, { outcome: "cancelled" }, { reason }),
    session,
  );
  expect(closed).toMatchObject({ outcome: "accepted" });
  expect(await put(lot, batchId)).toMatchObject({ code: "REPROCESSING_NOT_APPROVED" });
});

test("an order of any id stands in the way of nothing that does not name it", async () => {
  const quantity = { value: "100", unitOfMeasure: "kg" };
  const data = {
    orderNumber: "X",
    material: product,
    quantity,
    priority: "normal",
    rework: rework(["l"]),
  };
  await handler.execute(placeOrder, on("none", data), session);
  expect((await issuedPlain()).answer).toMatchObject({ outcome: "accepted" });
});
