// Equipment from its registration to its end; whether it may be used stands in use.test.ts.
import { describe, test } from "vitest";
import {
  changeEquipmentState,
  qualifyEquipment,
  recordCalibration,
  recordCleaning,
  registerEquipment,
  retireEquipment,
} from "../../../src/domain/equipment/commands.ts";
import { given } from "../../given.ts";

const registration = {
  name: "Tablet press 1",
  kind: "equipment" as const,
  identifiers: [{ scheme: "equipment", issuer: "site-1", value: "P-1" }],
  calibrationNeeded: true,
};
const registered = { type: "EquipmentRegistered", data: registration };
const qualification = { document: "PQ 12/2026", validUntil: "2028-11-30" };
const qualified = { type: "EquipmentQualified", data: qualification };
const calibration = { result: "pass" as const, certificate: "C-1", dueOn: "2027-05-31" };
const calibrated = { type: "EquipmentCalibrated", data: calibration };
const cleaning = { procedure: "SOP 31 edition 4", cleanUntil: "2026-11-27" };
const cleaned = { type: "EquipmentCleaned", data: cleaning };
const inUse = { type: "EquipmentUseStarted", data: { batchId: "batch-1", flags: [] } };
const retired = { type: "EquipmentRetired", data: {} };
const reason = { code: "worn", text: "The turret is worn beyond its limits." };

describe("registering equipment", () => {
  test("happens", () => given().when(registerEquipment, registration).then(registered));
  test("is repeated, also after it was retired", () => {
    given(registered, retired).when(registerEquipment, registration).thenNothing();
  });
  test("is refused over another and with a mistyped number", () => {
    given(registered)
      .when(registerEquipment, { ...registration, name: "Tablet press 2" })
      .thenRefused("ALREADY_EXISTS");
    const identifiers = [{ scheme: "gln", issuer: "gs1", value: "0614141000013" }];
    given()
      .when(registerEquipment, { ...registration, identifiers })
      .thenRefused("IDENTIFIER_MALFORMED");
  });
});

describe("qualifying equipment", () => {
  test("happens, and again for a longer time", () => {
    given(registered).when(qualifyEquipment, qualification).then(qualified);
    const longer = { ...qualification, validUntil: "2030-11-30" };
    given(registered, qualified)
      .when(qualifyEquipment, longer)
      .then({ type: "EquipmentQualified", data: longer });
  });
  test("is repeated", () => {
    given(registered, qualified).when(qualifyEquipment, qualification).thenNothing();
  });
  test("is refused for none, for what is retired, and to nobody", () => {
    given().when(qualifyEquipment, qualification).thenRefused("NOT_FOUND");
    given(registered, retired)
      .when(qualifyEquipment, qualification)
      .thenRefused("STATUS_BLOCKS_USE");
    given(registered)
      .when(qualifyEquipment, qualification, { authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
  });
});

describe("recording a calibration", () => {
  test("happens, passed or failed, also of what is retired", () => {
    given(registered).when(recordCalibration, calibration).then(calibrated);
    const failed = { ...calibration, result: "fail" as const, certificate: "C-2" };
    given(registered, calibrated, retired)
      .when(recordCalibration, failed)
      .then({ type: "EquipmentCalibrated", data: failed });
  });
  test("is repeated", () => {
    given(registered, calibrated).when(recordCalibration, calibration).thenNothing();
  });
  test("is refused for none", () => {
    given().when(recordCalibration, calibration).thenRefused("NOT_FOUND");
  });
});

describe("recording a cleaning", () => {
  test("happens", () => given(registered).when(recordCleaning, cleaning).then(cleaned));
  test("is refused for none and while it is in use", () => {
    given().when(recordCleaning, cleaning).thenRefused("NOT_FOUND");
    given(registered, inUse).when(recordCleaning, cleaning).thenRefused("STATUS_BLOCKS_USE");
  });
});

describe("changing the state of equipment", () => {
  const running = { state: "running" as const, batchId: "batch-1" };
  const ran = { type: "EquipmentStateChanged", data: running };
  const stop = { state: "stopped" as const, cause: "jam", goodCount: 9100, rejectCount: 12 };
  test("happens, with the reason of a stop and the counts", () => {
    given(registered).when(changeEquipmentState, running).then(ran);
    given(registered, ran)
      .when(changeEquipmentState, stop)
      .then({ type: "EquipmentStateChanged", data: stop });
  });
  test("is repeated", () => {
    given(registered, ran).when(changeEquipmentState, running).thenNothing();
  });
  test("is refused for none", () => {
    given().when(changeEquipmentState, running).thenRefused("NOT_FOUND");
  });
});

describe("retiring equipment", () => {
  test("happens", () => {
    given(registered).when(retireEquipment, {}, { reason }).then(retired);
  });
  test("is repeated", () => given(registered, retired).when(retireEquipment, {}).thenNothing());
  test("is refused for none, while it is in use, and without a reason", () => {
    given().when(retireEquipment, {}, { reason }).thenRefused("NOT_FOUND");
    given(registered, inUse).when(retireEquipment, {}, { reason }).thenRefused("STATUS_BLOCKS_USE");
    given(registered).when(retireEquipment, {}).thenRefused("REASON_REQUIRED");
  });
});
