// A recall that is opened on a complaint: what the complaint is about is suspect, also where it
// names a serial number alone, and also what it comes to be about later.
import { afterAll, beforeAll, expect, test } from "vitest";
import { recallParts } from "../../../src/cli/recall/parts.ts";
import { linkComplaint, raiseComplaint } from "../../../src/domain/complaint/commands.ts";
import { evaluateRecall, terminateRecall } from "../../../src/domain/recall/opening/commands.ts";
import { scopedIn, unresolvedIn } from "../../../src/domain/recall/recall.ts";
import { idsIn } from "../../../src/domain/recall/scope/scope.ts";
import { isHeld } from "../../../src/domain/recall/status.ts";
import { reachedSinceEnd } from "../../../src/processes/recall/follow-recalls.ts";
import { reserveSerials } from "../../../src/processes/serial/reserve-serials.ts";
import { ofSuspects, unknownOf } from "../../../src/projections/recall/unknown.ts";
import { requested } from "../hold/held-plant-for-test.ts";
import { session } from "../plant-for-test.ts";
import { id, type RecallsForTest, startRecalls } from "./recalls-for-test.ts";

let on: RecallsForTest;
beforeAll(async () => {
  on = await startRecalls();
});
afterAll(() => on[Symbol.asyncDispose]());

async function lackingIn(recallId: string) {
  const { kysely } = on.service.instance.database;
  const scope = scopedIn(await on.stateOf(recallId));
  const unknown = await unknownOf(kysely, scope, new Date().toISOString());
  return ofSuspects(unknown).map(({ code, subject }) => [code, subject]);
}

async function raised() {
  const { plant } = on;
  const complaintId = id();
  const number = id();
  const raising = { number, receivedAt: "2026-11-20T07:00:00Z", description: "Specks." };
  await plant.run(raiseComplaint, complaintId, { ...raising, from: "customer" });
  const link = (named: object) =>
    plant.run(linkComplaint, complaintId, { ...named, standing: "claimed" });
  return { number, link };
}

test("a serial number alone holds the batch that has it, and its lots", async () => {
  const { plant } = on;
  const batchId = await plant.runningBatch();
  const head = id().slice(0, 8).toUpperCase();
  const serials = [{ from: `${head}-100`, to: `${head}-199` }];
  const reserved = requested({ batchId, reservationId: id(), serials });
  expect(await reserveSerials(plant.handler, reserved, session)).toMatchObject({
    outcome: "accepted",
  });
  const lot = await plant.outputOf(batchId);
  const { number, link } = await raised();
  const recallId = await on.openedOn([`complaint:${number}`]);
  await on.refresh(recallId);
  expect(unresolvedIn(await on.stateOf(recallId))).toEqual([`complaint:${number}`]);
  await link({ serial: `${head}-150` });
  await on.refresh(recallId);
  const state = await on.stateOf(recallId);
  expect([...idsIn(state.scope.batches)]).toEqual([batchId]);
  expect(await on.scopeOf(recallId)).toEqual([lot]);
  expect(isHeld(state)).toBe(true);
  expect(await on.holds(lot)).toHaveLength(1);
});

test("what it comes to be about later is suspect too", async () => {
  const [first, second] = [await on.plant.releasedLot(), await on.plant.releasedLot()];
  const { number, link } = await raised();
  await link({ materialLotId: first });
  const recallId = await on.openedOn([`complaint:${number}`]);
  await on.refresh(recallId);
  expect(await on.scopeOf(recallId)).toEqual([first]);
  await link({ materialLotId: second });
  await on.refresh(recallId);
  expect(await on.scopeOf(recallId)).toEqual([first, second].sort());
});

test("a container is suspect though the serial number beside it is of nothing", async () => {
  const lot = await on.plant.receivedLot();
  const { number, link } = await raised();
  await link({ serial: "Z-unknown", containerId: `${lot}-1` });
  const recallId = await on.openedOn([`complaint:${number}`]);
  await on.refresh(recallId);
  expect(await on.scopeOf(recallId)).toEqual([lot]);
  expect(await lackingIn(recallId)).toEqual([["NOT_RECORDED", "serial:Z-unknown"]]);
});

test("a serial number that a batch gets after the end is told, and adds nothing", async () => {
  const { plant } = on;
  const lot = await plant.releasedLot();
  const head = id().slice(0, 8).toUpperCase();
  const { number, link } = await raised();
  await link({ materialLotId: lot, serial: `${head}-150` });
  const recallId = await on.openedOn([`complaint:${number}`]);
  await plant.run(evaluateRecall, recallId, {
    evaluation: "May injure.",
    classification: "II",
    depth: "retail",
    effectivenessLevel: "E",
  });
  await on.refresh(recallId);
  await plant.run(terminateRecall, recallId, { conclusion: "It is here." });
  const parts = recallParts(on.service.instance);
  expect(await reachedSinceEnd(parts, recallId)).toBeUndefined();
  const batchId = await plant.runningBatch();
  const serials = [{ from: `${head}-100`, to: `${head}-199` }];
  const reserved = requested({ batchId, reservationId: id(), serials });
  await reserveSerials(plant.handler, reserved, session);
  await on.refresh(recallId);
  expect(await reachedSinceEnd(parts, recallId)).toMatchObject({ batches: [batchId] });
  expect([...idsIn((await on.stateOf(recallId)).scope.batches)]).toEqual([]);
});

test("what was taken without saying from which container is told as not known", async () => {
  const lot = await on.plant.releasedLot();
  const { batchId } = await on.charged(lot);
  const { number, link } = await raised();
  await link({ containerId: `${lot}-1` });
  const recallId = await on.openedOn([`complaint:${number}`]);
  await on.refresh(recallId);
  const gap = ["CONTAINER_UNSTATED", expect.any(String)];
  expect(await lackingIn(recallId)).toEqual([gap]);
  expect([...idsIn((await on.stateOf(recallId)).scope.batches)]).toEqual([batchId]);
});

test("a suspect under which nothing is recorded is told as not known", async () => {
  const recallId = await on.openedOn(["serial:Z-nobody"]);
  await on.refresh(recallId);
  expect(await lackingIn(recallId)).toEqual([["NOT_RECORDED", "serial:Z-nobody"]]);
});
