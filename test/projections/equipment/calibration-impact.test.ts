// What a failed calibration puts in doubt, and what it says that it does not know.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { doubtsOf } from "../../../src/domain/equipment/calibration.ts";
import { equipment } from "../../../src/domain/equipment/equipment.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { batchRecord } from "../../../src/projections/batch-record/batch-record.ts";
import { calibrationImpact } from "../../../src/projections/equipment/calibration-impact.ts";
import { withDatabase } from "../../database-hook.ts";
import { stateOf } from "../../given.ts";
import * as tablets from "../batch-record/tablets.ts";
import { type Happened, project, stored } from "../history.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const at = (time: string) => `2026-11-20T${time}:00.000Z`;
const scale = "equipment-scale-1";
const calibrated = (result: "pass" | "fail", time: string): Happened => ({
  stream: scale,
  type: "EquipmentCalibrated",
  data: { result, certificate: `C-${time}`, dueOn: "2027-06-30" },
  occurredAt: at(time),
});
const registered: Happened = {
  stream: scale,
  type: "EquipmentRegistered",
  data: { name: "Scale", kind: "instrument", identifiers: [], calibrationNeeded: true },
  occurredAt: at("06:00"),
};
const measured = (parameter: string, occurredAt: string, equipmentId?: string): Happened => ({
  stream: "batch-171",
  type: "ParameterRecorded",
  data: {
    parameter,
    value: { value: "1", unitOfMeasure: "kg" },
    source: "manual",
    ...(equipmentId && { equipmentId }),
  },
  occurredAt,
});
const output: Happened = {
  stream: "batch-171",
  type: "OutputProduced",
  data: {
    materialLotId: "lot-171",
    material: { materialDefinitionId: "tablets", name: "Tablets 20 mg" },
    identifiers: [],
    containers: [],
    holds: [],
    flags: [],
  },
  occurredAt: at("12:00"),
};

const history: readonly Happened[] = [
  registered,
  calibrated("pass", "06:30"),
  tablets.issued(),
  measured("before", at("06:10"), "scale-1"),
  measured("first", at("07:00"), "scale-1"),
  measured("local", "2026-11-20T08:00:00", "scale-1"),
  measured("of another", at("08:00"), "scale-2"),
  measured("nobody said", at("08:30")),
  calibrated("fail", "09:00"),
  measured("after", at("09:30"), "scale-1"),
  output,
];

test("every measurement, batch and lot since the last good calibration, and no other", async () => {
  const events = stored(eventTypes, history);
  for (const model of [auditTrail, batchRecord]) await project(database, model, eventTypes, events);
  const own = history.filter(({ stream }) => stream === scale);
  const past = own.map(({ type, data, occurredAt }) => ({ type, data, at: occurredAt ?? "" }));
  const state = stateOf(equipment, past, "scale-1");
  const [doubt] = state.status === "unknown" ? [] : doubtsOf(state.history);
  expect(doubt).toMatchObject({ from: at("06:30"), to: at("09:00"), certificate: "C-09:00" });
  if (!doubt) return;
  const { answer } = await calibrationImpact(database.kysely, { equipmentId: "scale-1", ...doubt });
  expect(answer.measurements.map(({ what }) => what.split(":")[0])).toEqual(["first", "local"]);
  expect(answer.batches).toEqual([{ batchId: "171", batch: "171" }]);
  expect(answer.lots.map(({ lotId }) => lotId)).toEqual(["lot-171"]);
  expect(answer.unknown.map(({ code }) => code)).toEqual([
    "READING_WITHOUT_DEVICE",
    "TIME_WITHOUT_ZONE",
  ]);
});

test("what never passed is in doubt since it was registered; a use that goes on counts", () => {
  const use = { type: "EquipmentUseStarted", data: { batchId: "b", flags: [] }, at: at("06:15") };
  const { type, data } = calibrated("fail", "09:00");
  const first = { type: registered.type, data: registered.data, at: at("06:00") };
  const state = stateOf(equipment, [first, use, { type, data, at: at("09:00") }]);
  const doubts = state.status === "unknown" ? [] : doubtsOf(state.history);
  expect(doubts).toMatchObject([{ from: at("06:00"), batchIds: ["b"] }]);
  expect(doubts[0]?.passedCertificate).toBeUndefined();
});
