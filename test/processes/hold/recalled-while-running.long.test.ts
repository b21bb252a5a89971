// A recall that is ordered to hold while a phase runs: the phase comes to its next safe state, what
// has happened is recorded, and nothing new goes in. And an exercise, which holds nothing.
import { afterAll, beforeAll, expect, test } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import {
  abortPhase,
  holdPhase,
  pausePhase,
  resumePhase,
  startPhase,
  stopPhase,
} from "../../../src/domain/batch/phase/commands.ts";
import { openRecallCase } from "../../../src/domain/recall/opening/commands.ts";
import { orderHold } from "../../../src/domain/recall/scope/commands.ts";
import { chargeMaterial, recordCharge } from "../../../src/processes/charge-material.ts";
import { session } from "../plant-for-test.ts";
import { id, opening, type RecallsForTest, startRecalls } from "../recall/recalls-for-test.ts";
import { charge } from "../requests-for-test.ts";
import { requested } from "./held-plant-for-test.ts";

let on: RecallsForTest;
beforeAll(async () => {
  on = await startRecalls();
});
afterAll(() => on[Symbol.asyncDispose]());

/** A batch with a phase that runs, which a recalled lot has gone into. */
async function runningHeld() {
  const { plant } = on;
  const [lot, other] = [await plant.releasedLot(), await plant.releasedLot()];
  const { batchId } = await on.charged(lot);
  for (const phaseId of ["mix", "press", "dry"]) {
    await plant.run(startPhase, batchId, { phaseId, path: { phase: phaseId } });
  }
  const recallId = await on.opened(lot);
  await on.refresh(recallId);
  expect(await plant.holdsOf(batch, batchId)).toHaveLength(1);
  return { lot, other, batchId };
}

test("a phase that runs is paused, held, stopped or aborted, and does not go on", async () => {
  const { plant } = on;
  const { batchId } = await runningHeld();
  const reason = { code: "recall", text: "It is recalled." };
  const call = (phaseId: string) => ({
    ...{ commandId: id(), id: batchId, data: { phaseId } },
    claims: { reason },
  });
  const { execute } = plant.handler;
  expect(await execute(pausePhase, call("mix"), session)).toMatchObject({ outcome: "accepted" });
  expect(await execute(resumePhase, call("mix"), session)).toMatchObject({
    code: "STATUS_BLOCKS_USE",
  });
  const moves = [
    [holdPhase, "press"],
    [stopPhase, "press"],
    [abortPhase, "dry"],
  ] as const;
  for (const [move, phaseId] of moves) {
    const answer = await execute(move, call(phaseId), session);
    expect(answer, move.name).toMatchObject({ outcome: "accepted" });
  }
});

test("what has gone in is recorded, and nothing more goes in", async () => {
  const { plant } = on;
  const { lot, other, batchId } = await runningHeld();
  const given = [
    [chargeMaterial, lot, "refused"],
    [chargeMaterial, other, "refused"],
    [recordCharge, lot, "accepted"],
    [recordCharge, other, "accepted"],
  ] as const;
  for (const [process, from, outcome] of given) {
    const answer = await process(plant.handler, requested(charge(from, batchId)), session);
    expect(answer.outcome, `${process.name} of ${from}`).toBe(outcome);
  }
});

test("an exercise holds nothing, and says so to whoever orders it to hold", async () => {
  const { plant } = on;
  const lot = await plant.releasedLot();
  const recallId = id();
  await plant.run(openRecallCase, recallId, { ...opening(`lot:${lot}`), mock: true });
  const order = { commandId: id(), id: recallId, data: { sites: [session.site] } };
  expect(await plant.handler.execute(orderHold, order, session)).toMatchObject({
    code: "RECALL_IS_MOCK",
  });
  await on.refresh(recallId);
  expect(await on.scopeOf(recallId)).toEqual([lot]);
  expect(await on.holds(lot)).toEqual([]);
  await on.charged(lot);
});
