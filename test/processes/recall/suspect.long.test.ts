// What a recall is opened on: found or not, called alike or not, and whatever comes later.
import { afterAll, beforeAll, expect, test } from "vitest";
import { issueBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { holdRegister } from "../../../src/domain/hold-register/hold-register.ts";
import { evaluateRecall, terminateRecall } from "../../../src/domain/recall/opening/commands.ts";
import { holdIdOf, unresolvedIn } from "../../../src/domain/recall/recall.ts";
import { idsIn } from "../../../src/domain/recall/scope/scope.ts";
import { isHeld } from "../../../src/domain/recall/status.ts";
import { receiveLot } from "../../../src/processes/hold/receive-lot.ts";
import { prepare, recordDispatch } from "../../../src/processes/hold/ship.ts";
import { createRecallWatch } from "../../../src/processes/recall/watch-recalls.ts";
import { trace } from "../../../src/projections/genealogy/trace.ts";
import { bela } from "../../given.ts";
import { shipmentOf } from "../hold/held-plant-for-test.ts";
import { kg, session, starch } from "../plant-for-test.ts";
import { id, type RecallsForTest, startRecalls } from "./recalls-for-test.ts";

let on: RecallsForTest;
beforeAll(async () => {
  on = await startRecalls();
});
afterAll(() => on[Symbol.asyncDispose]());

/** Which recalls each event of this type wakes, in log order. */
async function wokenBy(type: string): Promise<readonly (readonly string[])[]> {
  const { log, codec } = on.service.instance;
  const watch = createRecallWatch();
  const woken: (readonly string[])[] = [];
  for await (const stored of log.readAll()) {
    const decoded = codec.decode(stored);
    if (decoded.kind !== "ours") continue;
    const recalls = watch.see(decoded.recorded);
    if (decoded.recorded.event.type === type) woken.push(recalls);
  }
  return woken;
}

test("a batch number that a second product takes means both, and the first stays", async () => {
  const { plant } = on;
  const batchNumber = id();
  const issued = async (materialDefinitionId: string) => {
    const batchId = id();
    await plant.run(issueBatch, batchId, {
      batchNumber,
      material: { materialDefinitionId, name: materialDefinitionId },
      plannedQuantity: kg("10"),
      equipmentIds: [],
      dataOrigin: "live",
    });
    return batchId;
  };
  const first = await issued("tablets");
  const recallId = await on.openedOn([`batch:${batchNumber}`]);
  await on.refresh(recallId);
  const second = await issued("capsules");
  expect((await wokenBy("BatchIssued")).at(-1)).toEqual([recallId]);
  await on.refresh(recallId);
  const { scope } = await on.stateOf(recallId);
  expect([...idsIn(scope.batches)].sort()).toEqual([first, second].sort());
  expect(scope.proposals.size).toBe(0);
  const { kysely } = on.service.instance.database;
  const asked = { from: `batch:${batchNumber}`, direction: "forward" as const };
  const answer = await trace(kysely, { ...asked, at: new Date().toISOString() });
  expect(answer).toMatchObject({
    found: "several",
    candidates: [first, second].sort().map((batchId) => ({ batchId, batchNumber })),
  });
});

const evaluation = {
  evaluation: "None.",
  classification: "III" as const,
  depth: "retail" as const,
  effectivenessLevel: "E" as const,
};
const received = {
  material: starch,
  quantity: kg("100"),
  containers: [],
  qualityStatus: "quarantine" as const,
};

test("what nothing is recorded under is not held, and is held as soon as it comes", async () => {
  const number = id();
  const equipmentId = id();
  const seeds = [`supplierLot:${number}`, `equipment:${equipmentId}`];
  const { plant } = on;
  const recallId = await on.openedOn(seeds);
  await on.refresh(recallId);
  const before = await on.stateOf(recallId);
  expect([isHeld(before), unresolvedIn(before)]).toEqual([false, seeds]);
  const quality = { ...session, actor: bela };
  const ending = { commandId: id(), id: recallId, data: { conclusion: "Done." } };
  await plant.run(evaluateRecall, recallId, evaluation);
  expect(await plant.handler.execute(terminateRecall, ending, quality)).toMatchObject({
    code: "SUSPECT_UNRESOLVED",
  });
  const { state: register } = await plant.handler.load(holdRegister, session.site);
  expect(register.holds.get(holdIdOf(recallId))?.predicates).toEqual([
    { kind: "identifier", identifier: { scheme: "supplierLot", value: number } },
    { kind: "equipment", equipmentId, from: "1900-01-01T00:00:00.000Z" },
  ]);
  const lot = id();
  const identifiers = [{ scheme: "supplierLot", issuer: "mill", value: number }];
  const call = { commandId: id(), id: lot, data: { ...received, identifiers } };
  expect(await receiveLot(plant.handler, call, session)).toMatchObject({ outcome: "accepted" });
  expect(await on.holds(lot)).toEqual([holdIdOf(recallId)]);
  await on.refresh(recallId);
  expect(await on.scopeOf(recallId)).toEqual([lot]);
  expect(unresolvedIn(await on.stateOf(recallId))).toEqual([seeds[1]]);
});

test("a shipment stands for the lots in it, and a recall of it comes to its end", async () => {
  const { plant } = on;
  const lot = await plant.releasedLot();
  const shipmentId = id();
  await plant.give(prepare, shipmentId, shipmentOf(shipmentId, [lot]));
  await plant.give(recordDispatch, shipmentId, {});
  const recallId = await on.openedOn([`shipment:${shipmentId}`], false);
  await on.refresh(recallId);
  const { scope, consignees } = await on.stateOf(recallId);
  expect([[...idsIn(scope.lots)], [...[...scope.shipments.entries()].map(([key]) => key)]]).toEqual(
    [[lot], [shipmentId]],
  );
  expect(consignees.size).toBe(1);
  await plant.run(evaluateRecall, recallId, evaluation);
  const quality = { ...session, actor: bela };
  const ending = { commandId: id(), id: recallId, data: { conclusion: "Done." } };
  const answer = await plant.handler.execute(terminateRecall, ending, quality);
  // What is asked for next is the consignee's answer.
  expect(answer).toMatchObject({ code: "REPLIES_MISSING" });
});
