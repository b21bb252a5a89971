// Serial numbers for a batch: no two batches of a product get the same, whoever asks first.
import { afterAll, beforeAll, expect, test } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import { completeBatch, issueBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { serialAccountOf } from "../../../src/domain/batch/serial/serial.ts";
import { reserveSerials } from "../../../src/processes/serial/reserve-serials.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { type Plant, plantOn, session } from "../plant-for-test.ts";

let running: LogForTest;
let plant: Plant;
beforeAll(async () => {
  running = await startLog();
  plant = plantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

const asked = (batchId: string, from: string, to: string) => ({
  commandId: crypto.randomUUID(),
  data: { reservationId: crypto.randomUUID(), batchId, serials: [{ from, to }] },
});
const reserve = (request: ReturnType<typeof asked>) =>
  reserveSerials(plant.handler, request, session);
async function accountOf(batchId: string) {
  const { state } = await plant.handler.load(batch, batchId);
  return state.status === "unknown" ? undefined : serialAccountOf(state.serials);
}

test("they are reserved for the product and issued to the batch, once", async () => {
  const batchId = await plant.runningBatch();
  const request = asked(batchId, "A001", "A100");
  expect(await reserve(request)).toMatchObject({ outcome: "accepted", repeated: false });
  expect(await reserve(request)).toMatchObject({ outcome: "accepted", repeated: true });
  expect(await accountOf(batchId)).toMatchObject({ issued: 100 });
  expect(await plant.types("serialRegister-tablets")).toEqual(["SerialsReserved"]);
});

test("of many batches that ask for overlapping ranges at once, one gets them", async () => {
  const ids = await Promise.all([1, 2, 3, 4].map(() => plant.runningBatch()));
  const answers = await Promise.all(
    ids.map((id, n) => reserve(asked(id, `C${100 + n}`, `C${200 + n}`))),
  );
  const codes = answers.map((one) => (one.outcome === "refused" ? one.code : one.outcome));
  expect(codes.toSorted()).toEqual([
    "SERIAL_DUPLICATE",
    "SERIAL_DUPLICATE",
    "SERIAL_DUPLICATE",
    "accepted",
  ]);
  const issued = await Promise.all(ids.map(async (id) => (await accountOf(id))?.issued));
  expect(issued.toSorted()).toEqual([0, 0, 0, 101]);
});

test("another product has numbers of its own", async () => {
  const id = crypto.randomUUID();
  await plant.run(issueBatch, id, {
    batchNumber: "1",
    material: { materialDefinitionId: "pump", name: "Pump" },
    equipmentIds: [],
    dataOrigin: "live",
  });
  expect(await reserve(asked(id, "A001", "A100"))).toMatchObject({ outcome: "accepted" });
});

test("refused for no batch, and for one that is completed", async () => {
  expect(await reserve(asked("none", "D1", "D2"))).toMatchObject({ code: "NOT_FOUND" });
  const batchId = await plant.runningBatch();
  await plant.run(completeBatch, batchId, {});
  expect(await reserve(asked(batchId, "D1", "D2"))).toMatchObject({ code: "BATCH_CLOSED" });
});
