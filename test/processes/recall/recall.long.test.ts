// A recall over the real log and the real read models: live, and whole after any interruption.
import { afterAll, beforeAll, expect, test } from "vitest";
import { startProcesses } from "../../../src/cli/instance/processes.ts";
import { recallParts } from "../../../src/cli/recall/parts.ts";
import { openLog } from "../../../src/cli/terminal/log.ts";
import { batch } from "../../../src/domain/batch/batch.ts";
import { holdRegister } from "../../../src/domain/hold-register/hold-register.ts";
import { liftHold, placeHold } from "../../../src/domain/material-lot/status/commands.ts";
import { addSeed } from "../../../src/domain/recall/opening/commands.ts";
import { holdIdOf } from "../../../src/domain/recall/recall.ts";
import { decideNarrowing, proposeNarrowing } from "../../../src/domain/recall/scope/commands.ts";
import { idsIn } from "../../../src/domain/recall/scope/scope.ts";
import { recordReturn } from "../../../src/domain/shipment/commands.ts";
import { createHandler } from "../../../src/eventstore/handler/handle.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import { chargeMaterial, recordCharge } from "../../../src/processes/charge-material.ts";
import { voidCharge } from "../../../src/processes/correct-charge.ts";
import { prepare, recordDispatch } from "../../../src/processes/hold/ship.ts";
import { decideOnNarrowing } from "../../../src/processes/recall/decide-narrowing.ts";
import type { ServiceForTest } from "../../api/service-for-test.ts";
import { bela, person } from "../../given.ts";
import { type HeldPlant, requested, shipmentOf } from "../hold/held-plant-for-test.ts";
import { session } from "../plant-for-test.ts";
import { charge } from "../requests-for-test.ts";
import { id, type RecallsForTest, reason, startRecalls } from "./recalls-for-test.ts";

let on: RecallsForTest;
let plant: HeldPlant;
let service: ServiceForTest;
beforeAll(async () => {
  on = await startRecalls();
  ({ plant, service } = on);
});
afterAll(() => on[Symbol.asyncDispose]());

const opened = (...args: Parameters<RecallsForTest["opened"]>) => on.opened(...args);
const refresh = (...args: Parameters<RecallsForTest["refresh"]>) => on.refresh(...args);
const stateOf = (recallId: string) => on.stateOf(recallId);
const scopeOf = (recallId: string) => on.scopeOf(recallId);
const holds = (lot: string) => on.holds(lot);
const charged = (...args: Parameters<RecallsForTest["charged"]>) => on.charged(...args);

test("holds all that is reached, and what is not yet made, and counts consignees", async () => {
  const lot = await plant.releasedLot();
  const { batchId } = await charged(lot);
  const output = await plant.outputOf(batchId);
  const shipmentId = id();
  await plant.give(prepare, shipmentId, shipmentOf(shipmentId, [output]));
  await plant.give(recordDispatch, shipmentId, {});
  const recallId = await opened(lot);
  expect(await refresh(recallId)).toEqual({ lots: 2, batches: 1, shipments: 1 });
  const holdId = holdIdOf(recallId);
  expect(await scopeOf(recallId)).toEqual([lot, output].sort());
  expect(await holds(lot)).toEqual([holdId]);
  expect(await holds(output)).toEqual([holdId]);
  expect(await plant.holdsOf(batch, batchId)).toEqual([holdId]);
  const { state: register } = await plant.handler.load(holdRegister, session.site);
  expect(register.holds.get(holdId)?.predicates).toEqual([{ kind: "lot", materialLotId: lot }]);
  expect(await holds(await plant.outputOf(batchId))).toEqual([holdId]);
  const { consignees, scope } = await stateOf(recallId);
  expect([...consignees.values()].map(({ name }) => name)).toEqual(["Apotheke am Ring"]);
  expect(scope.unsettled.size).toBe(0);

  // The laboratory lifting its own hold leaves that of the recall.
  await plant.run(placeHold, output, { holdId: "lab", code: "retest", owner: "laboratory" });
  const lifting = { commandId: id(), id: output, claims: { reason } };
  await plant.handler.execute(liftHold, { ...lifting, data: { holdId: "lab" } }, session);
  const other = { ...lifting, commandId: id(), data: { holdId } };
  expect(await plant.handler.execute(liftHold, other, session)).toMatchObject({
    code: "HOLD_OF_RECALL",
  });
  expect(await holds(output)).toEqual([holdId]);

  const back = { returnNumber: "RET-1", lines: shipmentOf(id(), [output]).lines };
  await plant.run(recordReturn, shipmentId, back);
  await refresh(recallId);
  expect([...(await stateOf(recallId)).goods.recovered.values()]).toMatchObject([
    { shipmentId, lines: back.lines },
  ]);
  const size = (await Array.fromAsync(service.instance.log.readAll())).length;
  await refresh(recallId);
  expect(await Array.fromAsync(service.instance.log.readAll())).toHaveLength(size);
});

test("what is recorded late enlarges the scope at once, while the service runs", async () => {
  const logger = openLog({ quiet: true, forPeople: false });
  const lot = await plant.releasedLot();
  const recallId = await opened(lot);
  await using _running = startProcesses(service.instance, logger);
  await expect.poll(() => holds(lot), { timeout: 20_000 }).toEqual([holdIdOf(recallId)]);
  // It went in yesterday, and is posted now.
  const { batchId } = await charged(lot, true);
  const output = await plant.outputOf(batchId);
  await expect.poll(() => scopeOf(recallId), { timeout: 20_000 }).toEqual([lot, output].sort());
  await expect
    .poll(async () => (await stateOf(recallId)).scope.unsettled.size, { timeout: 20_000 })
    .toBe(0);
  expect(await holds(output)).toEqual([holdIdOf(recallId)]);
});

test("what is taken back is proposed to be left out, and held until it is decided", async () => {
  const lot = await plant.releasedLot();
  const { batchId, consumed } = await charged(lot);
  const output = await plant.outputOf(batchId);
  const recallId = await opened(lot);
  await refresh(recallId);
  const wrong = { batchId, correctsEventId: consumed };
  expect((await voidCharge(plant.handler, requested(wrong), session)).outcome).toBe("accepted");
  await refresh(recallId);
  const [[proposalId, proposal] = []] = (await stateOf(recallId)).scope.proposals;
  expect(proposal).toMatchObject({ lots: [output], batches: [batchId], status: "open" });
  expect(await holds(output)).toEqual([holdIdOf(recallId)]);
  const data = { proposalId, accepted: true };
  const decide = { commandId: id(), id: recallId, data, claims: { reason } };
  // Bela charged something else into it: what he takes out of a trace stays in the recall.
  const quality = { ...session, actor: bela };
  const other = charge(await plant.releasedLot(), batchId);
  await recordCharge(plant.handler, requested(other), quality);
  expect(await decideOnNarrowing(plant.handler, decide, quality)).toMatchObject({
    code: "REVIEWER_NOT_INDEPENDENT",
  });
  expect(await holds(output)).toEqual([holdIdOf(recallId)]);
  // Nor does naming the output alone help him.
  const asked = { lots: [output], batches: [], text: "Another silo." };
  await plant.run(proposeNarrowing, recallId, asked);
  const alone = [...(await stateOf(recallId)).scope.proposals.keys()].at(-1);
  const onOutput = { ...decide, commandId: id(), data: { ...data, proposalId: alone } };
  expect(await decideOnNarrowing(plant.handler, onOutput, quality)).toMatchObject({
    code: "REVIEWER_NOT_INDEPENDENT",
  });
  const carl = { ...session, actor: person("carl") };
  const again = { ...decide, commandId: id() };
  expect((await decideOnNarrowing(plant.handler, again, carl)).outcome).toBe("accepted");
  await refresh(recallId);
  expect(await scopeOf(recallId)).toEqual([lot]);
  expect(await holds(output)).toEqual([]);
  expect(await plant.holdsOf(batch, batchId)).toEqual([]);
});

async function leaveOut(recallId: string, batchId: string): Promise<void> {
  const asked = { lots: [], batches: [batchId], text: "Another silo." };
  await plant.run(proposeNarrowing, recallId, asked);
  const [proposalId = ""] = (await stateOf(recallId)).scope.proposals.keys();
  const decide = { commandId: id(), id: recallId, data: { proposalId, accepted: true } };
  const quality = { ...session, actor: bela };
  await plant.handler.execute(decideNarrowing, { ...decide, claims: { reason } }, quality);
  await refresh(recallId);
  expect(await plant.holdsOf(batch, batchId)).toEqual([]);
}
test("what somebody left out comes back when something goes into it later", async () => {
  const [lot, other] = [await plant.releasedLot(), await plant.releasedLot()];
  const { batchId } = await charged(lot);
  const recallId = await opened(lot);
  await refresh(recallId);
  await leaveOut(recallId, batchId);
  await chargeMaterial(plant.handler, requested(charge(other, batchId)), session);
  await refresh(recallId);
  expect(await plant.holdsOf(batch, batchId)).toEqual([]);
  await recordCharge(plant.handler, requested(charge(lot, batchId)), session);
  await refresh(recallId);
  expect(await plant.holdsOf(batch, batchId)).toEqual([holdIdOf(recallId)]);
  expect([...idsIn((await stateOf(recallId)).scope.batches)]).toEqual([batchId]);
});

test("what somebody left out comes back with a suspect that is added later", async () => {
  const [lot, other] = [await plant.releasedLot(), await plant.releasedLot()];
  const { batchId } = await charged(lot);
  await recordCharge(plant.handler, requested(charge(other, batchId)), session);
  const recallId = await opened(lot);
  await refresh(recallId);
  await leaveOut(recallId, batchId);
  await plant.run(addSeed, recallId, { seed: `lot:${other}` });
  await refresh(recallId);
  expect(await plant.holdsOf(batch, batchId)).toEqual([holdIdOf(recallId)]);
});

/** Ends the process at its n-th append, before or after it is in the log. */
function dyingAt(n: number, where: "before" | "after"): EventLog {
  const { log } = service.instance;
  let count = 0;
  return {
    ...log,
    readStream: (...args) => log.readStream(...args),
    readAll: (...args) => log.readAll(...args),
    async append(stream, events, expected) {
      count += 1;
      if (count === n && where === "before") throw new Error("killed");
      const done = await log.append(stream, events, expected);
      if (count === n) throw new Error("killed");
      return done;
    },
  };
}

test("killed at any append, it is finished by whoever comes next", async () => {
  const { instance } = service;
  for (const where of ["before", "after"] as const) {
    for (let n = 1; n <= 7; n += 1) {
      const lot = await plant.releasedLot();
      const { batchId } = await charged(lot);
      const output = await plant.outputOf(batchId);
      const recallId = await opened(lot);
      const { codec, clock } = instance;
      const build = { appVersion: "test", configRevision: "1", zoneDatabase: "2026a", clock };
      const handler = createHandler(dyingAt(n, where), codec, build);
      const parts = { ...recallParts(instance), handler };
      await refresh(recallId, parts).catch((error) => expect(String(error)).toMatch(/killed/));
      await refresh(recallId);
      const holdId = holdIdOf(recallId);
      expect([n, where, await holds(output)]).toEqual([n, where, [holdId]]);
      expect(await holds(lot)).toEqual([holdId]);
      expect(await plant.holdsOf(batch, batchId)).toEqual([holdId]);
      const { scope } = await stateOf(recallId);
      expect([scope.lots.size, scope.unsettled.size]).toEqual([2, 0]);
    }
  }
});

test("widened and narrowed at the same time by several, it ends as was decided last", async () => {
  const lot = await plant.releasedLot();
  const outputs: string[] = [];
  for (let n = 0; n < 4; n += 1) outputs.push(await plant.outputOf((await charged(lot)).batchId));
  const recallId = await opened(lot);
  await refresh(recallId);
  const quality = { ...session, actor: bela };
  const leaveOut = async (output: string) => {
    const call = { commandId: id(), id: recallId };
    const proposed = { lots: [output], batches: [], text: "Another silo." };
    await plant.handler.execute(proposeNarrowing, { ...call, data: proposed }, session);
    const found = [...(await stateOf(recallId)).scope.proposals].find(([, { lots }]) =>
      lots.includes(output),
    );
    const data = { proposalId: found?.[0] ?? "", accepted: true };
    const decide = { commandId: id(), id: recallId, data, claims: { reason } };
    const decided = await plant.handler.execute(decideNarrowing, decide, quality);
    expect(decided.outcome).toBe("accepted");
    await refresh(recallId);
  };
  const more = async () => {
    const output = await plant.outputOf((await charged(lot, true)).batchId);
    await refresh(recallId);
    return output;
  };
  const [added] = await Promise.all([
    more(),
    ...outputs.slice(0, 2).map(leaveOut),
    refresh(recallId),
    refresh(recallId),
  ]);
  await refresh(recallId);
  const holdId = holdIdOf(recallId);
  const found = await Promise.all([...outputs, added].map(holds));
  expect(found).toEqual([[], [], [holdId], [holdId], [holdId]]);
});
