// A batch is issued past no master that is effective for its product.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { placeOrder } from "../../../src/domain/order/commands.ts";
import type { Session } from "../../../src/eventstore/handler/handle.ts";
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

/** By nobody known: before there are people. */
const nobody: Session = { ...session, authentication: { method: "none" } };

function issue(masterFor: MasterFor, more: object = {}, by = nobody) {
  const batchId = randomUUID();
  const data = { batchNumber: batchId, material, equipmentIds: [], dataOrigin: "live", ...more };
  const call = { commandId: randomUUID(), id: batchId, data };
  return { call, answer: issuePlain(plant.handler, call, by, masterFor) };
}

test("it happens where the product has none, and is repeated whatever came since", async () => {
  const { call, answer } = issue(none);
  const first = await answer;
  expect(first).toMatchObject({ outcome: "accepted" });
  const again = await issuePlain(plant.handler, call, nobody, some);
  expect(again).toMatchObject({ outcome: "accepted", repeated: true });
});

test("211.188(a) people issue none without a master: it could never be approved", async () => {
  const { call, answer } = issue(none, {}, session);
  expect(await answer).toMatchObject({ code: "MASTER_NOT_EFFECTIVE" });
  expect(await plant.types(`batch-${call.id}`)).toEqual([]);
  const elsewhere = issue(none, { dataOrigin: "import" }, session);
  expect(await elsewhere.answer).toMatchObject({ outcome: "accepted" });
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
