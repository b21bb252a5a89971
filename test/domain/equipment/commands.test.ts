// Whether a piece of equipment may be used, and what it was doing.
import { describe, test } from "vitest";
import { recordCleaning } from "../../../src/domain/equipment/cleaning/commands.ts";
import {
  classifyEquipment,
  endEquipmentUse,
  qualifyEquipment,
  recordCalibration,
  recordEquipmentUse,
  registerEquipment,
  retireEquipment,
  startEquipmentUse,
} from "../../../src/domain/equipment/commands.ts";
import { changeEquipmentState } from "../../../src/domain/equipment/machine/commands.ts";
import { given } from "../../given.ts";

const registration = {
  name: "Tablet press 1",
  kind: "equipment" as const,
  identifiers: [{ scheme: "asset", issuer: "plant", value: "P-1" }],
  calibrationNeeded: true,
};
const registered = { type: "EquipmentRegistered", data: registration };
const qualification = { document: "PQ-12", validUntil: "2027-12-31" };
const qualified = { type: "EquipmentQualified", data: qualification };
const calibration = { result: "pass", certificate: "K-1", dueOn: "2027-01-31" } as const;
const calibrated = { type: "EquipmentCalibrated", data: calibration };
const failed = { type: "EquipmentCalibrated", data: { ...calibration, result: "fail" } };
const cleaning = { procedure: "SOP-7", cleanUntil: "2026-12-31" };
const cleaned = { type: "EquipmentCleaned", data: cleaning };
const batch = { batchId: "batch-1" };
const inUse = { type: "EquipmentUseStarted", data: { ...batch, flags: [] } };
const ended = { type: "EquipmentUseEnded", data: batch };
const retired = { type: "EquipmentRetired", data: {} };
const ready = [registered, qualified, calibrated, cleaned];
const reason = { code: "worn", text: "Worn out." };

describe("classifying", () => {
  const classes = ["press", "tabletPress"];
  const classified = { type: "EquipmentClassified", data: { classes }, before: { classes: [] } };
  test("it happens, also to what was registered or classified otherwise", () => {
    given(registered).when(classifyEquipment, { classes }, { reason }).then(classified);
    const mill = { ...registered, data: { ...registration, classes: ["mill"] } };
    given(mill)
      .when(classifyEquipment, { classes: [] }, { reason })
      .then({ ...classified, data: { classes: [] }, before: { classes: ["mill"] } });
  });
  test("ignored when repeated, in whatever order", () => {
    given(registered, classified)
      .when(classifyEquipment, { classes: classes.toReversed() })
      .thenNothing();
  });
  test("refused without a reason, twice the same, when retired, by nobody, of nothing", () => {
    given(registered).when(classifyEquipment, { classes }).thenRefused("REASON_REQUIRED");
    given(registered)
      .when(classifyEquipment, { classes: ["press", "press"] }, { reason })
      .thenRefused("NAMED_TWICE");
    given(registered, retired)
      .when(classifyEquipment, { classes }, { reason })
      .thenRefused("STATUS_BLOCKS_USE");
    given(registered)
      .when(classifyEquipment, { classes }, { reason, authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
    given().when(classifyEquipment, { classes }, { reason }).thenRefused("NOT_FOUND");
  });
});

describe("registering", () => {
  test("happens", () => given().when(registerEquipment, registration).then(registered));
  test("is repeated", () => given(registered).when(registerEquipment, registration).thenNothing());
  test("is refused under an id in use", () => {
    given(registered)
      .when(registerEquipment, { ...registration, name: "Press 2" })
      .thenRefused("ALREADY_EXISTS");
  });
});

describe("qualifying", () => {
  test("happens", () => given(registered).when(qualifyEquipment, qualification).then(qualified));
  test("is repeated", () => {
    given(registered, qualified).when(qualifyEquipment, qualification).thenNothing();
  });
  test("is refused to nobody, and of what is out of service", () => {
    given(registered)
      .when(qualifyEquipment, qualification, { authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
    given(registered, retired)
      .when(qualifyEquipment, qualification)
      .thenRefused("STATUS_BLOCKS_USE");
    given().when(qualifyEquipment, qualification).thenRefused("NOT_FOUND");
  });
});

describe("recording a calibration and a cleaning", () => {
  test("happens, passed or failed", () => {
    given(registered).when(recordCalibration, calibration).then(calibrated);
    given(registered, calibrated)
      .when(recordCalibration, { ...calibration, result: "fail" })
      .then(failed);
    given(registered).when(recordCleaning, cleaning).then(cleaned);
  });
  test("a calibration is repeated; every cleaning is one more", () => {
    given(registered, calibrated).when(recordCalibration, calibration).thenNothing();
    given(registered, cleaned).when(recordCleaning, cleaning).then(cleaned);
  });
  test("is refused where there is none, and a cleaning while it is in use", () => {
    given().when(recordCalibration, calibration).thenRefused("NOT_FOUND");
    given().when(recordCleaning, cleaning).thenRefused("NOT_FOUND");
    given(...ready, inUse)
      .when(recordCleaning, cleaning)
      .thenRefused("STATUS_BLOCKS_USE");
  });
});

describe("starting its use for a batch", () => {
  test("happens", () => {
    given(...ready)
      .when(startEquipmentUse, batch)
      .then(inUse);
  });
  test("is repeated", () => {
    given(...ready, inUse)
      .when(startEquipmentUse, batch)
      .thenNothing();
  });
  test.each([
    ["not qualified", "DEVICE_NOT_QUALIFIED", [registered, calibrated, cleaned]],
    ["not calibrated", "DEVICE_NOT_QUALIFIED", [registered, qualified, cleaned]],
    ["out of calibration", "DEVICE_NOT_QUALIFIED", [...ready, failed]],
    ["never cleaned", "STATUS_BLOCKS_USE", [registered, qualified, calibrated]],
    ["out of service", "STATUS_BLOCKS_USE", [...ready, retired]],
    ["not registered", "NOT_FOUND", []],
  ] as const)("P11-10h is refused when %s", (_, code, past) => {
    given(...past)
      .when(startEquipmentUse, batch)
      .thenRefused(code);
  });
  test("P11-10h dirty since its last use, it is refused for any other batch than that", () => {
    given(...ready, inUse, ended)
      .when(startEquipmentUse, { ...batch, batchId: "batch-2" })
      .thenRefused("STATUS_BLOCKS_USE");
    given(...ready, inUse, ended)
      .when(startEquipmentUse, batch)
      .then(inUse);
  });
  test("is refused while another batch uses it, and after its dates", () => {
    given(...ready, inUse)
      .when(startEquipmentUse, { batchId: "batch-2" })
      .thenRefused("STATUS_BLOCKS_USE");
    for (const [occurredAt, code] of [
      ["2027-01-01T00:00:00.000Z", "STATUS_BLOCKS_USE"],
      ["2027-02-01T00:00:00.000Z", "DEVICE_NOT_QUALIFIED"],
    ] as const) {
      given(...ready)
        .when(startEquipmentUse, batch, { occurredAt })
        .thenRefused(code);
    }
  });
});

describe("recording that it was used", () => {
  const used = (flags: readonly string[]) => ({ ...inUse, data: { ...batch, flags } });
  test("happens whatever its state is, flagged", () => {
    given(...ready)
      .when(recordEquipmentUse, batch)
      .then(used([]));
    given(registered)
      .when(recordEquipmentUse, batch)
      .then(used(["DEVICE_NOT_QUALIFIED", "STATUS_BLOCKS_USE"]));
  });
  test("is repeated", () => {
    given(...ready, inUse)
      .when(recordEquipmentUse, batch)
      .thenNothing();
  });
  test("is refused where there is none", () => {
    given().when(recordEquipmentUse, batch).thenRefused("NOT_FOUND");
  });
});

describe("ending its use", () => {
  test("happens", () => {
    given(...ready, inUse)
      .when(endEquipmentUse, batch)
      .then(ended);
  });
  test("is repeated", () => {
    given(...ready, inUse, ended)
      .when(endEquipmentUse, batch)
      .thenNothing();
  });
  test("is refused where there is none", () => {
    given().when(endEquipmentUse, batch).thenRefused("NOT_FOUND");
  });
});

describe("changing its state", () => {
  const stop = { state: "stopped", cause: "punch broken", goodCount: 812_000 } as const;
  const stopped = { type: "EquipmentStateChanged", data: stop };
  test("happens", () => given(registered).when(changeEquipmentState, stop).then(stopped));
  test("is repeated", () => {
    given(registered, stopped).when(changeEquipmentState, stop).thenNothing();
  });
  test("is refused where there is none", () => {
    given().when(changeEquipmentState, stop).thenRefused("NOT_FOUND");
  });
});

describe("taking it out of service", () => {
  test("happens", () => given(registered).when(retireEquipment, {}, { reason }).then(retired));
  test("is repeated", () => {
    given(registered, retired).when(retireEquipment, {}, { reason }).thenNothing();
  });
  test("is refused while in use and without a reason", () => {
    given(...ready, inUse)
      .when(retireEquipment, {}, { reason })
      .thenRefused("STATUS_BLOCKS_USE");
    given(registered).when(retireEquipment, {}).thenRefused("REASON_REQUIRED");
    given().when(retireEquipment, {}, { reason }).thenRefused("NOT_FOUND");
  });
});

test("a stop that is told late is kept beside a later one, and repeated it is ignored", () => {
  const at = (time: string) => `2026-11-20T${time}:00.000Z`;
  const registered = {
    type: "EquipmentRegistered",
    data: { name: "Press", kind: "equipment", identifiers: [], calibrationNeeded: false },
    at: at("00:00"),
  };
  const changed = (time: string, data: object) => ({
    type: "EquipmentStateChanged",
    data,
    at: at(time),
  });
  const stop = { state: "stopped" as const, cause: "Jam" };
  const past = [registered, changed("10:00", { state: "execute" }), changed("10:20", stop)];
  given(...past)
    .when(changeEquipmentState, stop, { occurredAt: at("10:05"), at: at("10:30") })
    .then({ type: "EquipmentStateChanged", data: stop });
  given(...past)
    .when(changeEquipmentState, stop, { occurredAt: at("10:25"), at: at("10:30") })
    .thenNothing();
});
