// What rules flag in the streams of a batch's lots and equipment keeps its record from being
// reviewed and approved, until somebody has judged it, as what they flag in the batch itself does.
import { afterAll, beforeAll, expect, test } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import { evaluated } from "../../../src/domain/batch/review/exceptions.ts";
import { registerEquipment } from "../../../src/domain/equipment/commands.ts";
import { equipment } from "../../../src/domain/equipment/equipment.ts";
import { acknowledgeAlarm, raiseAlarm } from "../../../src/domain/equipment/machine/commands.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import type { Session } from "../../../src/eventstore/handler/handle.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { approveRecord, reviewByRules } from "../../../src/processes/review/approve-record.ts";
import { judgeByRules } from "../../../src/processes/review/judge-record.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { person } from "../../given.ts";
import { type Plant, plantOn, release, session } from "../plant-for-test.ts";
import { approveForProduction, end, mix, startedByMaster } from "./made-by-master-for-test.ts";

let running: LogForTest;
let plant: Plant;
beforeAll(async () => {
  running = await startLog();
  plant = plantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

const quality: Session = { ...session, actor: person("quality") };
/** Who reviewed does not approve. */
const approver: Session = { ...session, actor: person("approver") };
const id = () => crypto.randomUUID();
const ok = { outcome: "accepted" };
const pending = { outcome: "refused", code: "AUDIT_REVIEW_PENDING" };

/** Made on a unit that raised an alarm, of a lot that was released or not, and completed. */
async function made(lot: string, alarmOf: "batch" | "other" = "other") {
  const [batchId, unit] = [await startedByMaster(plant), id()];
  const registered = { name: unit, identifiers: [], calibrationNeeded: false };
  await plant.run(registerEquipment, unit, { ...registered, kind: "vessel" });
  await mix(plant, batchId, lot, { equipmentId: unit });
  await plant.run(raiseAlarm, unit, {
    alarmId: "a-1",
    code: "TEMPERATURE",
    text: "Too hot.",
    priority: "critical",
    ...(alarmOf === "batch" && { batchId }),
  });
  await end(plant, batchId);
  await approveForProduction(plant, batchId);
  await judgeOwn(batchId);
  return { batchId, unit };
}

async function judge(batchId: string, eventId: string, ruleKeys: readonly string[]) {
  const data = { eventId, ruleKeys, judgement: "justified", text: "No effect." };
  const call = { commandId: id(), id: batchId, data };
  expect(await judgeByRules(plant.handler, call, quality)).toMatchObject(ok);
}

async function judgeOwn(batchId: string): Promise<void> {
  const { state } = await plant.handler.load(batch, batchId);
  if (state.status === "unknown") throw new Error("There is no batch.");
  for (const { eventId, ruleKey } of evaluated(state).flagged) {
    await judge(batchId, eventId, [ruleKey]);
  }
}

async function review(batchId: string) {
  const { revision: toRevision } = await plant.handler.load(batch, batchId);
  const data = { toRevision, conclusion: "As it should be." };
  return reviewByRules(plant.handler, { commandId: id(), id: batchId, data }, quality);
}
async function approve(batchId: string) {
  const { revision: toRevision } = await plant.handler.load(batch, batchId);
  const call = { commandId: id(), id: batchId, data: { toRevision } };
  return approveRecord(plant.handler, call, approver);
}

test("an alarm that nobody acknowledged, until it is judged", async () => {
  const { batchId, unit } = await made(await plant.releasedLot(), "batch");
  expect(await review(batchId)).toMatchObject(pending);
  const { state } = await plant.handler.load(equipment, unit);
  const [open] = state.status === "unknown" ? [] : [...state.openAlarms.values()];
  await judge(batchId, open?.fact.eventId ?? "", ["alarm"]);
  expect(await review(batchId)).toMatchObject(ok);
  expect(await approve(batchId)).toMatchObject(ok);
});

test("an alarm that comes after the review, until it is acknowledged", async () => {
  const { batchId, unit } = await made(await plant.releasedLot());
  expect(await review(batchId)).toMatchObject(ok);
  const alarm = { alarmId: "a-2", code: "DOOR", text: "Open.", priority: "major" as const };
  await plant.run(raiseAlarm, unit, { ...alarm, batchId });
  expect(await approve(batchId)).toMatchObject(pending);
  await plant.run(acknowledgeAlarm, unit, { alarmId: "a-2", comment: "Closed." });
  expect(await approve(batchId)).toMatchObject(ok);
});

test("a draw against the rules of the lot, until it is judged too", async () => {
  const lot = await plant.receivedLot();
  const { batchId } = await made(lot);
  expect(await review(batchId)).toMatchObject(pending);
  const { state } = await plant.handler.load(materialLot, lot);
  const draws = state.status === "unknown" ? [] : [...state.draws.values()];
  const [fact] = draws.flatMap((draw) => draw.fact ?? []);
  expect(fact).toMatchObject({ section: 7, flags: ["MATERIAL_NOT_RELEASED"] });
  await judge(batchId, fact?.eventId ?? "", ["broken-rule"]);
  expect(await review(batchId)).toMatchObject(ok);
  // Judged is the draw; the lot is decided on by itself.
  expect(await approve(batchId)).toMatchObject({ code: "MATERIAL_NOT_RELEASED" });
  const decision = { dispositionId: id(), materialLotId: lot, decision: "release" as const };
  await decideDisposition(plant.handler, { commandId: id(), data: decision }, release);
  expect(await approve(batchId)).toMatchObject(ok);
});

test("an alarm of another batch, or of none, stands in nobody's way", async () => {
  const { batchId } = await made(await plant.releasedLot());
  expect(await review(batchId)).toMatchObject(ok);
  expect(await approve(batchId)).toMatchObject(ok);
});
