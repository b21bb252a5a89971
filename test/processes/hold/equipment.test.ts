// Holds on equipment: they find what was made there before they were placed.
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPhase } from "../../../src/domain/batch/phase/commands.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { recordCharge } from "../../../src/processes/charge-material.ts";
import { prepare } from "../../../src/processes/hold/ship.ts";
import { splitLot } from "../../../src/processes/split-lot.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { kg, session } from "../plant-for-test.ts";
import { charge } from "../requests-for-test.ts";
import { type HeldPlant, heldPlantOn, id, requested, shipmentOf } from "./held-plant-for-test.ts";

let running: LogForTest;
let plant: HeldPlant;
beforeAll(async () => {
  running = await startLog();
  plant = heldPlantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

test("placed on equipment later, it binds what was made there, and its parts", async () => {
  const batchId = await plant.runningBatch();
  const path = { phase: "Press" };
  await plant.run(startPhase, batchId, { phaseId: "press", path, equipmentId: "press-8" });
  const from = new Date(plant.clock.at).toISOString();
  const made = await plant.outputOf(batchId);
  const part = id();
  const into = [{ materialLotId: part, identifiers: [], quantity: kg("1"), containerIds: [] }];
  await splitLot(plant.handler, requested({ materialLotId: made, into }), session);
  plant.wait();
  const holdId = await plant.heldIf({ kind: "equipment", equipmentId: "press-8", from });
  for (const lot of [made, part]) {
    const shipment = id();
    expect(await plant.give(prepare, shipment, shipmentOf(shipment, [lot]))).toMatchObject({
      outcome: "refused",
      code: "LOT_ON_HOLD",
    });
  }
  // Into another batch it is charged all the same: what comes of that is held.
  const next = await plant.runningBatch();
  await recordCharge(plant.handler, requested(charge(part, next)), session);
  expect(await plant.holdsOf(materialLot, await plant.outputOf(next))).toEqual([holdId]);
  const later = new Date(plant.clock.at).toISOString();
  await plant.lift(holdId);
  await plant.heldIf({ kind: "equipment", equipmentId: "press-8", from: later });
  const shipment = id();
  const free = await plant.give(prepare, shipment, shipmentOf(shipment, [made]));
  expect(free).toMatchObject({ outcome: "accepted" });
});
