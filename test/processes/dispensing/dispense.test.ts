// From the scan of a container to the charge: checked, weighed, flagged, charged; on streams of a
// real log.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { weighInto } from "../../../src/device/scale/scale.ts";
import { simulatedScale } from "../../../src/device/scale/simulated-scale.ts";
import { batch } from "../../../src/domain/batch/batch.ts";
import { setCleaningRule } from "../../../src/domain/equipment/cleaning/commands.ts";
import {
  qualifyEquipment,
  recordCalibration,
  registerEquipment,
} from "../../../src/domain/equipment/commands.ts";
import { everywhere } from "../../../src/domain/kernel/access/standing.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { stockNow } from "../../../src/domain/material-lot/on-hand.ts";
import { placeHold } from "../../../src/domain/material-lot/status/commands.ts";
import { dispenseMaterial } from "../../../src/processes/dispensing/dispense.ts";
import { selectContainer } from "../../../src/processes/dispensing/select-container.ts";
import { suggest } from "../../../src/processes/dispensing/suggest.ts";
import { recordPhaseOn, startPhaseOn } from "../../../src/processes/equipment/start-phase.ts";
import { finishOpenCommands } from "../../../src/processes/finish-open-commands.ts";
import { destroyLabels } from "../../../src/processes/label/destroy-labels.ts";
import { issueLabels } from "../../../src/processes/label/issue-labels.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import {
  type HeldPlant,
  heldPlantOn,
  hold,
  id,
  ofLot,
  requested,
} from "../hold/held-plant-for-test.ts";
import { kg, session } from "../plant-for-test.ts";

let running: LogForTest;
let plant: HeldPlant;
let scaleId: string;
beforeAll(async () => {
  running = await startLog();
  plant = heldPlantOn(running.log);
  scaleId = await scaleWith("pass");
});
afterAll(() => running[Symbol.asyncDispose]());

async function scaleWith(result: "pass" | "fail"): Promise<string> {
  const scale = id();
  const kind = "instrument" as const;
  const data = { name: "Scale", kind, identifiers: [], calibrationNeeded: true };
  await plant.run(registerEquipment, scale, data);
  await plant.run(qualifyEquipment, scale, { document: "PQ-1" });
  const calibration = { result, certificate: "C-1", dueOn: "2027-06-30" };
  await plant.run(recordCalibration, scale, calibration);
  return scale;
}

async function selected(lot: string, batchId: string, more: object = {}) {
  const selectionId = id();
  const data = { selectionId, materialLotId: lot, containerId: `${lot}-1`, ...more };
  const answer = await plant.give(selectContainer, batchId, data);
  return { selectionId, answer };
}

const weighing = (selectionId: string, batchId: string, more: object = {}) => ({
  batchId,
  selectionId,
  dispensedContainerId: id(),
  nominal: kg("12.7"),
  tolerance: { below: kg("0.05"), above: kg("0.05") },
  weighing: { equipmentId: scaleId, tare: kg("0.5"), gross: kg("13.2"), net: kg("12.7") },
  ...more,
});

async function lotState(lot: string) {
  const { state } = await plant.handler.load(materialLot, lot);
  if (state.status === "unknown") throw new Error("There is a lot.");
  return state;
}
const types = async (batchId: string) => (await plant.types(`batch-${batchId}`)).slice(2);

describe("taking a container", () => {
  test("is refused with the code of what stands against it, and kept", async () => {
    const batchId = await plant.runningBatch();
    const quarantined = await plant.receivedLot();
    const held = await plant.releasedLot();
    await plant.run(placeHold, held, { ...hold, holdId: id() });
    const onRegister = await plant.releasedLot();
    await plant.heldIf(ofLot(onRegister));
    for (const [lot, code] of [
      [quarantined, "MATERIAL_NOT_RELEASED"],
      [held, "LOT_ON_HOLD"],
      [onRegister, "LOT_ON_HOLD"],
      [id(), "NOT_FOUND"],
    ] as const) {
      expect((await selected(lot, batchId)).answer).toMatchObject({ outcome: "refused", code });
    }
    const free = await plant.releasedLot();
    const other = await selected(free, batchId, { containerId: "drum-9" });
    expect(other.answer).toMatchObject({ code: "CONTAINER_UNKNOWN" });
    const wrong = await selected(free, batchId, { forMaterialDefinitionId: "lactose" });
    expect(wrong.answer).toMatchObject({ code: "WRONG_MATERIAL" });
    const { at } = plant.clock;
    plant.clock.at = Date.parse("2027-07-01T08:00:00.000Z");
    // Nor by saying that it was while it was fresh.
    for (const claims of [{}, { occurredAt: "2027-06-01T08:00:00.000Z" }]) {
      const data = { selectionId: id(), materialLotId: free };
      const call = { commandId: id(), id: batchId, data, claims };
      const expired = await selectContainer(plant.handler, call, session);
      expect(expired).toMatchObject({ code: "MATERIAL_EXPIRED" });
    }
    plant.clock.at = at;
    expect((await types(batchId)).every((type) => type === "AttemptRefused")).toBe(true);
  });
});

describe("dispensing", () => {
  test("weighs, then charges what was weighed, once however often it is sent", async () => {
    const [batchId, lot] = [await plant.runningBatch(), await plant.releasedLot()];
    const { selectionId } = await selected(lot, batchId);
    const scale = simulatedScale({
      equipmentId: scaleId,
      seed: 1,
      step_mg: 1_000,
      capacity_mg: 60_000_000,
    });
    scale.put(500_000);
    const read = await weighInto(scale, async () => scale.put(12_710_000));
    const readAt = new Date(plant.clock.at).toISOString();
    const request = requested(weighing(selectionId, batchId, { weighing: { ...read, readAt } }));
    for (let n = 0; n < 2; n += 1) {
      const answer = await dispenseMaterial(plant.handler, request, {
        ...session,
        readOn: scaleId,
      });
      expect(answer).toMatchObject({ outcome: "accepted" });
    }
    expect(await types(batchId)).toEqual([
      "ContainerSelected",
      "MaterialDispensed",
      "MaterialConsumed",
    ]);
    expect(stockNow((await lotState(lot)).onHand).inside.get(`${lot}-1`)).toEqual(kg("47.29"));
  });

  test("out of tolerance on a scale that failed it is recorded with both flags", async () => {
    const failed = await scaleWith("fail");
    const [batchId, lot] = [await plant.runningBatch(), await plant.releasedLot()];
    const { selectionId } = await selected(lot, batchId);
    const read = { equipmentId: failed, tare: kg("0.5"), gross: kg("14"), net: kg("13.5") };
    const data = weighing(selectionId, batchId, { weighing: read });
    const answer = await dispenseMaterial(plant.handler, requested(data), session);
    expect(answer).toMatchObject({ outcome: "accepted" });
    const { state } = await plant.handler.load(batch, batchId);
    const found = state.status === "unknown" ? [] : [...state.dispensing.dispensed.values()];
    expect(found[0]?.flags).toEqual(["QUANTITY_OUT_OF_TOLERANCE", "DEVICE_NOT_QUALIFIED"]);
  });

  test("a hold that came meanwhile stops the charge; the weighing stays", async () => {
    const [batchId, lot] = [await plant.runningBatch(), await plant.releasedLot()];
    const { selectionId } = await selected(lot, batchId);
    await plant.heldIf(ofLot(lot));
    const request = requested(weighing(selectionId, batchId));
    const answer = await dispenseMaterial(plant.handler, request, session);
    expect(answer).toMatchObject({ outcome: "refused", code: "LOT_ON_HOLD" });
    expect(await types(batchId)).toEqual(["ContainerSelected", "MaterialDispensed"]);
    expect(stockNow((await lotState(lot)).onHand).total).toEqual(kg("100"));
  });

  test("a hold is asked before how much there is, and nothing held is over-drawn", async () => {
    const [batchId, lot] = [await plant.runningBatch(), await plant.releasedLot()];
    const { selectionId } = await selected(lot, batchId);
    await plant.heldIf(ofLot(lot));
    const read = { equipmentId: scaleId, tare: kg("1"), gross: kg("101"), net: kg("100") };
    const data = weighing(selectionId, batchId, { weighing: read });
    const answer = await dispenseMaterial(plant.handler, requested(data), session);
    expect(answer).toMatchObject({ outcome: "refused", code: "LOT_ON_HOLD" });
    const gone = await selected(lot, batchId, { containerId: "drum-9" });
    expect(gone.answer).toMatchObject({ code: "LOT_ON_HOLD" });
    expect(await types(batchId)).not.toContain("MaterialConsumed");
  });

  test("who may not charge does not, nor the service that finishes what is open", async () => {
    const [batchId, lot] = [await plant.runningBatch(), await plant.releasedLot()];
    const grants = [
      {
        role: "operator",
        rights: ["executeBatch" as const],
        scope: { ...everywhere, clients: ["client-1"] },
        trainingsMissing: [],
      },
    ];
    const standing = { identityVerified: true, statementAccepted: true, mustChangePassword: false };
    const other = { ...session, permits: { grants, ...standing, training: "off" as const } };
    const { selectionId } = await selected(lot, batchId);
    const request = requested(weighing(selectionId, batchId));
    const denied = await dispenseMaterial(plant.handler, request, other);
    expect(denied).toMatchObject({ code: "NOT_AUTHORIZED" });
    expect(await types(batchId)).not.toContain("MaterialDispensed");
    // The right is lost between the weighing and the charge.
    const losing = {
      ...plant.handler,
      execute: (...[command, call, by]: Parameters<typeof plant.handler.execute>) =>
        plant.handler.execute(command, call, command.name === "DrawMaterial" ? other : by),
    } as typeof plant.handler;
    const again = requested(weighing(selectionId, batchId));
    const weighed = await dispenseMaterial(losing, again, session);
    expect(weighed).toMatchObject({ outcome: "refused", code: "NOT_AUTHORIZED" });
    plant.wait();
    await finishOpenCommands(plant);
    expect(await types(batchId)).toContain("MaterialDispensed");
    expect(await types(batchId)).not.toContain("MaterialConsumed");
    expect(stockNow((await lotState(lot)).onHand).total).toEqual(kg("100"));
  });

  test("what a crash left between weighing and charge is finished", async () => {
    const [batchId, lot] = [await plant.runningBatch(), await plant.releasedLot()];
    const { selectionId } = await selected(lot, batchId);
    const torn = {
      ...plant.handler,
      execute: async (...args: Parameters<typeof plant.handler.execute>) => {
        if (args[0].name === "DrawMaterial") throw new Error("Killed here.");
        return plant.handler.execute(...args);
      },
    } as typeof plant.handler;
    const request = requested(weighing(selectionId, batchId));
    await expect(dispenseMaterial(torn, request, session)).rejects.toThrow();
    expect(await types(batchId)).toEqual(["ContainerSelected", "MaterialDispensed"]);
    plant.wait();
    await finishOpenCommands(plant);
    expect(await types(batchId)).toContain("MaterialConsumed");
  });
});

test("of what is free the first to expire comes first, open before full", async () => {
  const [early, other, held, quarantined] = [
    await plant.releasedLot(),
    await plant.releasedLot(),
    await plant.releasedLot(),
    await plant.receivedLot(),
  ];
  await plant.heldIf(ofLot(held));
  const batchId = await plant.runningBatch();
  const { selectionId } = await selected(other, batchId, { containerId: `${other}-2` });
  await dispenseMaterial(plant.handler, requested(weighing(selectionId, batchId)), session);
  const lots = [early, other, held, quarantined].map((lotId) => ({ lotId, lot: lotId }));
  const date = new Date(plant.clock.at).toISOString().slice(0, 10);
  const found = await suggest(plant.handler, lots, { date, site: session.site });
  expect(found.stock[0]).toMatchObject({ containerId: `${other}-2`, isOpen: true });
  expect(found.stock).toHaveLength(4);
  expect(found.leftOut.map(({ code }) => code)).toEqual([
    "LOT_ON_HOLD",
    "LOT_ON_HOLD",
    "MATERIAL_NOT_RELEASED",
    "MATERIAL_NOT_RELEASED",
  ]);
});

describe("labels", () => {
  const count = kg("1");
  test("are issued of a free lot only, and scrapped where they are destroyed", async () => {
    const [batchId, roll] = [await plant.runningBatch(), await plant.releasedLot()];
    const issued = await plant.give(issueLabels, batchId, { materialLotId: roll, quantity: count });
    expect(issued).toMatchObject({ outcome: "accepted" });
    const data = { batchId, materialLotId: roll, quantity: count, cause: "Set-up" };
    await destroyLabels(plant.handler, requested(data), session);
    expect(await types(batchId)).toEqual(["LabelIssued", "LabelDestroyed"]);
    expect(await plant.types(`materialLot-${roll}`)).toContain("MaterialScrapped");
    const held = await plant.releasedLot();
    await plant.heldIf(ofLot(held));
    const refused = await plant.give(issueLabels, batchId, {
      materialLotId: held,
      quantity: count,
    });
    expect(refused).toMatchObject({ code: "LOT_ON_HOLD" });
  });
});

test("a phase starts on what is fit for it; one that had begun is flagged", async () => {
  const batchId = await plant.runningBatch();
  const start = (equipmentId: string) => ({ phaseId: id(), path: { phase: "Mix" }, equipmentId });
  expect(await plant.give(startPhaseOn, batchId, start(id()))).toMatchObject({
    code: "DEVICE_NOT_QUALIFIED",
  });
  // Qualified and calibrated, and never cleaned.
  expect(await plant.give(startPhaseOn, batchId, start(scaleId))).toMatchObject({
    code: "STATUS_BLOCKS_USE",
  });
  await plant.run(setCleaningRule, scaleId, { document: "VAL-1" });
  await plant.give(recordPhaseOn, batchId, start(id()));
  const [event] = (await plant.events(`batch-${batchId}`)).slice(-1);
  expect(event).toMatchObject({ data: { flags: ["DEVICE_NOT_QUALIFIED"] } });
});
