// Holds on lots, containers and batches, and on what is not yet made: each act asks the log, and
// what has happened is recorded all the same.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import { recordParameter } from "../../../src/domain/batch/parameter/commands.ts";
import {
  completePhase,
  recordPhaseStarted,
  startPhase,
} from "../../../src/domain/batch/phase/commands.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { placeHold } from "../../../src/domain/material-lot/status/commands.ts";
import { relabelMaterialLot } from "../../../src/domain/material-lot/upkeep/commands.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import { chargeMaterial, recordCharge } from "../../../src/processes/charge-material.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { receiveLot } from "../../../src/processes/hold/receive-lot.ts";
import { prepare } from "../../../src/processes/hold/ship.ts";
import { mergeLots } from "../../../src/processes/merge-lots.ts";
import { produceOutput } from "../../../src/processes/produce-output.ts";
import { splitLot } from "../../../src/processes/split-lot.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { kg, plantOn, release, session, starch } from "../plant-for-test.ts";
import { charge } from "../requests-for-test.ts";
import {
  type HeldPlant,
  heldPlantOn,
  hold,
  id,
  logWith,
  ofLot,
  requested,
  shipmentOf,
  tablets,
} from "./held-plant-for-test.ts";

let running: LogForTest;
let plant: HeldPlant;
beforeAll(async () => {
  running = await startLog();
  plant = heldPlantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

describe("a lot under a hold of the register", () => {
  const acts = {
    charging: async (lot: string) =>
      chargeMaterial(plant.handler, requested(charge(lot, await plant.runningBatch())), session),
    merging: async (lot: string) => {
      const from = [lot, await plant.releasedLot()].map((materialLotId) => ({
        materialLotId,
        quantity: kg("5"),
        heel: false,
      }));
      const data = { materialLotId: id(), from, identifiers: [], containers: [] };
      return mergeLots(plant.handler, requested(data), session);
    },
    packing: async (lot: string) => plant.load(await plant.unitWith(), lot),
    "preparing to ship": async (lot: string) => {
      const shipment = id();
      return plant.give(prepare, shipment, shipmentOf(shipment, [lot]));
    },
    release: async (lot: string) => {
      const data = { dispositionId: id(), materialLotId: lot, decision: "release" as const };
      return decideDisposition(plant.handler, requested(data), release);
    },
  };
  test.each(Object.entries(acts))("is refused for %s, until it is lifted", async (_, act) => {
    const lot = await plant.releasedLot();
    const holdId = await plant.heldIf(ofLot(lot));
    expect(await act(lot)).toMatchObject({ outcome: "refused", code: "LOT_ON_HOLD" });
    await plant.lift(holdId);
    expect(await act(lot)).toMatchObject({ outcome: "accepted" });
  });

  test("received under a supplier's lot it is held from its first event on", async () => {
    const identifier = { scheme: "supplierLot", issuer: "Stärke AG", value: id() };
    const holdId = await plant.heldIf({ kind: "identifier", identifier });
    const lot = id();
    const data = { material: starch, identifiers: [identifier], containers: [] };
    await plant.give(receiveLot, lot, { ...data, qualityStatus: "quarantine" });
    expect(await plant.types(`materialLot-${lot}`)).toEqual(["MaterialLotReceived", "HoldPlaced"]);
    await plant.lift(holdId);
    expect(await plant.holdsOf(materialLot, lot)).toEqual([holdId]);
  });

  test("is held under a number that it was called by, whatever it is called now", async () => {
    const lot = await plant.releasedLot();
    const called = (value: string) => ({ scheme: "supplierLot", issuer: "Stärke AG", value });
    const relabel = (value: string) => {
      const call = { ...requested({ identifiers: [called(value)] }), id: lot };
      return plant.handler.execute(relabelMaterialLot, call, session);
    };
    const former = id();
    expect(await relabel(former)).toMatchObject({ outcome: "accepted" });
    await plant.heldIf({ kind: "identifier", identifier: called(former) });
    expect(await acts.packing(lot)).toMatchObject({ code: "LOT_ON_HOLD" });
    expect(await relabel(id())).toMatchObject({ outcome: "accepted" });
    expect(await acts.packing(lot)).toMatchObject({ code: "LOT_ON_HOLD" });
  });

  test("keeps the hold in what is split off from it", async () => {
    const lot = await plant.releasedLot();
    const holdId = await plant.heldIf(ofLot(lot));
    const part = id();
    const into = [{ materialLotId: part, identifiers: [], quantity: kg("10"), containerIds: [] }];
    await splitLot(plant.handler, requested({ materialLotId: lot, into }), session);
    expect(await plant.holdsOf(materialLot, part)).toEqual([holdId]);
  });
});

test("what is split off by quantity is held as any container it may come from", async () => {
  const lot = await plant.releasedLot();
  const holdId = id();
  await plant.run(placeHold, lot, { ...hold, holdId, containerId: `${lot}-1` });
  const part = (containerIds: string[], amount?: string) => ({
    materialLotId: id(),
    identifiers: [],
    containerIds,
    ...(amount !== undefined && { quantity: kg(amount) }),
  });
  const into = [part([], "1"), part([`${lot}-2`])];
  await splitLot(plant.handler, requested({ materialLotId: lot, into }), session);
  const [loose, whole] = into.map(({ materialLotId }) => materialLotId);
  expect(await plant.holdsOf(materialLot, loose ?? "")).toEqual([holdId]);
  expect(await plant.holdsOf(materialLot, whole ?? "")).toEqual([]);
});

test("a hold on one container leaves the others free", async () => {
  const lot = await plant.releasedLot();
  await plant.run(placeHold, lot, { ...hold, holdId: id(), containerId: `${lot}-1` });
  const batchId = await plant.runningBatch();
  const from = (n: number) => ({ ...charge(lot, batchId), containerId: `${lot}-${n}` });
  expect(await chargeMaterial(plant.handler, requested(from(1)), session)).toMatchObject({
    code: "LOT_ON_HOLD",
  });
  expect(await chargeMaterial(plant.handler, requested(from(2)), session)).toMatchObject({
    outcome: "accepted",
  });
});

describe("a hold that comes while a batch is being charged", () => {
  test.each(["lot", "register"])("on the %s: the batch does not take it", async (on) => {
    const [lot, batchId] = [await plant.releasedLot(), await plant.runningBatch()];
    const place = () =>
      on === "lot"
        ? plant.run(placeHold, lot, { ...hold, holdId: id() })
        : plant.heldIf(ofLot(lot)).then(() => undefined);
    let placed = false;
    const { log } = running;
    // Between the two halves: once the draw is in the log, before the batch is asked.
    const between: EventLog = {
      ...log,
      readStream: (...args) => log.readStream(...args),
      async append(stream, appended, expected) {
        const done = await log.append(stream, appended, expected);
        if (!placed && appended[0]?.type === "MaterialDrawn") {
          placed = true;
          await place();
        }
        return done;
      },
    };
    const request = requested(charge(lot, batchId));
    const refused = await chargeMaterial(plantOn(between).handler, request, session);
    expect(refused).toMatchObject({ outcome: "refused", code: "LOT_ON_HOLD" });
    expect(await plant.types(`batch-${batchId}`)).not.toContain("MaterialConsumed");
    expect((await plant.events(`materialLot-${lot}`)).at(-1)).toMatchObject({
      type: "MaterialReturned",
      data: { reason: "notConsumed", refusal: { code: "LOT_ON_HOLD" } },
    });
    expect(await chargeMaterial(plant.handler, request, session)).toMatchObject({
      code: "LOT_ON_HOLD",
      repeated: true,
    });
  });
});

describe("held material that is in the batch already", () => {
  test("is recorded and flagged, and holds the batch and all that comes of it", async () => {
    const [lot, batchId] = [await plant.releasedLot(), await plant.runningBatch()];
    await plant.run(startPhase, batchId, { phaseId: "mix", path: { phase: "Mix" } });
    const own = id();
    await plant.run(placeHold, lot, { ...hold, holdId: own });
    const others = await plant.heldIf(ofLot(lot));
    const answer = await recordCharge(plant.handler, requested(charge(lot, batchId)), session);
    expect(answer).toMatchObject({ outcome: "accepted" });
    expect((await plant.events(`materialLot-${lot}`)).at(-1)?.data.flags).toEqual(["LOT_ON_HOLD"]);
    expect((await plant.types(`batch-${batchId}`)).slice(-3)).toEqual([
      "MaterialConsumed",
      "BatchHoldPlaced",
      "BatchHoldPlaced",
    ]);
    expect(await plant.holdsOf(batch, batchId)).toEqual([own, others]);
    expect(await plant.holdsOf(materialLot, await plant.outputOf(batchId))).toEqual([own, others]);
  });

  test("lets a running phase end and be recorded, and starts nothing new", async () => {
    const [lot, batchId] = [await plant.releasedLot(), await plant.runningBatch()];
    await plant.run(startPhase, batchId, { phaseId: "mix", path: { phase: "Mix" } });
    await plant.run(placeHold, lot, { ...hold, holdId: id() });
    await recordCharge(plant.handler, requested(charge(lot, batchId)), session);
    const speed = { value: "12", unitOfMeasure: "/min" };
    await plant.run(recordParameter, batchId, {
      parameter: "Speed",
      value: speed,
      source: "manual",
    });
    await plant.run(completePhase, batchId, { phaseId: "mix" });
    const press = { phaseId: "press", path: { phase: "Press" } };
    const call = { commandId: id(), id: batchId, data: press };
    expect(await plant.handler.execute(startPhase, call, session)).toMatchObject({
      code: "STATUS_BLOCKS_USE",
    });
    await plant.run(recordPhaseStarted, batchId, press);
    expect((await plant.events(`batch-${batchId}`)).at(-1)?.data.flags).toEqual([
      "STATUS_BLOCKS_USE",
    ]);
  });
});

describe("what is made after the hold", () => {
  const supplied = async () => {
    const identifier = { scheme: "supplierLot", issuer: "Stärke AG", value: id() };
    const lot = id();
    const data = { material: starch, identifiers: [identifier], containers: [] };
    const answer = await plant.give(receiveLot, lot, { ...data, qualityStatus: "quarantine" });
    expect(answer.outcome).toBe("accepted");
    return { lot, identifier };
  };
  test("inherits it from what went in before, by whatever name", async () => {
    const { lot, identifier } = await supplied();
    const batchId = await plant.runningBatch();
    await recordCharge(plant.handler, requested(charge(lot, batchId)), session);
    const free = await plant.outputOf(batchId);
    const holds = [
      await plant.heldIf({ kind: "identifier", identifier }),
      await plant.heldIf(ofLot(lot)),
    ].sort();
    expect((await plant.holdsOf(materialLot, await plant.outputOf(batchId))).sort()).toEqual(holds);
    expect(await plant.holdsOf(materialLot, free)).toEqual([]);
  });

  test("also where the hold and a charge come while the output is being recorded", async () => {
    const { lot, identifier } = await supplied();
    const batchId = await plant.runningBatch();
    let holdId = "";
    const log = logWith(running.log, "OutputProduced", async () => {
      await recordCharge(plant.handler, requested(charge(lot, batchId)), session);
      holdId = await plant.heldIf({ kind: "identifier", identifier });
    });
    const materialLotId = id();
    const data = { batchId, materialLotId, material: tablets, identifiers: [], containers: [] };
    const answer = await produceOutput(plantOn(log).handler, requested(data), session);
    expect(answer).toMatchObject({ outcome: "accepted" });
    expect(await plant.holdsOf(materialLot, materialLotId)).toEqual([holdId]);
  });

  test("inherits it from the equipment that it was made on", async () => {
    const batchId = await plant.runningBatch();
    await plant.run(startPhase, batchId, {
      phaseId: "press",
      path: { phase: "Press" },
      equipmentId: "press-7",
    });
    const at = new Date(plant.clock.at).toISOString();
    const holdId = await plant.heldIf({ kind: "equipment", equipmentId: "press-7", from: at });
    expect(await plant.holdsOf(materialLot, await plant.outputOf(batchId))).toEqual([holdId]);
    // Nor does an output escape it that is said to be older.
    const materialLotId = id();
    const data = { batchId, materialLotId, material: tablets, identifiers: [], containers: [] };
    const asked = requested(data);
    const occurredAt = new Date(plant.clock.at - 3_600_000).toISOString();
    const claims = { ...asked.claims, occurredAt };
    const answer = await produceOutput(plant.handler, { ...asked, claims }, session);
    expect(answer.outcome).toBe("accepted");
    expect(await plant.holdsOf(materialLot, materialLotId)).toEqual([holdId]);
    expect(
      await plant.holdsOf(materialLot, await plant.outputOf(await plant.runningBatch())),
    ).toEqual([]);
  });
});
