// A lot's id is taken by whoever makes the lot, whichever way it comes.
import { afterAll, beforeAll, expect, test } from "vitest";
import { receiveMaterialLot } from "../../../src/domain/material-lot/origin/commands.ts";
import { produceOutput } from "../../../src/processes/produce-output.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { type Plant, plantOn, session } from "../plant-for-test.ts";

let running: LogForTest;
let plant: Plant;
beforeAll(async () => {
  running = await startLog();
  plant = plantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

const tablets = { materialDefinitionId: "tablets", name: "Tablets 20 mg" };
const lot = { material: tablets, identifiers: [], containers: [] };

test("of one id that is received and yielded at one moment one stands", async () => {
  for (const _ of [1, 2, 3, 4]) {
    const [batchId, materialLotId] = [await plant.runningBatch(), crypto.randomUUID()];
    const data = { ...lot, qualityStatus: "quarantine" as const };
    const call = { commandId: crypto.randomUUID(), id: materialLotId, data };
    const yielding = { commandId: crypto.randomUUID(), data: { ...lot, batchId, materialLotId } };
    const answers = await Promise.all([
      plant.handler.execute(receiveMaterialLot, call, session),
      produceOutput(plant.handler, yielding, session),
    ]);
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(["accepted", "refused"]);
    const [refused] = answers.flatMap((one) => (one.outcome === "refused" ? [one.code] : []));
    expect(["IDENTIFIER_TAKEN", "ALREADY_EXISTS"]).toContain(refused);
    const [first] = await plant.types(`materialLot-${materialLotId}`);
    const isReceived = answers[0]?.outcome === "accepted";
    expect(first).toBe(isReceived ? "MaterialLotReceived" : "MaterialLotProduced");
  }
});
