// Cleaning by level and time, campaigns, alarms, and how equipment stood at a second.
import { describe, expect, test } from "vitest";
import {
  recordCleaning,
  setCleaningRule,
  startCleaning,
} from "../../../src/domain/equipment/cleaning/commands.ts";
import { recordEquipmentUse, startEquipmentUse } from "../../../src/domain/equipment/commands.ts";
import { equipment } from "../../../src/domain/equipment/equipment.ts";
import { statusWord } from "../../../src/domain/equipment/fitness.ts";
import { standingAt } from "../../../src/domain/equipment/history.ts";
import {
  acknowledgeAlarm,
  putBack,
  raiseAlarm,
  takeOut,
} from "../../../src/domain/equipment/machine/commands.ts";
import { given, stateOf } from "../../given.ts";

const at = (time: string) => `2026-11-20T${time}:00.000Z`;
const registered = {
  type: "EquipmentRegistered",
  data: { name: "Press 1", kind: "equipment", identifiers: [], calibrationNeeded: true },
  at: at("00:00"),
};
const qualified = { type: "EquipmentQualified", data: { document: "PQ-12" }, at: at("00:01") };
const calibration = (time: string, result: "pass" | "fail", dueOn = "2027-01-31") => ({
  type: "EquipmentCalibrated",
  data: { result, certificate: `K-${time}`, dueOn },
  at: at(time),
});
const rule = {
  document: "VAL-7",
  dirtyHoldMax: { value: "2", unitOfMeasure: "h" },
  cleanHoldMax: { value: "4", unitOfMeasure: "h" },
  campaign: { batchesMax: 2, between: "minor" as const },
};
const ruled = { type: "CleaningRuleSet", data: rule, at: at("00:02") };
const cleaned = (time: string, level: "minor" | "major" = "major") => ({
  type: "EquipmentCleaned",
  data: { procedure: "SOP-7", level },
  at: at(time),
});
const used = (time: string, batchId: string, campaign?: string) => ({
  type: "EquipmentUseStarted",
  data: { batchId, flags: [], ...(campaign && { campaign }) },
  at: at(time),
});
const ended = (time: string, batchId: string) => ({
  type: "EquipmentUseEnded",
  data: { batchId },
  at: at(time),
});
const ready = [registered, qualified, calibration("00:03", "pass"), ruled];
const occurred = (time: string) => ({ occurredAt: at(time) });
/** Given as it happens. */
const live = (time: string) => ({ ...occurred(time), at: at(time) });

describe("hold times", () => {
  test("clean for too long refuses, and is flagged where it was used all the same", () => {
    given(...ready, cleaned("06:00"))
      .when(startEquipmentUse, { batchId: "b" }, live("10:00"))
      .then({ type: "EquipmentUseStarted", data: { batchId: "b", flags: [] } });
    given(...ready, cleaned("06:00"))
      .when(startEquipmentUse, { batchId: "b" }, live("10:01"))
      .thenRefused("STATUS_BLOCKS_USE");
    given(...ready, cleaned("06:00"))
      .when(recordEquipmentUse, { batchId: "b" }, occurred("10:01"))
      .then({
        type: "EquipmentUseStarted",
        data: { batchId: "b", flags: ["STATUS_BLOCKS_USE"] },
      });
  });
  test("dirty for too long is flagged with the cleaning, never refused", () => {
    const past = [...ready, cleaned("05:00"), used("06:00", "b"), ended("08:00", "b")];
    const data = { procedure: "SOP-7", level: "major" as const };
    given(...past)
      .when(recordCleaning, data, occurred("10:00"))
      .then({ type: "EquipmentCleaned", data });
    const late = { type: "EquipmentCleaned", data: { ...data, flags: ["TIME_LIMIT_EXCEEDED"] } };
    given(...past)
      .when(recordCleaning, data, occurred("10:01"))
      .then(late);
    // What counts is when it was begun.
    const begun = { type: "EquipmentCleaningStarted", data, at: at("09:30") };
    given(...past, begun)
      .when(recordCleaning, data, occurred("11:00"))
      .then({ type: "EquipmentCleaned", data });
  });
  test("a rule is set, set once, and is of times", () => {
    given(registered).when(setCleaningRule, rule).then({ type: "CleaningRuleSet", data: rule });
    given(...ready)
      .when(setCleaningRule, rule)
      .thenNothing();
    const dirtyHoldMax = { value: "2", unitOfMeasure: "kg" };
    given(registered)
      .when(setCleaningRule, { ...rule, dirtyHoldMax })
      .thenRefused("UNIT_NOT_CONVERTIBLE");
    given(registered)
      .when(setCleaningRule, rule, { authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
    given().when(setCleaningRule, rule).thenRefused("NOT_FOUND");
  });
  test("while it is being cleaned it is not used, nor cleaned while in use", () => {
    const begin = { procedure: "SOP-7", level: "major" as const };
    const begun = { type: "EquipmentCleaningStarted", data: begin, at: at("05:00") };
    given(...ready)
      .when(startCleaning, begin, occurred("05:00"))
      .then({ type: "EquipmentCleaningStarted", data: begin });
    given(...ready, begun)
      .when(startCleaning, begin)
      .thenNothing();
    given(...ready, begun)
      .when(startEquipmentUse, { batchId: "b" }, live("06:00"))
      .thenRefused("STATUS_BLOCKS_USE");
    given(...ready, cleaned("05:00"), used("06:00", "b"))
      .when(startCleaning, begin, occurred("07:00"))
      .thenRefused("STATUS_BLOCKS_USE");
    given().when(startCleaning, begin).thenRefused("NOT_FOUND");
  });
});

describe("a campaign", () => {
  const first = [cleaned("05:00"), used("06:00", "b1", "C"), ended("07:00", "b1")];
  const second = [cleaned("07:10", "minor"), used("07:20", "b2", "C"), ended("08:00", "b2")];
  const next = { batchId: "b3", campaign: "C" };
  test("goes on after a minor cleaning", () => {
    given(...ready, ...first, cleaned("07:10", "minor"))
      .when(startEquipmentUse, { batchId: "b2", campaign: "C" }, live("07:20"))
      .then({ type: "EquipmentUseStarted", data: { batchId: "b2", campaign: "C", flags: [] } });
    given(...ready, ...first)
      .when(startEquipmentUse, { batchId: "b2", campaign: "C" }, live("07:20"))
      .thenRefused("STATUS_BLOCKS_USE");
  });
  test("ends at its number of batches, and at a major cleaning", () => {
    const past = [...ready, ...first, ...second];
    given(...past, cleaned("08:10", "minor"))
      .when(startEquipmentUse, next, live("08:20"))
      .thenRefused("STATUS_BLOCKS_USE");
    given(...past, cleaned("08:10", "major"))
      .when(startEquipmentUse, next, live("08:20"))
      .then({ type: "EquipmentUseStarted", data: { ...next, flags: [] } });
  });
  test("another product needs the major cleaning", () => {
    given(...ready, ...first, cleaned("07:10", "minor"))
      .when(startEquipmentUse, { batchId: "b2", campaign: "D" }, live("07:20"))
      .thenRefused("STATUS_BLOCKS_USE");
    given(...ready, ...first, cleaned("07:10", "minor"))
      .when(startEquipmentUse, { batchId: "b2" }, live("07:20"))
      .thenRefused("STATUS_BLOCKS_USE");
  });
});

describe("calibration at the second of use", () => {
  const past = [...ready, cleaned("05:00"), calibration("09:00", "fail")];
  test("a failure counts from its second on, also for what is recorded late", () => {
    given(...past)
      .when(recordEquipmentUse, { batchId: "b" }, occurred("08:59"))
      .then({ type: "EquipmentUseStarted", data: { batchId: "b", flags: [] } });
    given(...past)
      .when(recordEquipmentUse, { batchId: "b" }, occurred("09:00"))
      .then({
        type: "EquipmentUseStarted",
        data: { batchId: "b", flags: ["DEVICE_NOT_QUALIFIED"] },
      });
    // Entered before, of a later time: it does not reach back.
    const order = [...ready, calibration("09:00", "fail"), cleaned("05:00")];
    given(...order)
      .when(startEquipmentUse, { batchId: "b" }, live("06:00"))
      .then({ type: "EquipmentUseStarted", data: { batchId: "b", flags: [] } });
  });
});

describe("alarms", () => {
  const alarm = { alarmId: "a-1", code: "E17", text: "Force too high", priority: "major" as const };
  const raised = { type: "AlarmRaised", data: alarm, at: at("06:00") };
  const acknowledged = {
    type: "AlarmAcknowledged",
    data: { alarmId: "a-1", code: "E17", comment: "Punch changed" },
  };
  const comment = "Punch changed";
  test("are raised once", () => {
    given(registered).when(raiseAlarm, alarm).then({ type: "AlarmRaised", data: alarm });
    given(registered, raised).when(raiseAlarm, alarm).thenNothing();
    given().when(raiseAlarm, alarm).thenRefused("NOT_FOUND");
  });
  test("are acknowledged by a person in a role with a comment, once", () => {
    given(registered, raised)
      .when(acknowledgeAlarm, { alarmId: "a-1", comment })
      .then(acknowledged);
    given(registered, raised, { ...acknowledged, at: at("07:00") })
      .when(acknowledgeAlarm, { alarmId: "a-1", comment })
      .thenNothing();
    for (const data of [{ alarmId: "a-1" }, { alarmId: "a-1", comment: "  " }]) {
      given(registered, raised).when(acknowledgeAlarm, data).thenRefused("ALARM_ACK_INCOMPLETE");
    }
    given(registered, raised)
      .when(
        acknowledgeAlarm,
        { alarmId: "a-1", comment },
        { actor: { kind: "device", id: "d", name: "Panel" } },
      )
      .thenRefused("ALARM_ACK_INCOMPLETE");
    given(registered).when(acknowledgeAlarm, { alarmId: "a-1", comment }).thenRefused("NOT_FOUND");
  });
});

test("taken out it is not used, until it is put back for a reason", () => {
  const out = { type: "EquipmentTakenOut", data: { cause: "Leak" }, at: at("05:30") };
  const past = [...ready, cleaned("05:00"), out];
  given(...ready)
    .when(takeOut, { cause: "Leak" })
    .then({ type: "EquipmentTakenOut", data: { cause: "Leak" } });
  given(...past)
    .when(takeOut, { cause: "Leak" })
    .thenNothing();
  given(...past)
    .when(startEquipmentUse, { batchId: "b" }, live("06:00"))
    .thenRefused("STATUS_BLOCKS_USE");
  given(...past)
    .when(putBack, { measure: "Seal changed" })
    .thenRefused("REASON_REQUIRED");
  const reason = { code: "repaired", text: "Seal changed." };
  given(...past)
    .when(putBack, { measure: "Seal changed" }, { reason })
    .then({ type: "EquipmentPutBack", data: { measure: "Seal changed" } });
  given(...ready)
    .when(putBack, { measure: "Seal changed" }, { reason })
    .thenNothing();
});

test("its status is known at any second", () => {
  const state = stateOf(equipment, [
    ...ready,
    cleaned("05:00"),
    used("06:00", "b"),
    { type: "EquipmentStateChanged", data: { state: "execute" }, at: at("06:10") },
    { type: "EquipmentStateChanged", data: { state: "held", cause: "Jam" }, at: at("06:20") },
    ended("07:00", "b"),
    {
      type: "EquipmentCleaningStarted",
      data: { procedure: "SOP-7", level: "major" },
      at: at("07:30"),
    },
    cleaned("08:00"),
    { type: "EquipmentTakenOut", data: { cause: "Leak" }, at: at("09:00") },
  ]);
  if (state.status === "unknown") throw new Error("It is registered.");
  const { history } = state;
  const words = ["04:00", "05:00", "06:00", "06:10", "06:20", "07:00", "07:30", "08:00", "09:00"];
  expect(words.map((time) => statusWord(standingAt(history, at(time))))).toEqual([
    "notCleaned",
    "clean",
    "inUse",
    "running",
    "stopped",
    "dirty",
    "cleaning",
    "clean",
    "outOfService",
  ]);
});

test("a cleaning that was done before the use is recorded while it is in use", () => {
  const data = { procedure: "SOP-7", level: "major" as const };
  given(...ready, used("09:00", "batch-1"))
    .when(recordCleaning, data, { occurredAt: at("08:00"), at: at("10:00") })
    .then({ type: "EquipmentCleaned", data });
  given(...ready, used("09:00", "batch-1"))
    .when(recordCleaning, data, { occurredAt: at("09:30"), at: at("10:00") })
    .thenRefused("STATUS_BLOCKS_USE");
});
