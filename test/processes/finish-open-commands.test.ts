// What follows the log: it finishes what stays open, leaves alone what is young, and tells what it
// cannot finish.
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { issueBatch } from "../../src/domain/batch/lifecycle/commands.ts";
import { recordOutput } from "../../src/domain/batch/material/commands.ts";
import { produceMaterialLot } from "../../src/domain/material-lot/origin/commands.ts";
import { drawMaterial } from "../../src/domain/material-lot/use/commands.ts";
import {
  finishOpenCommands,
  followOpenCommands,
} from "../../src/processes/finish-open-commands.ts";
import { type LogForTest, startLog } from "../event-log-for-test.ts";
import { kg, type Plant, plantOn, starch } from "./plant-for-test.ts";
import { charge } from "./requests-for-test.ts";

let running: LogForTest;
let plant: Plant;
beforeAll(async () => {
  running = await startLog();
  plant = plantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

test("finishes what it sees, once it is old enough, until it is told to stop", async () => {
  const [lot, batch] = [await plant.releasedLot(), await plant.runningBatch()];
  const ending = new AbortController();
  const following = followOpenCommands(plant, { signal: ending.signal, lookEvery_ms: 10 });
  const { materialLotId: _, ...half } = charge(lot, batch);
  await plant.run(drawMaterial, lot, half);
  plant.wait();
  await vi.waitFor(async () => {
    expect(await plant.types(`batch-${batch}`)).toContain("MaterialConsumed");
  }, 20_000);
  ending.abort();
  await following;
});

test("what another route has finished is left alone", async () => {
  const batch = await plant.runningBatch();
  const materialLotId = crypto.randomUUID();
  const output = { materialLotId, material: starch, identifiers: [], containers: [] };
  await plant.run(recordOutput, batch, output);
  plant.wait();
  expect(await finishOpenCommands(plant)).toBe(1);
  expect(await finishOpenCommands(plant)).toBe(0);
});

test("what cannot be finished is told, and stands in the way of nothing else", async () => {
  const batch = crypto.randomUUID();
  const material = { materialDefinitionId: "tablets", name: "Tablets" };
  await plant.run(issueBatch, batch, {
    batchNumber: batch,
    material,
    equipmentIds: [],
    dataOrigin: "live",
  });
  const [taken, free] = [crypto.randomUUID(), crypto.randomUUID()];
  const output = { material, identifiers: [], containers: [] };
  await plant.run(recordOutput, batch, { ...output, materialLotId: taken, quantity: kg("1") });
  await plant.run(recordOutput, batch, { ...output, materialLotId: free });
  // Somebody opens the lot's stream otherwise than the batch said.
  const other = { batchId: "another", outputEventId: crypto.randomUUID(), holds: [] };
  await plant.run(produceMaterialLot, taken, { ...output, ...other });
  plant.wait();
  const onFault = vi.fn();
  expect(await finishOpenCommands({ ...plant, onFault })).toBe(1);
  expect(onFault).toHaveBeenCalledOnce();
  expect(await plant.types(`materialLot-${free}`)).toEqual(["MaterialLotProduced"]);
});
