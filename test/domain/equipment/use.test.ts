// Setting equipment in use is refused while it can be; a use that has begun is recorded, flagged.
import { describe, test } from "vitest";
import {
  endEquipmentUse,
  followPhaseEnd,
  followPhaseStart,
  linkEquipmentDeviation,
  recordEquipmentUse,
  startEquipmentUse,
} from "../../../src/domain/equipment/commands.ts";
import { given, type Past } from "../../given.ts";

const registration = {
  name: "Balance 3",
  kind: "instrument",
  identifiers: [],
  calibrationNeeded: true,
};
const registered = { type: "EquipmentRegistered", data: registration };
const qualified = { type: "EquipmentQualified", data: { document: "IQ 3" } };
const calibrated = {
  type: "EquipmentCalibrated",
  data: { result: "pass", certificate: "C-1", dueOn: "2026-11-20" },
};
const cleaned = {
  type: "EquipmentCleaned",
  data: { procedure: "SOP 31", cleanUntil: "2026-11-20" },
};
const use = { batchId: "batch-1" };
const started = { type: "EquipmentUseStarted", data: { ...use, flags: [] } };
const ended = { type: "EquipmentUseEnded", data: use };
const retired = { type: "EquipmentRetired", data: {} };
const ready = [registered, qualified, calibrated, cleaned];
const nextDay = { occurredAt: "2026-11-21T00:00:00.000Z" };

type Flag = "DEVICE_NOT_QUALIFIED" | "STATUS_BLOCKS_USE";
const failed = { ...calibrated, data: { ...calibrated.data, result: "fail" } };
const lapsed = { ...qualified, data: { document: "IQ 3", validUntil: "2026-11-19" } };
const objections: readonly (readonly [string, readonly Past[], Flag])[] = [
  ["not qualified", [registered, calibrated, cleaned], "DEVICE_NOT_QUALIFIED"],
  ["no longer qualified", [...ready, lapsed], "DEVICE_NOT_QUALIFIED"],
  ["not calibrated", [registered, qualified, cleaned], "DEVICE_NOT_QUALIFIED"],
  ["failed in calibration", [...ready, failed], "DEVICE_NOT_QUALIFIED"],
  ["not cleaned", [registered, qualified, calibrated], "STATUS_BLOCKS_USE"],
  ["not cleaned since its last use", [...ready, started, ended], "STATUS_BLOCKS_USE"],
  ["retired", [...ready, retired], "STATUS_BLOCKS_USE"],
];

describe.each(objections)("what is %s", (_, past, flag) => {
  const next = { batchId: "batch-2" };
  test("is not set in use", () => {
    given(...past)
      .when(startEquipmentUse, next)
      .thenRefused(flag);
  });
  test("is flagged where its use has begun", () => {
    given(...past)
      .when(recordEquipmentUse, next)
      .then({ type: "EquipmentUseStarted", data: { ...next, flags: [flag] } });
  });
});

describe("following a phase", () => {
  test("happens, whatever stands against it", () => {
    given(...ready)
      .when(followPhaseStart, use)
      .then(started);
    given(...ready, started)
      .when(followPhaseEnd, use)
      .then(ended);
  });
  test("is repeated", () => {
    given(...ready, started)
      .when(followPhaseStart, use)
      .thenNothing();
    given(...ready, started, ended)
      .when(followPhaseEnd, use)
      .thenNothing();
  });
  test("is refused of what is not registered", () => {
    given().when(followPhaseStart, use).thenRefused("NOT_FOUND");
    given().when(followPhaseEnd, use).thenRefused("NOT_FOUND");
  });
});

describe("linking a deviation to equipment", () => {
  const link = { deviationId: "d-1" };
  const linked = { type: "EquipmentDeviationLinked", data: link };
  test("happens", () => given(registered).when(linkEquipmentDeviation, link).then(linked));
  test("is repeated", () => {
    given(registered, linked).when(linkEquipmentDeviation, link).thenNothing();
  });
  test("is refused of what is not registered", () => {
    given().when(linkEquipmentDeviation, link).thenRefused("NOT_FOUND");
  });
});

test("what is due ends at the midnight of the site", () => {
  const evening = "2026-11-20T23:30:00.000Z";
  const there = {
    judgedAt: evening,
    occurredAt: evening,
    judgedOn: "2026-11-21",
    date: "2026-11-21",
  };
  given(...ready)
    .when(startEquipmentUse, use, there)
    .thenRefused("DEVICE_NOT_QUALIFIED");
  given(...ready)
    .when(recordEquipmentUse, use, there)
    .then({
      type: "EquipmentUseStarted",
      data: { ...use, flags: ["DEVICE_NOT_QUALIFIED", "STATUS_BLOCKS_USE"] },
    });
  const morning = "2026-11-21T04:00:00.000Z";
  const west = {
    judgedAt: morning,
    occurredAt: morning,
    judgedOn: "2026-11-20",
    date: "2026-11-20",
  };
  given(...ready)
    .when(startEquipmentUse, use, west)
    .then(started);
});

describe("setting equipment in use", () => {
  test("happens up to the last day of each time limit", () => {
    given(...ready)
      .when(startEquipmentUse, use)
      .then(started);
    given(...ready)
      .when(startEquipmentUse, use, nextDay)
      .thenRefused("DEVICE_NOT_QUALIFIED");
  });
  test("happens without a calibration where none is needed", () => {
    const coarse = { ...registered, data: { ...registration, calibrationNeeded: false } };
    given(coarse, qualified, cleaned).when(startEquipmentUse, use).then(started);
  });
  test("is repeated", () => {
    given(...ready, started)
      .when(startEquipmentUse, use)
      .thenNothing();
  });
  test("is refused for none and while another batch uses it", () => {
    given().when(startEquipmentUse, use).thenRefused("NOT_FOUND");
    given(...ready, started)
      .when(startEquipmentUse, { batchId: "batch-2" })
      .thenRefused("STATUS_BLOCKS_USE");
  });
});

describe("recording a use that has begun", () => {
  test("happens, with every rule that it broke", () => {
    given(...ready)
      .when(recordEquipmentUse, use)
      .then(started);
    given(...ready)
      .when(recordEquipmentUse, use, nextDay)
      .then({
        type: "EquipmentUseStarted",
        data: { ...use, flags: ["DEVICE_NOT_QUALIFIED", "STATUS_BLOCKS_USE"] },
      });
  });
  test("is repeated", () => {
    given(...ready, started)
      .when(recordEquipmentUse, use)
      .thenNothing();
  });
  test("is refused for none", () => {
    given().when(recordEquipmentUse, use).thenRefused("NOT_FOUND");
  });
});

describe("ending a use", () => {
  test("happens", () => {
    given(...ready, started)
      .when(endEquipmentUse, use)
      .then(ended);
  });
  test("is repeated", () => {
    given(...ready, started, ended)
      .when(endEquipmentUse, use)
      .thenNothing();
  });
  test("is refused for none", () => {
    given().when(endEquipmentUse, use).thenRefused("NOT_FOUND");
  });
});

describe("what is entered late about a use", () => {
  const hour = (at: string) => `2026-11-20T0${at}:00.000Z`;
  const next = { batchId: "batch-2" };
  const began = { ...started, at: hour("8:00") };
  const took = { ...started, data: { ...next, flags: ["STATUS_BLOCKS_USE"] }, at: hour("8:40") };
  const at = (time: string) => ({ at: hour("9:30"), occurredAt: hour(time) });
  test("ends it for the batch that had it then, though another has it by now", () => {
    given(...ready, began, took)
      .when(endEquipmentUse, use, at("8:30"))
      .then(ended);
    given(...ready, began, { ...ended, at: hour("8:30") }, took)
      .when(endEquipmentUse, use, at("8:20"))
      .thenNothing();
  });
  test("ends nothing of the batch that has it by now", () => {
    given(...ready, began, took)
      .when(endEquipmentUse, next, at("8:30"))
      .thenNothing();
    given(...ready, began, took, { ...ended, at: hour("8:50") })
      .when(startEquipmentUse, { batchId: "batch-3" }, at("9:30"))
      .thenRefused("STATUS_BLOCKS_USE");
    given(...ready, began, took, { ...ended, at: hour("8:50") })
      .when(endEquipmentUse, next, at("9:00"))
      .then({ ...ended, data: next });
  });
  test("is flagged where another had it then, and no start is put into the past", () => {
    const clean = { ...cleaned, data: { procedure: "SOP 31" }, at: hour("9:00") };
    const past = [...ready, began, { ...ended, at: hour("8:50") }, clean];
    const third = { batchId: "batch-3" };
    given(...past)
      .when(recordEquipmentUse, third, at("8:10"))
      .then({ ...started, data: { ...third, flags: ["STATUS_BLOCKS_USE"] } });
    given(...past)
      .when(startEquipmentUse, third, { ...at("8:10"), judgedAt: hour("9:30") })
      .thenRefused("STEP_MUST_BE_RECORDED_LIVE");
    given(...past)
      .when(startEquipmentUse, third, at("9:30"))
      .then({ ...started, data: { ...third, flags: [] } });
  });
});
