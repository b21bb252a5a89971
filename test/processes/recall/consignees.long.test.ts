// Who got something of a recall, however it left; and its end, which is that of the log.
import { afterAll, beforeAll, expect, test } from "vitest";
import { startProcesses } from "../../../src/cli/instance/processes.ts";
import { traceRecallIn } from "../../../src/cli/recall/parts.ts";
import { openLog } from "../../../src/cli/terminal/log.ts";
import {
  accessControl,
  accessControlId,
} from "../../../src/domain/access-control/access-control.ts";
import { sampleMaterial } from "../../../src/domain/material-lot/use/commands.ts";
import { returnToSupplier } from "../../../src/domain/material-lot/use/sample.ts";
import { evaluateRecall } from "../../../src/domain/recall/opening/commands.ts";
import { confirmReceipt, recordReturn } from "../../../src/domain/shipment/commands.ts";
import { prepare, recordDispatch, shipUnit } from "../../../src/processes/hold/ship.ts";
import { endRecall } from "../../../src/processes/recall/end-recall.ts";
import { trace } from "../../../src/projections/genealogy/trace.ts";
import { bela } from "../../given.ts";
import { shipmentOf } from "../hold/held-plant-for-test.ts";
import { kg, session } from "../plant-for-test.ts";
import { id, type RecallsForTest, startRecalls } from "./recalls-for-test.ts";

let on: RecallsForTest;
beforeAll(async () => {
  on = await startRecalls();
});
afterAll(() => on[Symbol.asyncDispose]());

/** What went to whom, of a lot that is recalled now. */
async function shippedOf(lot: string) {
  const recallId = await on.opened(lot, false);
  await on.refresh(recallId);
  const { scope, consignees } = await on.stateOf(recallId);
  const { kysely } = on.service.instance.database;
  const asked = { from: `lot:${lot}`, direction: "forward" as const };
  const answer = await trace(kysely, { ...asked, at: new Date().toISOString() });
  return {
    names: [...consignees.values()].map(({ name }) => name),
    lines: [...scope.shipments.values()].flatMap(({ lines }) => lines),
    traced: answer.found === "one" ? answer.trace.shipments.map((one) => one.shipmentId) : [],
  };
}

const linesOf = (...lots: string[]) =>
  lots.map((materialLotId) => ({ materialLotId, quantity: kg("1") }));

async function dispatched(...lots: string[]): Promise<string> {
  const shipmentId = id();
  await on.plant.give(prepare, shipmentId, shipmentOf(shipmentId, lots));
  await on.plant.give(recordDispatch, shipmentId, {});
  return shipmentId;
}

test("a lot that came there, or came back, though nobody had listed it", async () => {
  const [good, bad, other] = [
    await on.plant.releasedLot(),
    await on.plant.releasedLot(),
    await on.plant.releasedLot(),
  ];
  const shipmentId = await dispatched(good);
  await on.plant.run(confirmReceipt, shipmentId, { lines: linesOf(bad), documents: [] });
  expect(await shippedOf(bad)).toEqual({
    names: ["Apotheke am Ring"],
    lines: linesOf(bad),
    traced: [shipmentId],
  });
  await on.plant.run(recordReturn, shipmentId, { returnNumber: "RET-1", lines: linesOf(other) });
  expect(await shippedOf(other)).toEqual({
    names: ["Apotheke am Ring"],
    lines: linesOf(other),
    traced: [shipmentId],
  });
});

test("what is in a unit that has left, while its shipment is not dispatched", async () => {
  const lot = await on.plant.releasedLot();
  const unit = await on.plant.unitWith(lot);
  const shipmentId = id();
  await on.plant.give(prepare, shipmentId, shipmentOf(shipmentId, [], [unit]));
  await on.plant.give(shipUnit, unit, { shipmentId });
  const expected = {
    names: ["Apotheke am Ring"],
    lines: linesOf(lot),
    traced: [shipmentId],
  };
  expect(await shippedOf(lot)).toEqual(expected);
  await on.plant.give(recordDispatch, shipmentId, {});
  expect(await shippedOf(lot)).toEqual(expected);
});

test("as much as is known by now: loose beside a unit, and more than was sent", async () => {
  const lot = await on.plant.releasedLot();
  const unit = await on.plant.unitWith(lot);
  const shipmentId = id();
  const lines = (value: string) => [{ materialLotId: lot, quantity: kg(value) }];
  await on.plant.give(prepare, shipmentId, {
    ...shipmentOf(shipmentId, [], [unit]),
    lines: lines("3"),
  });
  await on.plant.give(shipUnit, unit, { shipmentId });
  const recallId = await on.opened(lot, false);
  const told = async () => {
    await on.refresh(recallId);
    const { scope } = await on.stateOf(recallId);
    return [...scope.shipments.values()].flatMap(({ lines }) => lines);
  };
  expect(await told()).toEqual(linesOf(lot));
  await on.plant.give(recordDispatch, shipmentId, {});
  expect(await told()).toEqual(lines("3"));
  await on.plant.run(confirmReceipt, shipmentId, { lines: lines("7"), documents: [] });
  expect(await told()).toEqual(lines("7"));
});

test("what went back to the supplier, and no sample that was taken", async () => {
  const lot = await on.plant.releasedLot();
  const supplier = { partyId: "p-7", name: "Mühle" };
  const back = { supplier, returnNumber: "RTS-1", containerIds: [], quantity: kg("4") };
  await on.plant.run(returnToSupplier, lot, back);
  const sample = { sampleNumber: "S-1", destination: "Labor Wien", quantity: kg("0.1") };
  await on.plant.run(sampleMaterial, lot, sample);
  const { names, lines, traced } = await shippedOf(lot);
  expect(names).toEqual(["Mühle"]);
  expect(lines).toHaveLength(1);
  expect(traced).toHaveLength(1);
});

test("a recall is not ended while what is in the log makes it wider", async () => {
  const lot = await on.plant.releasedLot();
  const recallId = await on.opened(lot, false);
  await on.refresh(recallId);
  const evaluation = { evaluation: "None.", classification: "III", depth: "retail" } as const;
  await on.plant.run(evaluateRecall, recallId, { ...evaluation, effectivenessLevel: "E" });
  await on.charged(lot, true);
  const quality = { ...session, actor: bela };
  const call = () => ({ commandId: id(), id: recallId, data: { conclusion: "Done." } });
  const traceRecall = traceRecallIn(on.service.instance);
  const end = () => endRecall(on.plant.handler, call(), quality, traceRecall);
  expect(await end()).toMatchObject({ code: "SCOPE_NOT_TRACED" });
  expect(await end()).toMatchObject({ outcome: "accepted" });
  expect((await on.stateOf(recallId)).scope.batches.size).toBe(1);

  // What comes to light after the end is told, once, and added to nothing.
  const { instance } = on.service;
  const told = async () => {
    const { state } = await instance.handler.load(accessControl, accessControlId);
    const all = [...state.openAlerts.values()].map(({ text }) => text);
    return all.filter((text) => text.includes("has ended"));
  };
  await using _running = startProcesses(instance, openLog({ quiet: true, forPeople: false }));
  const { batchId } = await on.charged(lot, true);
  const { number } = (await on.stateOf(recallId)).opened;
  const text = `Recall ${number} has ended, and reaches more by what was recorded since: `;
  await expect
    .poll(told, { timeout: 20_000 })
    .toEqual([expect.stringContaining(`${text}0 lots, 1 batches, 0 shipments`)]);
  expect((await on.stateOf(recallId)).scope.batches.has(batchId)).toBe(false);
});

test("a read model that a recall is not traced in keeps it from nothing", async () => {
  const { instance } = on.service;
  const projections: typeof instance.projections = Object.assign(
    Object.create(instance.projections),
    {
      waitFor: async (...[index, asked]: Parameters<typeof instance.projections.waitFor>) =>
        asked.name === "genealogy" && (await instance.projections.waitFor(index, asked)),
    },
  );
  const traceRecall = traceRecallIn({ ...instance, projections });
  const lot = await on.plant.releasedLot();
  expect(await traceRecall(await on.opened(lot, false))).toMatchObject({ lots: 1 });
  const ofDevice = await on.openedOn([`equipment:${id()}`], false);
  await expect(traceRecall(ofDevice)).rejects.toMatchObject({ code: "READ_MODEL_BEHIND" });
});
