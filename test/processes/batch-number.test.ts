// The final number of a batch: unique per site and product, whoever asks at the same time, and the
// provisional one is never anybody else's.
import { afterAll, beforeAll, expect, test } from "vitest";
import { giveBatchNumber, issueBatch } from "../../src/domain/batch/lifecycle/commands.ts";
import { type LogForTest, startLog } from "../event-log-for-test.ts";
import { type Plant, plantOn, session } from "./plant-for-test.ts";

let running: LogForTest;
let plant: Plant;
beforeAll(async () => {
  running = await startLog();
  plant = plantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

const ofProduct = (materialDefinitionId: string, batchNumber: string) => ({
  batchNumber,
  material: { materialDefinitionId, name: "Tablets 20 mg" },
  equipmentIds: [],
  dataOrigin: "live" as const,
});
const execute = (command: typeof issueBatch, id: string, data: object) =>
  plant.handler.execute(command, { commandId: crypto.randomUUID(), id, data }, session);
const provisional = async (product: string, number: string) => {
  const id = crypto.randomUUID();
  await plant.run(issueBatch, id, { ...ofProduct(product, number), numberIsProvisional: true });
  return id;
};
const give = (id: string, batchNumber: string) =>
  plant.handler.execute(
    giveBatchNumber,
    { commandId: crypto.randomUUID(), id, data: { batchNumber } },
    session,
  );

test("of many that ask for one number at once, one gets it", async () => {
  const ids = await Promise.all(["P-1", "P-2", "P-3", "P-4"].map((one) => provisional("t", one)));
  const answers = await Promise.all(ids.map((id) => give(id, "900")));
  expect(answers.map((one) => ("code" in one ? one.code : one.outcome)).sort()).toEqual(
    ["accepted", "BATCH_ID_EXISTS", "BATCH_ID_EXISTS", "BATCH_ID_EXISTS"].sort(),
  );
  const [other = ""] = ids.filter((_, n) => answers[n]?.outcome === "refused");
  expect(await plant.types(`batch-${other}`)).toEqual(["BatchIssued", "AttemptRefused"]);
});

test("neither number is another batch's of the product; of another product it may be", async () => {
  const id = await provisional("u", "P-1");
  expect(await give(id, "901")).toMatchObject({ outcome: "accepted" });
  for (const taken of ["P-1", "p-1", "901"]) {
    const answer = await execute(issueBatch, crypto.randomUUID(), ofProduct("u", taken));
    expect(answer, taken).toMatchObject({ code: "BATCH_ID_EXISTS" });
  }
  const elsewhere = await execute(issueBatch, crypto.randomUUID(), ofProduct("v", "901"));
  expect(elsewhere).toMatchObject({ outcome: "accepted" });
});

test("a repeated command is the first answer; another number is refused for good", async () => {
  const id = await provisional("w", "P-1");
  const call = { commandId: crypto.randomUUID(), id, data: { batchNumber: "902" } };
  const first = await plant.handler.execute(giveBatchNumber, call, session);
  const again = await plant.handler.execute(giveBatchNumber, call, session);
  expect(again).toEqual({ ...first, reserved: [], repeated: true });
  expect(await give(id, "903")).toMatchObject({ code: "BATCH_NUMBER_FINAL" });
  // What was refused has taken nothing.
  const free = await execute(issueBatch, crypto.randomUUID(), ofProduct("w", "903"));
  expect(free).toMatchObject({ outcome: "accepted" });
});
