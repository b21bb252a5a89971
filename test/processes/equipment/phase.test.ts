// A phase on a vessel: in use meanwhile, dirty for every other batch afterwards.
import { afterAll, beforeAll, expect, test } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import { authoriseOverride } from "../../../src/domain/batch/deviation/commands.ts";
import { holdPhase, restartPhase } from "../../../src/domain/batch/phase/commands.ts";
import { recordCleaning } from "../../../src/domain/equipment/cleaning/commands.ts";
import { qualifyEquipment, registerEquipment } from "../../../src/domain/equipment/commands.ts";
import { equipment } from "../../../src/domain/equipment/equipment.ts";
import { standingNow } from "../../../src/domain/equipment/history.ts";
import { raiseDeviation } from "../../../src/processes/deviation/raise-deviation.ts";
import {
  completePhaseOn,
  startPhaseOn,
  stopPhaseOn,
} from "../../../src/processes/equipment/start-phase.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { person } from "../../given.ts";
import { type Plant, plantOn, session } from "../plant-for-test.ts";
import { deviationOf } from "../requests-for-test.ts";

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
async function standing(id = vessel) {
  const { state } = await plant.handler.load(equipment, id);
  if (state.status === "unknown") throw new Error("Nobody registered it.");
  return standingNow(state.history);
}

/** Fit for use but for what the test leaves out. */
async function unit(more: { readonly qualified?: false } = {}): Promise<string> {
  const id = crypto.randomUUID();
  const registered = { name: id, identifiers: [], calibrationNeeded: false };
  await plant.run(registerEquipment, id, { ...registered, kind: "vessel" });
  if (more.qualified !== false) await plant.run(qualifyEquipment, id, { document: "PQ-1" });
  await plant.run(recordCleaning, id, { procedure: "SOP-1" });
  return id;
}

test("on several pieces each is looked at, set in use, and free again", async () => {
  const batchId = await plant.runningBatch();
  const [one, other, unfit] = [await unit(), await unit(), await unit({ qualified: false })];
  const step = { phaseId: "mix", path: { phase: "mix" }, equipmentId: one };
  expect(
    await give(startPhaseOn, batchId, { ...step, furtherEquipmentIds: [other, unfit] }),
  ).toMatchObject({ code: "DEVICE_NOT_QUALIFIED" });
  expect(
    await give(startPhaseOn, batchId, { ...step, furtherEquipmentIds: [other] }),
  ).toMatchObject({ outcome: "accepted" });
  for (const id of [one, other]) {
    expect((await standing(id)).usedBy).toMatchObject({ batchId });
  }
  await give(completePhaseOn, batchId, { phaseId: "mix" });
  for (const id of [one, other]) {
    expect(await standing(id)).toMatchObject({ usedBy: undefined, dirty: { batchId } });
  }
});

test("it stays in use while the phase is held, and is free once that is stopped", async () => {
  const batchId = await plant.runningBatch();
  const id = await unit();
  const step = { phaseId: "mix", path: { phase: "mix" }, equipmentId: id };
  await give(startPhaseOn, batchId, step);
  const claims = { reason: { code: "pump", text: "The pump of the jacket stands still." } };
  const turn = (command: typeof holdPhase) =>
    plant.handler.execute(
      command,
      { commandId: crypto.randomUUID(), id: batchId, data: { phaseId: "mix" }, claims },
      session,
    );
  for (const command of [holdPhase, restartPhase, holdPhase]) {
    expect(await turn(command)).toMatchObject({ outcome: "accepted" });
    expect((await standing(id)).usedBy).toMatchObject({ batchId });
  }
  const stop = { commandId: crypto.randomUUID(), id: batchId, data: { phaseId: "mix" }, claims };
  expect(await stopPhaseOn(plant.handler, stop, session)).toMatchObject({ outcome: "accepted" });
  expect(await standing(id)).toMatchObject({ usedBy: undefined, dirty: { batchId } });
});

/** By quality, under a deviation about the batch: that the piece is not qualified. */
async function letOff(batchId: string, equipmentId: string): Promise<string> {
  const raised = deviationOf(batchId);
  await raiseDeviation(plant.handler, { commandId: crypto.randomUUID(), data: raised }, session);
  const quality = { ...session, actor: person("quality", "qaRelease") };
  const overrideId = crypto.randomUUID();
  const { deviationId } = raised;
  const data = { overrideId, code: "DEVICE_NOT_QUALIFIED", phaseId: "mix", deviationId };
  const claims = { reason: { code: "urgent", text: "It is qualified but for the paper." } };
  const asked = { id: batchId, data: { ...data, equipmentId }, claims };
  const call = { commandId: crypto.randomUUID(), ...asked };
  expect(await plant.handler.execute(authoriseOverride, call, quality)).toMatchObject({
    outcome: "accepted",
  });
  return overrideId;
}

test("an override lets off the piece that it names, and no other", async () => {
  const batchId = await plant.runningBatch();
  const [named, other] = [await unit({ qualified: false }), await unit({ qualified: false })];
  const overrideId = await letOff(batchId, named);
  const step = { phaseId: "mix", path: { phase: "mix" }, overrideIds: [overrideId] };
  const start = (on: object) => give(startPhaseOn, batchId, { ...step, ...on });
  expect(await start({ equipmentId: other })).toMatchObject({ code: "OVERRIDE_NOT_OPEN" });
  const both = { equipmentId: named, furtherEquipmentIds: [other] };
  expect(await start(both)).toMatchObject({ code: "DEVICE_NOT_QUALIFIED" });
  expect(await start({ equipmentId: named })).toMatchObject({ outcome: "accepted" });
});

test("an override is used up where the piece is not fit without it alone", async () => {
  for (const qualified of [true, false]) {
    const batchId = await plant.runningBatch();
    const named = await unit({ qualified: false });
    const overrideId = await letOff(batchId, named);
    if (qualified) await plant.run(qualifyEquipment, named, { document: "PQ-1" });
    const step = { phaseId: "mix", path: { phase: "mix" }, overrideIds: [overrideId] };
    const started = await give(startPhaseOn, batchId, { ...step, equipmentId: named });
    expect(started).toMatchObject({ outcome: "accepted" });
    const { state } = await plant.handler.load(batch, batchId);
    if (state.status === "unknown") throw new Error("It was issued.");
    expect(state.deviations.overrides.get(overrideId)?.isUsed).toBe(!qualified);
  }
});

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
