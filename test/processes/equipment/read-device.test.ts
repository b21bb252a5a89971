// A reading on a device that is not fit is recorded and flagged, whatever time is claimed for it.
import { expect, test } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import { startBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { evaluated } from "../../../src/domain/batch/review/exceptions.ts";
import {
  qualifyEquipment,
  recordCalibration,
  registerEquipment,
} from "../../../src/domain/equipment/commands.ts";
import { checkOnDevice, readParameter } from "../../../src/processes/equipment/read-device.ts";
import { path } from "../../domain/batch/control-recipe/examples.ts";
import { as, id, openWorks, reason } from "../execution/works-for-test.ts";

async function plantWithMeter() {
  const works = await openWorks();
  const meter = id();
  const named = { name: "Meter", kind: "instrument" as const, identifiers: [] };
  await works.give(registerEquipment, meter, { ...named, calibrationNeeded: true }, "carla");
  await works.give(qualifyEquipment, meter, { document: "PQ" }, "carla");
  const calibrate = (result: "pass" | "fail") =>
    works.give(
      recordCalibration,
      meter,
      { result, certificate: `C-${result}`, dueOn: "2027-06-30" },
      "carla",
    );
  await calibrate("pass");
  await works.give(startBatch, works.batchId, {}, "anna");
  const value = { value: "10", unitOfMeasure: "/min" };
  const reading = { parameter: "Mixer speed", path: path("mix"), value, source: "device" as const };
  const read = async (data: object, claims: object = {}) => {
    const call = { commandId: id(), id: works.batchId, data, claims: { reason, ...claims } };
    const answer = await readParameter(works.handler, call, as("anna"));
    expect(answer.outcome).toBe("accepted");
  };
  const state = async () => {
    const { state: found } = await works.handler.load(batch, works.batchId);
    if (found.status === "unknown") throw new Error("It is issued.");
    return found;
  };
  return { works, meter, calibrate, reading, read, state };
}

test("211.68(a) it happens without a flag on what is fit, or with no device", async () => {
  const { meter, reading, read, state } = await plantWithMeter();
  await read({ ...reading, equipmentId: meter });
  await read(reading);
  const flagged = evaluated(await state()).flagged;
  expect(flagged.filter(({ ruleKey }) => ruleKey === "equipment")).toEqual([]);
});
test("211.68(a) on one that failed it is flagged, also by a time before the failure", async () => {
  const { works, meter, calibrate, reading, read, state } = await plantWithMeter();
  const before = new Date(works.clock.at).toISOString();
  works.clock.at += 86_400_000;
  await calibrate("fail");
  await read({ ...reading, equipmentId: meter });
  await read({ ...reading, equipmentId: meter }, { occurredAt: before });
  await read({ ...reading, equipmentId: id() });
  const data = { check: "Fine enough", result: "pass", equipmentId: meter };
  const call = { commandId: id(), id: works.batchId, data, claims: { reason } };
  expect((await checkOnDevice(works.handler, call, as("anna"))).outcome).toBe("accepted");
  const flagged = evaluated(await state()).flagged;
  expect(flagged.filter(({ ruleKey }) => ruleKey === "equipment")).toHaveLength(4);
});
