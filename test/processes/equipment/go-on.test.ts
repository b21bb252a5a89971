// A phase that stood still goes on where it could still be begun: its equipment is fit, whoever
// lets it go on is trained, and nothing in the batch is on hold.
import { describe, expect, test } from "vitest";
import { issueBlankForm } from "../../../src/domain/batch/blank-form/issue.ts";
import { authoriseOverride } from "../../../src/domain/batch/deviation/commands.ts";
import { startBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { holdPhase, pausePhase } from "../../../src/domain/batch/phase/commands.ts";
import { recordCleaning } from "../../../src/domain/equipment/cleaning/commands.ts";
import {
  qualifyEquipment,
  recordCalibration,
  registerEquipment,
} from "../../../src/domain/equipment/commands.ts";
import { takeOut } from "../../../src/domain/equipment/machine/commands.ts";
import { liftHold, placeHold } from "../../../src/domain/material-lot/status/commands.ts";
import { enrolPerson, recordTraining } from "../../../src/domain/person/identity/commands.ts";
import { chargeMaterial } from "../../../src/processes/charge-material.ts";
import { raiseDeviation } from "../../../src/processes/deviation/raise-deviation.ts";
import {
  recordRestartedOn,
  recordResumedOn,
  restartOn,
  resumeOn,
} from "../../../src/processes/equipment/go-on.ts";
import { startPhaseOn } from "../../../src/processes/equipment/start-phase.ts";
import { person } from "../../given.ts";
import { as, id, openWorks, reason, type Works } from "../execution/works-for-test.ts";
import { kg, session } from "../plant-for-test.ts";
import { deviationOf } from "../requests-for-test.ts";

const topic = "SOP-0301 Weighing, edition 11";
const accepted = { outcome: "accepted" };
const refused = (code: string) => ({ outcome: "refused", code });
const year_ms = 365 * 86_400_000;
const ways = [
  ["a hold", holdPhase, restartOn, recordRestartedOn],
  ["a pause", pausePhase, resumeOn, recordResumedOn],
] as const;

/** The step stands still, on a vessel that is fit, with what was charged in it. */
async function standing(still: typeof holdPhase) {
  const works = await openWorks({ trainings: [topic] });
  const { give, batchId, handler, lots } = works;
  const vessel = id();
  const names = { username: "anna", printedName: "Anna Example", initials: "AE" };
  await give(enrolPerson, "person-anna", { ...names, account: "personal" as const }, "carla");
  await give(recordTraining, "person-anna", { topic, validUntil: "2027-01-31" }, "carla");
  const named = { name: "Vessel", kind: "instrument" as const, identifiers: [] };
  await give(registerEquipment, vessel, { ...named, calibrationNeeded: true }, "carla");
  await give(qualifyEquipment, vessel, { document: "PQ" }, "carla");
  await give(recordCleaning, vessel, { procedure: "SOP-1" }, "carla");
  const calibrate = (dueOn: string) =>
    give(recordCalibration, vessel, { result: "pass", certificate: dueOn, dueOn }, "carla");
  await calibrate("2026-12-31");
  await give(startBatch, batchId, {}, "anna");
  const call = (data: object, more: object = {}) => ({
    commandId: id(),
    id: batchId,
    data,
    claims: { reason, ...more },
  });
  const start = call({ phaseId: "weigh", equipmentId: vessel });
  expect(await startPhaseOn(handler, start, as("anna"))).toMatchObject(accepted);
  const charge = { kind: "charge", basis: "weighed" } as const;
  const data = { materialLotId: lots.good, batchId, quantity: kg("10"), charge };
  expect(await chargeMaterial(handler, { commandId: id(), data }, as("anna"))).toMatchObject(
    accepted,
  );
  expect(await give(still, batchId, { phaseId: "weigh" }, "anna")).toMatchObject(accepted);
  const goOn = (by: typeof restartOn, more: object = {}, commandId = id()) =>
    by(handler, { ...call({ phaseId: "weigh" }, more), commandId }, as("anna"));
  const goOnBy = (by: typeof restartOn, overrideId: string, who: "anna" | "quality" = "anna") =>
    by(handler, call({ phaseId: "weigh", overrideIds: [overrideId] }), as(who));
  return { works, vessel, calibrate, goOn, goOnBy };
}
/** By quality, under a deviation about the batch: that the vessel is not fit. */
async function authorised({ handler, batchId }: Works, equipmentId: string) {
  const raised = deviationOf(batchId);
  const first = { commandId: id(), data: raised };
  expect(await raiseDeviation(handler, first, as("carla"))).toMatchObject(accepted);
  const [overrideId, { deviationId }] = [id(), raised];
  const code = "DEVICE_NOT_QUALIFIED";
  const data = { overrideId, code, phaseId: "weigh", equipmentId, deviationId };
  const call = { commandId: id(), id: batchId, data, claims: { reason } };
  const quality = { ...session, actor: person("quality", "qaRelease") };
  expect(await handler.execute(authoriseOverride, call, quality)).toMatchObject(accepted);
  return overrideId;
}
const train = ({ give }: Works, validUntil: string) =>
  give(recordTraining, "person-anna", { topic, validUntil }, "carla");

describe.each(ways)("after %s", (_, still, by, record) => {
  test("it goes on where nothing has changed, and once, however often it is said", async () => {
    const { works, goOn } = await standing(still);
    const commandId = id();
    expect(await goOn(by, {}, commandId)).toMatchObject(accepted);
    expect(await goOn(by, {}, commandId)).toMatchObject({ ...accepted, repeated: true });
    expect(await works.last(`batch-${works.batchId}`)).not.toHaveProperty("data.flags");
  });
  test("not on what is no longer calibrated, or was taken out", async () => {
    const { works, vessel, calibrate, goOn } = await standing(still);
    works.clock.at += 50 * 86_400_000;
    expect(await goOn(by)).toMatchObject(refused("DEVICE_NOT_QUALIFIED"));
    await calibrate("2027-12-31");
    await works.give(takeOut, vessel, { cause: "It leaks." }, "carla");
    expect(await goOn(by)).toMatchObject(refused("STATUS_BLOCKS_USE"));
    expect(await works.types(`batch-${works.batchId}`)).toContain("AttemptRefused");
  });
  test("on that by an override authorised for this piece, once, and flagged", async () => {
    const { works, vessel, goOn, goOnBy } = await standing(still);
    works.clock.at += 50 * 86_400_000;
    expect(await goOnBy(by, "none")).toMatchObject(refused("OVERRIDE_NOT_OPEN"));
    const overrideId = await authorised(works, vessel);
    expect(await goOn(by)).toMatchObject(refused("DEVICE_NOT_QUALIFIED"));
    expect(await goOnBy(by, overrideId)).toMatchObject(accepted);
    expect(await works.last(`batch-${works.batchId}`)).toMatchObject({
      data: { overrideIds: [overrideId], flags: ["DEVICE_NOT_QUALIFIED"] },
    });
    await works.give(still, works.batchId, { phaseId: "weigh" }, "anna");
    expect(await goOnBy(by, overrideId)).toMatchObject(refused("OVERRIDE_NOT_OPEN"));
  });
  test("what is fit by then leaves the override open", async () => {
    const { works, vessel, goOnBy } = await standing(still);
    const overrideId = await authorised(works, vessel);
    expect(await goOnBy(by, overrideId)).toMatchObject(accepted);
    expect(await works.last(`batch-${works.batchId}`)).not.toHaveProperty("data.overrideIds");
    await works.give(still, works.batchId, { phaseId: "weigh" }, "anna");
    works.clock.at += 50 * 86_400_000;
    expect(await goOnBy(by, overrideId)).toMatchObject(accepted);
    expect(await works.last(`batch-${works.batchId}`)).toMatchObject({
      data: { overrideIds: [overrideId], flags: ["DEVICE_NOT_QUALIFIED"] },
    });
  });
  test("an override lets off nothing else", async () => {
    const { works, vessel, goOnBy } = await standing(still);
    const overrideId = await authorised(works, vessel);
    await works.give(takeOut, vessel, { cause: "It leaks." }, "carla");
    expect(await goOnBy(by, overrideId)).toMatchObject(refused("STATUS_BLOCKS_USE"));
  });
  test("not by who is no longer trained", async () => {
    const { works, calibrate, goOn } = await standing(still);
    await calibrate("2028-12-31");
    works.clock.at += year_ms;
    expect(await goOn(by)).toMatchObject(refused("TRAINING_NOT_CURRENT"));
    await train(works, "2028-12-31");
    expect(await goOn(by)).toMatchObject(accepted);
  });
  test("not with what was held meanwhile", async () => {
    const { works, goOn } = await standing(still);
    const hold = { holdId: "h", code: "quality", owner: "qa" };
    await works.give(placeHold, works.lots.good, hold, "carla");
    expect(await goOn(by)).toMatchObject(refused("LOT_ON_HOLD"));
    await works.give(liftHold, works.lots.good, { holdId: "h" }, "carla");
    expect(await goOn(by)).toMatchObject(accepted);
  });
  test("on paper it has gone on, and is flagged", async () => {
    const { works, goOn } = await standing(still);
    const form = await works.give(issueBlankForm, works.batchId, { copy: 1 }, "carla");
    expect(form).toMatchObject(accepted);
    works.clock.at += year_ms;
    const hold = { holdId: "h", code: "quality", owner: "qa" };
    await works.give(placeHold, works.lots.good, hold, "carla");
    expect(await goOn(by, { fromPaper: { form: "B-1-F1", page: 1 } })).toMatchObject(accepted);
    expect(await works.last(`batch-${works.batchId}`)).toMatchObject({
      data: { flags: ["DEVICE_NOT_QUALIFIED", "TRAINING_NOT_CURRENT", "LOT_ON_HOLD"] },
    });
  });
  test("that it had gone on is recorded whatever stood against it, as of then", async () => {
    const { works, vessel, goOn } = await standing(still);
    const before = new Date(works.clock.at + 60_000).toISOString();
    works.clock.at += year_ms;
    await works.give(takeOut, vessel, { cause: "It leaks." }, "carla");
    const hold = { holdId: "h", code: "quality", owner: "qa" };
    await works.give(placeHold, works.lots.good, hold, "carla");
    expect(await goOn(by)).toMatchObject({ outcome: "refused" });
    expect(await goOn(record, { occurredAt: before })).toMatchObject(accepted);
    expect(await works.last(`batch-${works.batchId}`)).toMatchObject({
      data: { flags: ["LOT_ON_HOLD"] },
    });
    await works.give(still, works.batchId, { phaseId: "weigh" }, "anna");
    expect(await goOn(record)).toMatchObject(accepted);
    expect(await works.last(`batch-${works.batchId}`)).toMatchObject({
      data: {
        flags: expect.arrayContaining(["STATUS_BLOCKS_USE", "TRAINING_NOT_CURRENT", "LOT_ON_HOLD"]),
      },
    });
  });
});
