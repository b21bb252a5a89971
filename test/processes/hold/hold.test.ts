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
import {
  liftPredicateHold,
  placePredicateHold,
} from "../../../src/domain/hold-register/commands.ts";
import type { Predicate } from "../../../src/domain/hold-register/events.ts";
import { openLogisticUnit } from "../../../src/domain/logistic-unit/commands.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { placeHold } from "../../../src/domain/material-lot/status/commands.ts";
import type { Answer, Handler, Session } from "../../../src/eventstore/handler/handle.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import { chargeMaterial, recordCharge } from "../../../src/processes/charge-material.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { loadUnit } from "../../../src/processes/hold/load-unit.ts";
import { receiveLot } from "../../../src/processes/hold/receive-lot.ts";
import { dispatch, prepare, recordDispatch, shipUnit } from "../../../src/processes/hold/ship.ts";
import { mergeLots } from "../../../src/processes/merge-lots.ts";
import { produceOutput } from "../../../src/processes/produce-output.ts";
import { splitLot } from "../../../src/processes/split-lot.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { kg, type Plant, plantOn, session, starch } from "../plant-for-test.ts";
import { charge } from "../requests-for-test.ts";

let running: LogForTest;
let plant: Plant;
beforeAll(async () => {
  running = await startLog();
  plant = plantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

const id = () => crypto.randomUUID();
const reason = { code: "cleared", text: "The sample showed nothing." };
const requested = <Data>(data: Data) => ({ commandId: id(), data, claims: { reason } });
const hold = { code: "foreignBody", owner: "laboratory" };
const tablets = { materialDefinitionId: "tablets", name: "Tablets 20 mg" };
const events = (stream: string) => Array.fromAsync(running.log.readStream(stream));

async function holdsOf(of: typeof materialLot | typeof batch, one: string) {
  const { state } = await plant.handler.load<
    { readonly status: "unknown" } | { readonly holds: ReadonlyMap<string, unknown> }
  >(of, one);
  return "holds" in state ? [...state.holds.keys()] : [];
}

/** On the register of the site; each test has holds of its own. */
async function heldIf(...predicates: Predicate[]): Promise<string> {
  const holdId = id();
  await plant.run(placePredicateHold, session.site, { ...hold, holdId, predicates });
  return holdId;
}
const lift = (holdId: string) => {
  const call = { commandId: id(), id: session.site, data: { holdId }, claims: { reason } };
  return plant.handler.execute(liftPredicateHold, call, session);
};
const ofLot = (materialLotId: string) => ({ kind: "lot" as const, materialLotId });

type Give = (handler: Handler, call: never, session: Session) => Promise<Answer>;
const give = (process: Give, one: string, data: object, handler = plant.handler) =>
  process(handler, { commandId: id(), id: one, data, claims: { reason } } as never, session);

const outputOf = async (batchId: string) => {
  const materialLotId = id();
  const identifiers = [{ scheme: "tablets-3", issuer: "plant", value: materialLotId }];
  const data = { batchId, materialLotId, material: tablets, identifiers, containers: [] };
  const answer = await produceOutput(plant.handler, requested(data), session);
  expect(answer.outcome).toBe("accepted");
  return materialLotId;
};

async function unitWith(...lots: string[]) {
  const unit = id();
  const identifiers = [{ scheme: "pallet", issuer: "plant", value: unit }];
  await plant.run(openLogisticUnit, unit, { identifiers, kind: "pallet" });
  for (const lot of lots) expect(await load(unit, lot)).toMatchObject({ outcome: "accepted" });
  return unit;
}
const load = (unit: string, materialLotId: string, handler = plant.handler) =>
  give(loadUnit, unit, { movementId: id(), materialLotId, quantity: kg("1") }, handler);

const shipmentOf = (shipmentId: string, lots: string[], logisticUnitIds: string[] = []) => ({
  identifiers: [{ scheme: "shipment", issuer: "plant", value: shipmentId }],
  customerPartyId: "p-1",
  consignee: { name: "Apotheke am Ring" },
  lines: lots.map((materialLotId) => ({ materialLotId, quantity: kg("1") })),
  logisticUnitIds,
  documents: [],
});

/** Lets something happen just before an event of this type is appended. */
function logWith(type: string, before: () => Promise<unknown>): EventLog {
  const { log } = running;
  let due = true;
  return {
    ...log,
    readStream: (...args) => log.readStream(...args),
    async append(stream, appended, expected) {
      if (due && appended[0]?.type === type) {
        due = false;
        await before();
      }
      return log.append(stream, appended, expected);
    },
  };
}

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
    packing: async (lot: string) => load(await unitWith(), lot),
    "preparing to ship": async (lot: string) => {
      const shipment = id();
      return give(prepare, shipment, shipmentOf(shipment, [lot]));
    },
    release: async (lot: string) => {
      const data = { dispositionId: id(), materialLotId: lot, decision: "release" as const };
      return decideDisposition(plant.handler, requested(data), session);
    },
  };
  test.each(Object.entries(acts))("is refused for %s, until it is lifted", async (_, act) => {
    const lot = await plant.releasedLot();
    const holdId = await heldIf(ofLot(lot));
    expect(await act(lot)).toMatchObject({ outcome: "refused", code: "LOT_ON_HOLD" });
    await lift(holdId);
    expect(await act(lot)).toMatchObject({ outcome: "accepted" });
  });

  test("received under a supplier's lot it is held from its first event on", async () => {
    const identifier = { scheme: "supplierLot", issuer: "Stärke AG", value: id() };
    const holdId = await heldIf({ kind: "identifier", identifier });
    const lot = id();
    const data = { material: starch, identifiers: [identifier], containers: [] };
    await give(receiveLot, lot, { ...data, qualityStatus: "quarantine" });
    expect(await plant.types(`materialLot-${lot}`)).toEqual(["MaterialLotReceived", "HoldPlaced"]);
    await lift(holdId);
    expect(await holdsOf(materialLot, lot)).toEqual([holdId]);
  });

  test("keeps the hold in what is split off from it", async () => {
    const lot = await plant.releasedLot();
    const holdId = await heldIf(ofLot(lot));
    const part = id();
    const into = [{ materialLotId: part, identifiers: [], quantity: kg("10"), containerIds: [] }];
    await splitLot(plant.handler, requested({ materialLotId: lot, into }), session);
    expect(await holdsOf(materialLot, part)).toEqual([holdId]);
  });
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
        : heldIf(ofLot(lot)).then(() => undefined);
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
    expect((await events(`materialLot-${lot}`)).at(-1)).toMatchObject({
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
    const others = await heldIf(ofLot(lot));
    const answer = await recordCharge(plant.handler, requested(charge(lot, batchId)), session);
    expect(answer).toMatchObject({ outcome: "accepted" });
    expect((await events(`materialLot-${lot}`)).at(-1)?.data.flags).toEqual(["LOT_ON_HOLD"]);
    expect((await plant.types(`batch-${batchId}`)).slice(-3)).toEqual([
      "MaterialConsumed",
      "BatchHoldPlaced",
      "BatchHoldPlaced",
    ]);
    expect(await holdsOf(batch, batchId)).toEqual([own, others]);
    expect(await holdsOf(materialLot, await outputOf(batchId))).toEqual([own, others]);
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
    expect((await events(`batch-${batchId}`)).at(-1)?.data.flags).toEqual(["STATUS_BLOCKS_USE"]);
  });
});

describe("what is made after the hold", () => {
  const supplied = async () => {
    const identifier = { scheme: "supplierLot", issuer: "Stärke AG", value: id() };
    const lot = id();
    const data = { material: starch, identifiers: [identifier], containers: [] };
    const answer = await give(receiveLot, lot, { ...data, qualityStatus: "quarantine" });
    expect(answer.outcome).toBe("accepted");
    return { lot, identifier };
  };
  test("inherits it from what went in before, by whatever name", async () => {
    const { lot, identifier } = await supplied();
    const batchId = await plant.runningBatch();
    await recordCharge(plant.handler, requested(charge(lot, batchId)), session);
    const free = await outputOf(batchId);
    const holds = [
      await heldIf({ kind: "identifier", identifier }),
      await heldIf(ofLot(lot)),
    ].sort();
    expect((await holdsOf(materialLot, await outputOf(batchId))).sort()).toEqual(holds);
    expect(await holdsOf(materialLot, free)).toEqual([]);
  });

  test("also where the hold and a charge come while the output is being recorded", async () => {
    const { lot, identifier } = await supplied();
    const batchId = await plant.runningBatch();
    let holdId = "";
    const log = logWith("OutputProduced", async () => {
      await recordCharge(plant.handler, requested(charge(lot, batchId)), session);
      holdId = await heldIf({ kind: "identifier", identifier });
    });
    const materialLotId = id();
    const data = { batchId, materialLotId, material: tablets, identifiers: [], containers: [] };
    const answer = await produceOutput(plantOn(log).handler, requested(data), session);
    expect(answer).toMatchObject({ outcome: "accepted" });
    expect(await holdsOf(materialLot, materialLotId)).toEqual([holdId]);
  });

  test("inherits it from the equipment that it was made on", async () => {
    const batchId = await plant.runningBatch();
    await plant.run(startPhase, batchId, {
      phaseId: "press",
      path: { phase: "Press" },
      equipmentId: "press-7",
    });
    const at = new Date(plant.clock.at).toISOString();
    const holdId = await heldIf({ kind: "equipment", equipmentId: "press-7", from: at });
    expect(await holdsOf(materialLot, await outputOf(batchId))).toEqual([holdId]);
    expect(await holdsOf(materialLot, await outputOf(await plant.runningBatch()))).toEqual([]);
  });
});

describe("shipping", () => {
  async function prepared() {
    const [loose, packed] = [await plant.releasedLot(), await plant.releasedLot()];
    const unit = await unitWith(packed);
    const shipment = id();
    await give(prepare, shipment, shipmentOf(shipment, [loose], [unit]));
    return { loose, packed, unit, shipment };
  }
  test.each(["loose", "packed"] as const)("what is %s and held does not leave", async (where) => {
    const goods = await prepared();
    await plant.run(placeHold, goods[where], { ...hold, holdId: id() });
    expect(await give(dispatch, goods.shipment, {})).toMatchObject({ code: "LOT_ON_HOLD" });
    expect(await plant.types(`shipment-${goods.shipment}`)).toEqual([
      "ShipmentPrepared",
      "AttemptRefused",
    ]);
    const left = { shipmentId: goods.shipment };
    const shipped = await give(shipUnit, goods.unit, left);
    expect(shipped.outcome).toBe(where === "packed" ? "refused" : "accepted");
  });

  test("what has left is recorded, and flagged", async () => {
    const goods = await prepared();
    await heldIf(ofLot(goods.packed));
    expect(await give(recordDispatch, goods.shipment, {})).toMatchObject({ outcome: "accepted" });
    const last = (await events(`shipment-${goods.shipment}`)).at(-1);
    expect(last).toMatchObject({ type: "ShipmentDispatched", data: { flags: ["LOT_ON_HOLD"] } });
    const free = await prepared();
    await give(dispatch, free.shipment, {});
    expect((await events(`shipment-${free.shipment}`)).at(-1)?.data).not.toHaveProperty("flags");
  });

  test("a held lot that comes into a unit at the last moment stays here", async () => {
    const goods = await prepared();
    const late = await plant.releasedLot();
    const log = logWith("ShipmentDispatched", async () => {
      await load(goods.unit, late);
      await plant.run(placeHold, late, { ...hold, holdId: id() });
      // What is recorded of it makes the other lose the race, and look again.
      expect(await give(dispatch, goods.shipment, {})).toMatchObject({ code: "LOT_ON_HOLD" });
    });
    const answer = await give(dispatch, goods.shipment, {}, plantOn(log).handler);
    expect(answer).toMatchObject({ outcome: "refused", code: "LOT_ON_HOLD" });
  });
});
