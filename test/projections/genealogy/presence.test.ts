// What a place or a piece of equipment stands for over a time: what was there throughout, though
// nothing was written down within it.
import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { batchRecord } from "../../../src/projections/batch-record/batch-record.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { trace } from "../../../src/projections/genealogy/trace.ts";
import { whereabouts } from "../../../src/projections/whereabouts/whereabouts.ts";
import { withDatabase } from "../../database-hook.ts";
import { type Happened, project, recordedAt, stored } from "../history.ts";
import { consumed, issued, kg, received } from "./material.ts";

const moved = (lot: string, toLocationId: string): Happened => ({
  stream: `materialLot-${lot}`,
  type: "MaterialMoved",
  data: { toLocationId },
});
const placed = (locationId: string, parentLocationId?: string): Happened => ({
  stream: `location-${locationId}`,
  type: "LocationRegistered",
  data: {
    name: locationId,
    kind: "room",
    identifiers: [],
    ...(parentLocationId && { parentLocationId }),
  },
});
const onMill = (type: string, data: object): Happened => ({
  stream: "equipment-mill",
  type,
  data,
});
/** What was there from minute to minute. */
const stays: readonly Happened[] = [
  ...["a", "b", "c"].map((lot) => received(lot, { quantity: kg("5") })),
  placed("hall"),
  placed("shelf", "hall"),
  ...["1", "2"].map(issued),
  onMill("EquipmentRegistered", {
    name: "Mill",
    kind: "equipment",
    identifiers: [],
    calibrationNeeded: false,
  }),
  onMill("EquipmentUseStarted", { batchId: "1", flags: [] }), // 8
  moved("a", "hall"),
  moved("b", "shelf"),
  moved("c", "hall"), // 11
  consumed("2", "c", { quantity: kg("5") }),
  moved("a", "yard"), // 13
  onMill("EquipmentUseStarted", { batchId: "2", flags: [] }), // 14
  onMill("EquipmentUseEnded", { batchId: "2" }), // 15
  placed("yard"),
  placed("gate"),
];

let database: Database;
withDatabase((opened) => {
  database = opened;
});
beforeAll(async () => {
  const events = stored(eventTypes, stays);
  for (const model of [genealogy, batchRecord, auditTrail, whereabouts])
    await project(database, model, eventTypes, events);
});

test.each([
  ["equipment:mill@M9..M10", ["1"]],
  ["equipment:mill@M3..M6", "none"],
  ["equipment:mill@M16..", "none"],
  ["location:hall@M12..M12", ["a", "b", "c"]],
  ["location:hall@M14..M16", ["b"]],
  ["location:shelf@M16..", ["b"]],
  ["location:hall@..M8", "none"],
])("%s", async (written, expected) => {
  const from = written.replaceAll(/M(\d+)/g, (_, minute) => recordedAt(Number(minute)));
  const answer = await trace(database.kysely, { from, direction: "forward", at: recordedAt(0) });
  if (answer.found !== "one") return expect(answer.found).toBe(expected);
  const things = answer.trace.seeds.flatMap((seed) => seed.things);
  expect(things.map(({ id }) => id).sort()).toEqual(expected);
});
