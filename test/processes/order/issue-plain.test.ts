// A batch is issued past no master that is effective for its product.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { placeOrder } from "../../../src/domain/order/commands.ts";
import { issuePlain, type MasterFor } from "../../../src/processes/order/issue-plain.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { kg, type Plant, plantOn, session } from "../plant-for-test.ts";

let running: LogForTest;
let plant: Plant;
beforeAll(async () => {
  running = await startLog();
  plant = plantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

const material = { materialDefinitionId: "tablets", name: "Tablets" };
const some: MasterFor = async (id) => (id === "tablets" ? "master-1" : undefined);
const none: MasterFor = async () => undefined;

function issue(masterFor: MasterFor, more: object = {}) {
  const batchId = randomUUID();
  const data = { batchNumber: batchId, material, equipmentIds: [], dataOrigin: "live", ...more };
  const call = { commandId: randomUUID(), id: batchId, data };
  return { call, answer: issuePlain(plant.handler, call, session, masterFor) };
}

test("it happens where the product has none, and is repeated whatever came since", async () => {
  const { call, answer } = issue(none);
  const first = await answer;
  expect(first).toMatchObject({ outcome: "accepted" });
  const again = await issuePlain(plant.handler, call, session, some);
  expect(again).toMatchObject({ outcome: "accepted", repeated: true });
});

test("it is refused where there is one, and nothing is recorded", async () => {
  const { call, answer } = issue(some);
  expect(await answer).toMatchObject({ code: "ISSUANCE_MISMATCH" });
  expect(await plant.types(`batch-${call.id}`)).toEqual([]);
  const other = { materialDefinitionId: "granules", name: "Granules" };
  expect(await issue(some, { material: other }).answer).toMatchObject({ outcome: "accepted" });
});

test("what is put in again goes by a master, whether the product has one or not", async () => {
  const orderId = randomUUID();
  const rework = { kind: "rework" as const, materialLotIds: ["lot-1"], method: "Milled again." };
  const order = {
    orderNumber: orderId,
    material,
    quantity: kg("5"),
    priority: "normal" as const,
    rework,
  };
  await plant.run(placeOrder, orderId, order);
  expect(await issue(some, { orderId }).answer).toMatchObject({ code: "ISSUANCE_MISMATCH" });
  const { answer } = issue(none, { orderId });
  expect(await answer).toMatchObject({ code: "REPROCESSING_NOT_APPROVED" });
});
