// Which other batches have something in common with those of a deviation: complete, with what it is
// that they share, and as it was known at a position.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { batchRecord } from "../../../src/projections/batch-record/batch-record.ts";
import { relatedTo } from "../../../src/projections/deviation/related.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { withDatabase } from "../../database-hook.ts";
import * as material from "../genealogy/material.ts";
import { eventIdAt, type Happened, project, stored } from "../history.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const day = (date: number, time = "08:00") =>
  `2026-11-${String(date).padStart(2, "0")}T${time}:00.000Z`;
const starch = { materialDefinitionId: "starch", name: "Starch" };
const of = (id: string, type: string, data: object, occurredAt = day(20)): Happened => ({
  stream: `batch-${id}`,
  type,
  data,
  occurredAt,
});
const issued = (id: string, at = day(20)): Happened =>
  of(
    id,
    "BatchIssued",
    { batchNumber: `B-${id}`, material: starch, equipmentIds: [], dataOrigin: "live" },
    at,
  );
const charged = (id: string, materialLotId: string, at = day(20)): Happened =>
  of(id, "MaterialConsumed", { ...chargeOf(materialLotId) }, at);
const chargeOf = (materialLotId: string) => ({
  materialLotId,
  material: starch,
  kind: "charge",
  basis: "unknown",
  flags: [],
});
const yielded = (id: string, materialLotId: string): Happened =>
  of(id, "OutputProduced", {
    ...{ materialLotId, material: starch, identifiers: [], containers: [], holds: [], flags: [] },
  });
const ran = (id: string, equipmentId: string, at: string): Happened =>
  of(
    id,
    "ParameterRecorded",
    {
      ...{ parameter: "Mass", value: { value: "1", unitOfMeasure: "kg" }, source: "manual" },
      equipmentId,
    },
    at,
  );
const unit = (id: string, locationId?: string): Happened => ({
  stream: `equipment-${id}`,
  type: "EquipmentRegistered",
  data: {
    ...{ name: `Unit ${id}`, kind: "vessel", identifiers: [], calibrationNeeded: false },
    ...(locationId && { locationId }),
  },
  occurredAt: day(1),
});
const raised = (data: object): Happened => ({
  stream: "deviation-d",
  type: "DeviationRaised",
  data: {
    ...{ title: "Warm", description: "27 C", detectedAt: day(20) },
    ...{ materialLotIds: [], equipmentIds: [], ...data },
  },
  occurredAt: day(20),
});

async function play(history: readonly Happened[]): Promise<void> {
  const events = stored(eventTypes, history);
  for (const model of [auditTrail, batchRecord, genealogy]) {
    await project(database, model, eventTypes, events);
  }
}
const asked = { deviationId: "d" };
const sharing = async (more: object = {}) =>
  Object.fromEntries(
    (await relatedTo(database.kysely, { ...asked, ...more })).others.map(({ batchId, shares }) => [
      batchId,
      shares.join(" "),
    ]),
  );

const own = [
  ...[unit("mixer", "hall"), unit("press", "hall"), unit("coater", "attic")],
  ...[issued("own", day(20, "06:00")), charged("own", "lot-a"), yielded("own", "lot-own")],
  ...[ran("own", "mixer", day(20, "12:00")), raised({ batchId: "own" })],
];

test("by a lot, equipment, and the time on it or beside it; nothing else [211-192]", async () => {
  const history = [
    ...own,
    ...[issued("lot"), charged("lot", "lot-a", day(3))],
    ...[issued("made"), charged("made", "lot-own")],
    ...[issued("before", day(2)), ran("before", "mixer", day(2))],
    ...[issued("during"), ran("during", "mixer", day(20, "10:00"))],
    ...[issued("across"), ran("across", "mixer", day(19)), ran("across", "mixer", day(21))],
    ...[issued("beside"), ran("beside", "press", day(20, "11:00"))],
    ...[issued("later", day(25)), ran("later", "press", day(25))],
    ...[issued("none"), charged("none", "lot-b"), ran("none", "coater", day(20, "11:00"))],
    ...[issued("void"), ran("void", "coater", day(20))],
  ];
  const correctsEventId = eventIdAt(history.length);
  const voided = { correctsEventId, materialLotId: "lot-a" };
  const taken = [charged("void", "lot-a"), of("void", "MaterialConsumptionVoided", voided)];
  await play([...history, ...taken]);
  expect(await sharing()).toEqual({
    lot: "materialLot",
    made: "materialLot",
    before: "equipment",
    during: "equipment time",
    across: "equipment time",
    beside: "time",
  });
  const { others, from, to, batches, unknown } = await relatedTo(database.kysely, asked);
  expect([batches, from, to]).toEqual([
    [{ batchId: "own", batch: "B-own" }],
    day(20, "06:00"),
    day(20, "12:00"),
  ]);
  expect(others.find(({ batchId }) => batchId === "made")?.lots).toMatchObject([
    { lotId: "lot-own", is: "input" },
  ]);
  expect(others.find(({ batchId }) => batchId === "beside")?.equipment).toMatchObject([
    { equipmentId: "press", name: "Unit press", isSame: false, isInTime: true },
  ]);
  expect(unknown).toEqual([]);
  const whole = { from: day(1), to: day(30) };
  expect(await sharing(whole)).toMatchObject({ before: "equipment time", later: "time" });
});

test("as it was known, and what is not: no lots, no equipment, no zone", async () => {
  const local = "2026-11-20T09:00:00";
  await play([
    ...[issued("own", local), raised({ batchId: "own" })],
    ...[issued("silent"), of("silent", "BatchStarted", {}, local)],
    ran("own", "mixer", day(21)),
    ran("silent", "mixer", day(21)),
  ]);
  const then = await relatedTo(database.kysely, { ...asked, asOf: 4 });
  expect(then.others).toEqual([]);
  expect(then.unknown.map(({ code, subject }) => [code, subject])).toEqual([
    ["LOTS_NOT_RECORDED", "B-own"],
    ["EQUIPMENT_NOT_RECORDED", "B-own"],
    ["EQUIPMENT_NOT_RECORDED", "B-silent"],
    ["TIME_WITHOUT_ZONE", "B-own"],
  ]);
  expect(await sharing()).toEqual({ silent: "equipment time" });
  await expect(relatedTo(database.kysely, { ...asked, asOf: 1 })).rejects.toMatchObject({
    code: "NOT_IN_LOG",
  });
  await expect(relatedTo(database.kysely, { ...asked, asOf: 99 })).rejects.toMatchObject({
    code: "AS_OF_AHEAD",
  });
});

test("parts of one lot, or merged, are shared; also of a deviation of no batch", async () => {
  await play([
    material.received("whole"),
    ...["part-1", "part-2"].map((part) => material.splitOff(part, "whole")),
    ...[issued("one"), charged("one", "part-1"), issued("two"), charged("two", "part-2")],
    ...[issued("three"), charged("three", "another")],
    raised({ materialLotIds: ["part-1"], equipmentIds: ["mixer"] }),
    ...[issued("four"), ran("four", "mixer", day(2))],
  ]);
  expect(await sharing()).toEqual({
    one: "materialLot",
    two: "materialLot",
    four: "equipment",
  });
  const { from, to, batches } = await relatedTo(database.kysely, asked);
  expect([batches, from, to]).toEqual([[], null, null]);
});
