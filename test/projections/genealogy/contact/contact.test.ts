// Contact beside the flow of material: classes of their own, told when nobody asks, listed when
// somebody does, and never in the scope.
import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../../../src/database/connection.ts";
import { eventTypes } from "../../../../src/domain/catalogue.ts";
import { auditTrail } from "../../../../src/projections/audit-trail/audit-trail.ts";
import type { ContactClass } from "../../../../src/projections/genealogy/contact/contact.ts";
import { genealogy } from "../../../../src/projections/genealogy/genealogy.ts";
import { type TraceQuery, trace } from "../../../../src/projections/genealogy/trace.ts";
import { whereabouts } from "../../../../src/projections/whereabouts/whereabouts.ts";
import { withDatabase } from "../../../database-hook.ts";
import { eventIdAt, type Happened, project, recordedAt, stored } from "../../history.ts";
import { consumed, issued, kg, produced, received } from "../material.ts";

const mill = (type: string, data: object, more: Partial<Happened> = {}): Happened => ({
  stream: "equipment-mill",
  type,
  data,
  ...more,
});
const used = (batchId: string) => mill("EquipmentUseStarted", { batchId, flags: [] });
const ended = (batchId: string) => mill("EquipmentUseEnded", { batchId });
const placed = (locationId: string, kind: string, parentLocationId?: string): Happened => ({
  stream: `location-${locationId}`,
  type: "LocationRegistered",
  data: { name: locationId, kind, identifiers: [], ...(parentLocationId && { parentLocationId }) },
});
const moved = (lot: string, toLocationId: string): Happened => ({
  stream: `materialLot-${lot}`,
  type: "MaterialMoved",
  data: { toLocationId },
});

const history: readonly Happened[] = [
  received("bad", { quantity: kg("5") }),
  received("good", { quantity: kg("5") }),
  received("far", { quantity: kg("5") }),
  ...["0", "1", "2", "3", "4"].map(issued), // 3 to 7
  mill("EquipmentRegistered", {
    name: "Mill",
    kind: "equipment",
    identifiers: [],
    calibrationNeeded: false,
  }),
  used("0"),
  ended("0"),
  used("1"), // 11
  consumed("1", "bad", { quantity: kg("5") }),
  produced("1", "p1"),
  ended("1"),
  used("2"), // 15
  produced("2", "p2"),
  ended("2"),
  mill("EquipmentCleaned", { procedure: "SOP 7", level: "major" }), // 18
  used("3"),
  ended("3"),
  placed("hall", "room"), // 21
  placed("shelf 1", "storage", "hall"),
  placed("shelf 2", "storage", "hall"),
  placed("yard", "area"),
  moved("p1", "shelf 1"), // 25
  moved("good", "shelf 2"),
  moved("far", "yard"),
  mill("EquipmentUseStarted", { batchId: "4", flags: [] }),
];

let database: Database;
withDatabase((opened) => {
  database = opened;
});
beforeAll(async () => {
  const events = stored(eventTypes, history);
  for (const model of [genealogy, auditTrail, whereabouts])
    await project(database, model, eventTypes, events);
});

async function asked(classes: readonly ContactClass[], more: Partial<TraceQuery> = {}) {
  const query = { from: "lot-no:bad", direction: "forward", at: recordedAt(99), ...more } as const;
  const answer = await trace(database.kysely, { ...query, classes });
  if (answer.found !== "one") throw new Error(answer.found);
  return answer.trace;
}

test("what is not asked for is told, with where it can be and how to ask", async () => {
  const { classes, contacts, digest } = await asked([]);
  expect(classes).toEqual([
    { class: "cross-contact", isListed: false, places: 1, ask: "classes=cross-contact" },
    { class: "exposure", isListed: false, places: 1, ask: "classes=exposure" },
  ]);
  expect(contacts).toEqual([]);
  const before = await trace(database.kysely, {
    from: "lot-no:bad",
    direction: "forward",
    at: recordedAt(99),
  });
  expect(before).toMatchObject({ trace: { digest } });
  expect(before.found === "one" && before.trace.classes).toBeUndefined();
});

test("on the equipment before the next cleaning, which is named", async () => {
  const { contacts, lots, batches, classes, digest } = await asked(["cross-contact"]);
  expect(contacts).toEqual([
    {
      class: "cross-contact",
      thing: { kind: "batch", id: "2", name: "2" },
      lots: [{ kind: "materialLot", id: "p2", name: "lot-no:p2" }],
      suspect: { kind: "batch", id: "1", name: "1" },
      where: { kind: "equipment", id: "mill", name: "Mill" },
      time: { from: recordedAt(15), to: recordedAt(17), basis: "observed" },
      suspectTime: { from: recordedAt(11), to: recordedAt(14), basis: "observed" },
      reason: "BEFORE_CLEANING",
      cleaning: {
        eventId: eventIdAt(18),
        position: 18,
        at: recordedAt(18),
        basis: "observed",
        procedure: "SOP 7",
        level: "major",
      },
    },
  ]);
  expect(classes?.[0]).toMatchObject({ isListed: true, places: 1, things: 1 });
  expect(lots.map(({ lotId }) => lotId)).toEqual(["p1"]);
  expect(batches.map(({ batchId }) => batchId)).toEqual(["1"]);
  expect(digest).not.toBe((await asked([])).digest);
});

test("backward what was on it before, and after the cleaning before", async () => {
  const { contacts } = await asked(["cross-contact"], { from: "batch:1", direction: "backward" });
  expect(contacts?.map(({ thing }) => thing.id)).toEqual(["0"]);
  expect(contacts?.[0]).toMatchObject({ reason: "CLEANING_UNKNOWN" });
});

test("without a cleaning it is not known where it ends", async () => {
  const { contacts } = await asked(["cross-contact"], { asOf: 18 });
  expect(contacts).toMatchObject([{ thing: { id: "2" }, reason: "CLEANING_UNKNOWN" }]);
  expect(contacts?.[0]).not.toHaveProperty("cleaning");
});

test("in one room at one time, whatever the shelf", async () => {
  const { contacts, lots } = await asked(["exposure"]);
  expect(contacts).toMatchObject([
    {
      class: "exposure",
      thing: { id: "good" },
      suspect: { id: "p1" },
      where: { kind: "location", id: "hall" },
      time: { from: recordedAt(26), basis: "observed" },
      reason: "SAME_PLACE",
    },
  ]);
  expect(lots.map(({ lotId }) => lotId)).toEqual(["p1"]);
});

test("a model that is behind refuses the list, and counts nothing", async () => {
  await project(database, whereabouts, eventTypes, stored(eventTypes, history.slice(0, 20)));
  await expect(asked(["exposure"])).rejects.toMatchObject({ code: "AS_OF_AHEAD" });
  const { classes } = await asked([]);
  expect(classes?.[1]).toEqual({ class: "exposure", isListed: false, ask: "classes=exposure" });
});
