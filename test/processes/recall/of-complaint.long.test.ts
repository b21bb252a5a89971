// A recall that is opened on a complaint: what the complaint is about is suspect, also where it
// names a serial number alone, and also what it comes to be about later.
import { afterAll, beforeAll, expect, test } from "vitest";
import { linkComplaint, raiseComplaint } from "../../../src/domain/complaint/commands.ts";
import { unresolvedIn } from "../../../src/domain/recall/recall.ts";
import { idsIn } from "../../../src/domain/recall/scope/scope.ts";
import { isHeld } from "../../../src/domain/recall/status.ts";
import { reserveSerials } from "../../../src/processes/serial/reserve-serials.ts";
import { requested } from "../hold/held-plant-for-test.ts";
import { session } from "../plant-for-test.ts";
import { id, type RecallsForTest, startRecalls } from "./recalls-for-test.ts";

let on: RecallsForTest;
beforeAll(async () => {
  on = await startRecalls();
});
afterAll(() => on[Symbol.asyncDispose]());

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
});
