// A phase on a vessel: in use meanwhile, dirty for every other batch afterwards.
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordCleaning } from "../../../src/domain/equipment/cleaning/commands.ts";
import { qualifyEquipment, registerEquipment } from "../../../src/domain/equipment/commands.ts";
import { equipment } from "../../../src/domain/equipment/equipment.ts";
import { standingNow } from "../../../src/domain/equipment/standing.ts";
import { completePhaseOn, startPhaseOn } from "../../../src/processes/equipment/start-phase.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { type Plant, plantOn, session } from "../plant-for-test.ts";

let running: LogForTest;
let plant: Plant;
const vessel = "vessel-1";
beforeAll(async () => {
  running = await startLog();
  plant = plantOn(running.log);
  const registered = { name: "Vessel", identifiers: [], calibrationNeeded: false };
  await plant.run(registerEquipment, vessel, { ...registered, kind: "vessel" });
  await plant.run(qualifyEquipment, vessel, { document: "PQ-1" });
  await plant.run(recordCleaning, vessel, { procedure: "SOP-1" });
});
afterAll(() => running[Symbol.asyncDispose]());

const give = (process: typeof startPhaseOn, id: string, data: object) =>
  process(plant.handler, { commandId: crypto.randomUUID(), id, data }, session);
const start = (batchId: string, phaseId: string) =>
  give(startPhaseOn, batchId, { phaseId, path: { phase: phaseId }, equipmentId: vessel });
async function standing() {
  const { state } = await plant.handler.load(equipment, vessel);
  if (state.status === "unknown") throw new Error("Nobody registered it.");
  return standingNow(state.history);
}

test("its use ends with its last phase, and only its own batch goes on in it", async () => {
  const [batchId, next] = [await plant.runningBatch(), await plant.runningBatch()];
  expect(await start(batchId, "mix")).toMatchObject({ outcome: "accepted" });
  expect(await start(batchId, "heat")).toMatchObject({ outcome: "accepted" });
  const blocked = { outcome: "refused", code: "STATUS_BLOCKS_USE" };
  expect(await start(next, "mix")).toMatchObject(blocked);
  await give(completePhaseOn, batchId, { phaseId: "mix" });
  expect((await standing()).usedBy).toMatchObject({ batchId });
  await give(completePhaseOn, batchId, { phaseId: "heat" });
  expect(await standing()).toMatchObject({ usedBy: undefined, dirty: { batchId } });
  expect(await start(next, "mix")).toMatchObject(blocked);
  expect(await start(batchId, "cool")).toMatchObject({ outcome: "accepted" });
  await give(completePhaseOn, batchId, { phaseId: "cool" });
  await plant.run(recordCleaning, vessel, { procedure: "SOP-1" });
  expect(await start(next, "mix")).toMatchObject({ outcome: "accepted" });
});
