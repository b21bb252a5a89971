// Whoever begins a step is trained in what its master asks for, on that day (21 CFR 211.25(a)).
import { expect, test } from "vitest";
import { startBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { enrolPerson, recordTraining } from "../../../src/domain/person/identity/commands.ts";
import { recordPhaseOn, startPhaseOn } from "../../../src/processes/equipment/start-phase.ts";
import { as, id, openWorks, reason, type Works } from "../execution/works-for-test.ts";

const topic = "SOP-0301 Weighing, edition 11";
const refused = { code: "TRAINING_NOT_CURRENT" };
const accepted = { outcome: "accepted" };

async function opened(): Promise<Works> {
  const works = await openWorks({ trainings: [topic] });
  await works.give(startBatch, works.batchId, {}, "anna");
  const names = { username: "anna", printedName: "Anna Example", initials: "AE" };
  const enrolled = { ...names, account: "personal" as const };
  expect(await works.give(enrolPerson, "person-anna", enrolled, "carla")).toMatchObject(accepted);
  return works;
}
const train = ({ give }: Works, validUntil?: string) =>
  give(recordTraining, "person-anna", { topic, ...(validUntil && { validUntil }) }, "carla");
const act = ({ handler, batchId }: Works, process: typeof startPhaseOn) => {
  const call = { commandId: id(), id: batchId, data: { phaseId: "weigh" }, claims: { reason } };
  return process(handler, call, as("anna"));
};

test("a step is refused to who is not trained in it, and begins once they are", async () => {
  const works = await opened();
  expect(await act(works, startPhaseOn)).toMatchObject(refused);
  expect(await works.types(`batch-${works.batchId}`)).toContain("AttemptRefused");
  await train(works);
  expect(await act(works, startPhaseOn)).toMatchObject(accepted);
});

test("what is past its day counts no more, and on its last day it does", async () => {
  const works = await opened();
  await train(works, "2026-11-19");
  expect(await act(works, startPhaseOn)).toMatchObject(refused);
  await train(works, "2026-11-20");
  expect(await act(works, startPhaseOn)).toMatchObject(accepted);
});

test("it had begun: it is recorded, and flagged", async () => {
  const works = await opened();
  expect(await act(works, recordPhaseOn)).toMatchObject(accepted);
  const { state } = await works.handler.load(startBatch.aggregate, works.batchId);
  expect(state.status).toBe("running");
  const events = await Array.fromAsync(works.log.readStream(`batch-${works.batchId}`));
  expect(events.at(-1)?.data).toMatchObject({ flags: ["TRAINING_NOT_CURRENT"] });
});
