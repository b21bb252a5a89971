// A recall over material that goes round in a loop, and one that opens while a batch is charged.
import { afterAll, beforeAll, expect, test } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import { idsIn } from "../../../src/domain/recall/scope/scope.ts";
import { isHeld } from "../../../src/domain/recall/status.ts";
import { chargeMaterial, recordCharge } from "../../../src/processes/charge-material.ts";
import { requested } from "../hold/held-plant-for-test.ts";
import { kg, session } from "../plant-for-test.ts";
import { charge } from "../requests-for-test.ts";
import { type RecallsForTest, startRecalls } from "./recalls-for-test.ts";

let on: RecallsForTest;
beforeAll(async () => {
  on = await startRecalls();
});
afterAll(() => on[Symbol.asyncDispose]());

test("an output that goes into what it came from: each once, and held", async () => {
  const { plant } = on;
  const lot = await plant.releasedLot();
  const { batchId: first } = await on.charged(lot);
  const between = await plant.outputOf(first);
  const { batchId: second } = await on.charged(between, true);
  const regrind = await plant.outputOf(second);
  const again = requested(charge(regrind, first));
  expect(await recordCharge(plant.handler, again, session)).toMatchObject({ outcome: "accepted" });
  // Suspect is something within the loop.
  const recallId = await on.opened(between);
  await on.refresh(recallId);
  const state = await on.stateOf(recallId);
  expect(await on.scopeOf(recallId)).toEqual([between, regrind].sort());
  expect([...idsIn(state.scope.batches)].sort()).toEqual([first, second].sort());
  expect(isHeld(state)).toBe(true);
  expect(await on.refresh(recallId)).toEqual({ lots: 0, batches: 0, shipments: 0 });
});

/** By the hold on the lot, or that on the batch. */
const refusals = ["LOT_ON_HOLD", "STATUS_BLOCKS_USE"];

test("a batch that is charged as the recall opens: nothing new, nothing unsaid", async () => {
  const { plant } = on;
  const lot = await plant.releasedLot();
  const batchId = await plant.runningBatch();
  const recallId = await on.opened(lot);
  const charging = Array.from({ length: 6 }, () =>
    chargeMaterial(plant.handler, requested(charge(lot, batchId, kg("2"))), session),
  );
  const [answers] = await Promise.all([Promise.all(charging), on.refresh(recallId)]);
  await on.refresh(recallId);
  for (const answer of answers) {
    if (answer.outcome === "refused") expect(refusals).toContain(answer.code);
  }
  const more = await chargeMaterial(
    plant.handler,
    requested(charge(lot, batchId, kg("2"))),
    session,
  );
  expect(more).toMatchObject({
    outcome: "refused",
    code: expect.stringMatching(refusals.join("|")),
  });
  // What is in it already is recorded all the same, and takes the hold along.
  const done = await recordCharge(plant.handler, requested(charge(lot, batchId, kg("2"))), session);
  expect(done).toMatchObject({ outcome: "accepted" });
  await on.refresh(recallId);
  expect([...idsIn((await on.stateOf(recallId)).scope.batches)]).toEqual([batchId]);
  expect(await plant.holdsOf(batch, batchId)).toHaveLength(1);
});
