// A run that begins behind what was signed believes neither the tiles nor the audit trail: whatever
// was done to the event it goes on from, or to the tree below it, is told; what it reads is
// verified as ever.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import type { LoggedEvent } from "../../../src/eventstore/stored-event.ts";
import { MerkleTree } from "../../../src/integrity/tree/merkle.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { integrity } from "../../../src/projections/integrity/integrity.ts";
import { resume } from "../../../src/projections/integrity/resume.ts";
import { createTestDatabase, type TestDatabase } from "../../database-for-test.ts";
import * as tablets from "../batch-record/tablets.ts";
import { project, stored } from "../history.ts";

const size = 300;
const events: readonly LoggedEvent[] = stored(
  eventTypes,
  Array.from({ length: size }, (_, n) => tablets.consumed(`${n + 1}`)),
);
const rootOf = (count: number): Buffer => {
  const tree = new MerkleTree();
  for (const { entry } of events.slice(0, count)) tree.append(entry);
  return tree.root();
};

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase();
  database = await openDatabase(place.address);
  await project(database, auditTrail, eventTypes, events);
}, 30_000);
beforeEach(() => project(database, integrity, eventTypes, events));
afterAll(async () => {
  await database.close();
  await place.drop();
});

const holding = (log: readonly LoggedEvent[]): Pick<EventLog, "find"> => ({
  find: async (stream, revision) =>
    log.find((event) => event.stream === stream && event.revision === revision),
});
const resumed = (count: number, log = events, root = rootOf(count)) =>
  resume({ log: holding(log), kysely: database.kysely }, { size: count, root });

test.each([1, 2, 255, 256, 257, 300])(
  "it goes on from %i events, with their tree",
  async (count) => {
    const found = await resumed(count);
    if (!found || "code" in found) throw new Error(found?.code);
    expect(found.after).toBe(events[count - 1]?.storePosition);
    expect(found.tree.root()).toEqual(rootOf(count));
    for (const { entry } of events.slice(count)) found.tree.append(entry);
    expect(found.tree.root()).toEqual(rootOf(size));
  },
);

test("another root than the signed one is no tree to go on from", async () => {
  expect(await resumed(200, events, rootOf(199))).toMatchObject({ code: "TREE_DRIFTED" });
});

test("a tile that was changed is told", async () => {
  const { kysely } = database;
  const first = await kysely
    .selectFrom("integrity.tile")
    .selectAll()
    .where("level", "=", 0)
    .where("tile_index", "=", 0)
    .executeTakeFirstOrThrow();
  const hashes = Buffer.from(first.hashes);
  hashes.writeUInt8(hashes.readUInt8(40) ^ 1, 40);
  const bent = kysely.updateTable("integrity.tile").set({ hashes });
  await bent.where("level", "=", 0).where("tile_index", "=", 0).execute();
  expect(await resumed(200)).toMatchObject({ code: "TREE_DRIFTED" });
});

test("the event that stands last must be what was signed for, in the store itself", async () => {
  const [last] = events.slice(199, 200);
  if (!last) throw new Error("200");
  const changed = events.with(199, { ...last, entry: Buffer.alloc(32, 1) });
  expect(await resumed(200, changed)).toMatchObject({ code: "EVENT_CHANGED", position: 199 });
  const without = events.toSpliced(199, 1);
  expect(await resumed(200, without)).toMatchObject({ code: "EVENT_REMOVED", position: 199 });
});

test("a log that is shorter than what was signed for is cut", async () => {
  await project(database, integrity, eventTypes, events.slice(0, 150));
  expect(await resumed(200)).toMatchObject({ code: "TAIL_CUT", position: 150 });
});
