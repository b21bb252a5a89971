// What goes in again, under whatever name: asked for its order when it is charged, weighed or
// poured together; flagged when it is in already. Orders that are not there, or closed, begin no
// batch.
import { beforeEach, expect, test } from "vitest";
import { authoriseOverride } from "../../../src/domain/batch/deviation/commands.ts";
import { startBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { classifyDeviation, closeDeviation } from "../../../src/domain/deviation/commands.ts";
import {
  approveRework,
  closeOrder,
  placeOrder,
  releaseOrder,
} from "../../../src/domain/order/commands.ts";
import type { Answer, Handler } from "../../../src/eventstore/handler/handle.ts";
import { chargeMaterial, recordCharge } from "../../../src/processes/charge-material.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { assessImpact } from "../../../src/processes/deviation/assess-impact.ts";
import { authoriseOverride as authorise } from "../../../src/processes/deviation/open.ts";
import { raiseDeviation } from "../../../src/processes/deviation/raise-deviation.ts";
import { dispenseMaterial } from "../../../src/processes/dispensing/dispense.ts";
import { selectContainer } from "../../../src/processes/dispensing/select-container.ts";
import { startPhaseOn } from "../../../src/processes/equipment/start-phase.ts";
import { mergeLots } from "../../../src/processes/merge-lots.ts";
import { issueForOrder } from "../../../src/processes/order/rework.ts";
import { bela, person } from "../../given.ts";
import { memoryLog } from "../material/memory-log-for-test.ts";
import { kg, type Plant, plantOn, release, session, starch } from "../plant-for-test.ts";
import { charge, deviationOf } from "../requests-for-test.ts";
import { effective, issueRework, type Master, reworkRecipe } from "./rework-master-for-test.ts";

const id = () => crypto.randomUUID();
const quality = { ...session, actor: bela };
const reason = { code: "rework", text: "Too soft, sound otherwise." };
const material = { materialDefinitionId: "tablets", name: "Tablets 20 mg" };
const on = (of: string, data: object, claims = {}) => ({ commandId: id(), id: of, data, claims });
const ok = { outcome: "accepted" };
const refused = (code: string) => ({ outcome: "refused", code });

let plant: Plant;
let master: Master;
beforeEach(async () => {
  plant = plantOn(memoryLog());
  master = await effective(plant, reworkRecipe(starch));
});

async function decided(lot: string, decision: "rework" | "release" | "suspend" | "useAtRisk") {
  const data = { dispositionId: id(), materialLotId: lot, decision };
  const request = { commandId: id(), data, claims: { reason } };
  expect(await decideDisposition(plant.handler, request, quality)).toMatchObject(ok);
  return lot;
}
const lotToRework = async () => decided(await plant.receivedLot(), "rework");

async function placed(lots: string[] = []): Promise<string> {
  const orderId = id();
  const quantity = kg("100");
  const order = { orderNumber: orderId, material, quantity, priority: "normal" };
  const again = { kind: "rework", materialLotIds: lots, method: "Milled again." };
  const data = { ...order, ...(lots.length > 0 && { rework: again }) };
  expect(await plant.handler.execute(placeOrder, on(orderId, data), session)).toMatchObject(ok);
  if (lots.length > 0) {
    await plant.handler.execute(approveRework, on(orderId, again, { reason }), quality);
  }
  expect(await plant.handler.execute(releaseOrder, on(orderId, {}), session)).toMatchObject(ok);
  return orderId;
}

const reworking = (orderId: string) => issueRework(plant, master, orderId);

async function issued(orderId: string) {
  const batchId = id();
  const data = { batchNumber: batchId, material, equipmentIds: [], dataOrigin: "live", orderId };
  const answer = await plant.handler.execute(issueForOrder, on(batchId, data), session);
  if (answer.outcome === "accepted") await plant.run(startBatch, batchId, {});
  return { batchId, answer };
}
const put = (
  lot: string,
  batchId: string,
  kind: "charge" | "rework" | "heel",
  by = chargeMaterial,
) => {
  const data = { ...charge(lot, batchId), charge: { kind, basis: "weighed" as const } };
  return by(plant.handler, { commandId: id(), data }, session);
};
const take = (lot: string, batchId: string, more: object = {}) => {
  const data = { selectionId: id(), materialLotId: lot, containerId: `${lot}-1`, ...more };
  return selectContainer(plant.handler, on(batchId, data), session);
};
async function flagsIn(batchId: string): Promise<readonly string[]> {
  const events = await Array.fromAsync(plant.log.readStream(`batch-${batchId}`));
  const last = events.findLast(({ type }) => type === "MaterialConsumed");
  if (!last) throw new Error("Nothing was consumed.");
  return (last.data as { flags: string[] }).flags;
}

test("a heel is asked for its order like any other rework, released or not", async () => {
  const batchId = await plant.runningBatch();
  for (const lot of [await plant.releasedLot(), await lotToRework()]) {
    expect(await put(lot, batchId, "heel")).toMatchObject(refused("REPROCESSING_NOT_APPROVED"));
  }
  const lot = await lotToRework();
  const of = await reworking(await placed([lot]));
  expect(await put(lot, of.batchId, "heel")).toMatchObject(ok);
});

test("what is put aside is not poured together with anything that is not", async () => {
  const merged = (lots: string[]) => {
    const from = lots.map((materialLotId, n) => ({
      materialLotId,
      heel: n > 0,
      quantity: kg("5"),
    }));
    const data = { materialLotId: id(), from, identifiers: [], containers: [] };
    return mergeLots(plant.handler, { commandId: id(), data }, session);
  };
  const [released, aside] = [await plant.releasedLot(), await lotToRework()];
  expect(await merged([released, aside])).toMatchObject(refused("REPROCESSING_NOT_APPROVED"));
  expect(await merged([aside, await lotToRework()])).toMatchObject(ok);
});

test("observed, it is recorded and flagged; of an approved order it is not", async () => {
  const batchId = await plant.runningBatch();
  expect(await put(await plant.releasedLot(), batchId, "rework", recordCharge)).toMatchObject(ok);
  expect(await flagsIn(batchId)).toEqual(["REPROCESSING_NOT_APPROVED"]);
  const lot = await lotToRework();
  const of = await reworking(await placed([lot]));
  expect(await put(lot, of.batchId, "rework", recordCharge)).toMatchObject(ok);
  expect(await flagsIn(of.batchId)).toEqual([]);
});

test("by an approved order it is taken, weighed and charged as rework", async () => {
  const lot = await lotToRework();
  const { batchId } = await reworking(await placed([lot]));
  const kind = "rework";
  const other = await lotToRework();
  expect(await take(other, batchId, { kind })).toMatchObject(refused("REPROCESSING_NOT_APPROVED"));
  const selectionId = id();
  expect(await take(lot, batchId, { kind, selectionId })).toMatchObject(ok);
  const weighing = { equipmentId: "scale", tare: kg("1"), gross: kg("11"), net: kg("10") };
  const data = { batchId, selectionId, dispensedContainerId: id(), nominal: kg("10"), weighing };
  const weighed = await dispenseMaterial(plant.handler, { commandId: id(), data }, session);
  expect(weighed).toMatchObject(ok);
  const events = await Array.fromAsync(plant.log.readStream(`batch-${batchId}`));
  expect(events.at(-1)).toMatchObject({ type: "MaterialConsumed", data: { kind } });
});

test("an order that is not there, or is closed, begins no batch", async () => {
  expect((await issued(id())).answer).toMatchObject(refused("NOT_FOUND"));
  const orderId = await placed();
  expect((await issued(orderId)).answer).toMatchObject(ok);
  const outcome = { outcome: "cancelled" };
  await plant.handler.execute(closeOrder, on(orderId, outcome, { reason }), session);
  expect((await issued(orderId)).answer).toMatchObject(refused("STATUS_BLOCKS_USE"));
});

test("a release that was suspended is let off by nobody", async () => {
  const lot = await decided(await plant.releasedLot(), "suspend");
  const batchId = await plant.runningBatch();
  expect(await put(lot, batchId, "charge")).toMatchObject(refused("MATERIAL_SUSPENDED"));
  const { deviationId } = await deviationAbout(batchId);
  const data = { overrideId: id(), code: "MATERIAL_SUSPENDED", materialLotId: lot, deviationId };
  const asked = await plant.handler.execute(
    authoriseOverride,
    on(batchId, data, { reason }),
    release,
  );
  expect(asked).toMatchObject(refused("OVERRIDE_NOT_POSSIBLE"));
});

async function deviationAbout(batchId: string) {
  const raised = deviationOf(batchId);
  await raiseDeviation(plant.handler, { commandId: id(), data: raised }, session);
  return raised;
}
async function closed(deviationId: string, batchId: string): Promise<void> {
  const impact = { batchId, impact: "None.", conclusion: "acceptable" };
  await assessImpact(plant.handler, on(deviationId, impact, { reason }), quality);
  const minor = { classification: "minor" };
  const other = { ...quality, actor: person("clara", "qaReviewer") };
  await plant.handler.execute(classifyDeviation, on(deviationId, minor, { reason }), other);
  const closing = await plant.handler.execute(
    closeDeviation,
    on(deviationId, { conclusion: "Closed." }, { reason }),
    quality,
  );
  expect(closing).toMatchObject(ok);
}

test("under a deviation that is closed nothing is authorised, and nothing used", async () => {
  const lot = await plant.receivedLot();
  const batchId = await plant.runningBatch();
  const { deviationId } = await deviationAbout(batchId);
  const overrideId = id();
  const code = "MATERIAL_NOT_RELEASED";
  const data = { overrideId, code, materialLotId: lot, deviationId };
  const allow = (more: object) =>
    plant.handler.execute(authorise, on(batchId, { ...data, ...more }, { reason }), release);
  expect(await allow({})).toMatchObject(ok);
  await closed(deviationId, batchId);
  expect(await allow({ overrideId: id() })).toMatchObject(refused("DEVIATION_REQUIRED"));
  const asked = charge(lot, batchId);
  const request = { ...asked, charge: { ...asked.charge, overrideIds: [overrideId] } };
  expect(
    await chargeMaterial(plant.handler, { commandId: id(), data: request }, session),
  ).toMatchObject(refused("OVERRIDE_NOT_OPEN"));
  expect(await take(lot, batchId, { overrideIds: [overrideId] })).toMatchObject(
    refused("OVERRIDE_NOT_OPEN"),
  );
  const dispose = {
    dispositionId: id(),
    materialLotId: lot,
    decision: "useAtRisk" as const,
    override: { code: "SUPPLIER_NOT_APPROVED", deviationId },
  };
  const atRisk = { commandId: id(), data: dispose, claims: { reason } };
  expect(await decideDisposition(plant.handler, atRisk, release)).toMatchObject(
    refused("DEVIATION_REQUIRED"),
  );
});

/** Something else is recorded after what there is was looked up, and before it is decided. */
const meanwhile = (record: () => Promise<unknown>): Handler => {
  let isDone = false;
  return {
    ...plant.handler,
    async execute(...asked) {
      if (!isDone) {
        isDone = true;
        await record();
      }
      return plant.handler.execute(...asked);
    },
  };
};

test("an order that is closed while it is being asked for lets nothing through", async () => {
  const lot = await lotToRework();
  const orderId = await placed([lot]);
  const { batchId } = await reworking(orderId);
  const cancelling = meanwhile(() =>
    plant.handler.execute(closeOrder, on(orderId, { outcome: "cancelled" }, { reason }), session),
  );
  const data = { ...charge(lot, batchId), charge: { kind: "rework", basis: "weighed" } as const };
  expect(await chargeMaterial(cancelling, { commandId: id(), data }, session)).toMatchObject(
    refused("REPROCESSING_NOT_APPROVED"),
  );
});

test("nor does a deviation that is closed while what was authorised under it is used", async () => {
  const acts: ((handler: Handler, lot: string, of: string, by: string[]) => Promise<Answer>)[] = [
    (handler, lot, batchId, overrideIds) => {
      const asked = charge(lot, batchId);
      const data = { ...asked, charge: { ...asked.charge, overrideIds } };
      return chargeMaterial(handler, { commandId: id(), data }, session);
    },
    (handler, materialLotId, batchId, overrideIds) => {
      const containerId = `${materialLotId}-1`;
      const data = { selectionId: id(), materialLotId, containerId, overrideIds };
      return selectContainer(handler, on(batchId, data), session);
    },
    (handler, _lot, batchId, overrideIds) => {
      const data = { phaseId: "mix", path: { phase: "Mix" }, overrideIds };
      return startPhaseOn(handler, on(batchId, data), session);
    },
  ];
  for (const [n, act] of acts.entries()) {
    const lot = await plant.receivedLot();
    const batchId = await plant.runningBatch();
    const { deviationId } = await deviationAbout(batchId);
    const overrideId = id();
    const off =
      n < 2
        ? { code: "MATERIAL_NOT_RELEASED", materialLotId: lot }
        : { code: "STEP_OUT_OF_ORDER", phaseId: "mix" };
    const data = { overrideId, ...off, deviationId };
    const allowed = plant.handler.execute(authorise, on(batchId, data, { reason }), release);
    expect(await allowed).toMatchObject(ok);
    const closing = meanwhile(() => closed(deviationId, batchId));
    expect(await act(closing, lot, batchId, [overrideId])).toMatchObject(
      refused("OVERRIDE_NOT_OPEN"),
    );
  }
});
