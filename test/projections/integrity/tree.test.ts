// The tree as a read model: its root is that of all entries, in whatever chunks they came, with
// foreign events among them; and it proves what it holds, at any size that it had.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import type { LoggedEvent } from "../../../src/eventstore/stored-event.ts";
import { leafHash, MerkleTree } from "../../../src/integrity/tree/merkle.ts";
import { isConsistent, rootOfInclusion } from "../../../src/integrity/tree/proof.ts";
import { integrity } from "../../../src/projections/integrity/integrity.ts";
import {
  consistencyAt,
  inclusionAt,
  leavesFrom,
  rootAt,
  treeSize,
} from "../../../src/projections/integrity/tree.ts";
import { createTestDatabase, type TestDatabase } from "../../database-for-test.ts";
import * as tablets from "../batch-record/tablets.ts";
import { project, stored } from "../history.ts";

let place: TestDatabase;
let database: Database;
let events: readonly LoggedEvent[];
beforeAll(async () => {
  place = await createTestDatabase();
  database = await openDatabase(place.address);
  const ours = [tablets.issued(), tablets.started];
  const readings = Array.from({ length: 598 }, (_, n) => ({
    ...tablets.consumed("100"),
    foreign: n % 100 === 7,
  }));
  events = stored(eventTypes, [...ours, ...readings]);
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

const rootOfFirst = (count: number): Buffer => {
  const tree = new MerkleTree();
  for (const { entry } of events.slice(0, count)) tree.append(entry);
  return tree.root();
};

describe.each([1, 7, 255, 256, 257, 1_000])("in chunks of %i", (chunk) => {
  test("the tree is that of all entries", async () => {
    await project(database, integrity, eventTypes, events.slice(0, 520), chunk);
    expect(await treeSize(database.kysely)).toBe(520);
    for (const size of [0, 1, 255, 256, 257, 511, 512, 520]) {
      expect(await rootAt(database.kysely, size)).toEqual(rootOfFirst(size));
    }
  });
});

test("it proves each entry, and each smaller tree", async () => {
  const { kysely } = database;
  await project(database, integrity, eventTypes, events);
  const root = rootOfFirst(600);
  for (const index of [0, 255, 256, 511, 598, 599]) {
    const path = await inclusionAt(kysely, index, 600);
    const leaf = leafHash(events[index]?.entry ?? Buffer.of());
    expect(rootOfInclusion(leaf, index, 600, path)).toEqual(root);
  }
  for (const size of [1, 256, 300, 599, 600]) {
    const proof = await consistencyAt(kysely, size, 600);
    const former = { size, root: rootOfFirst(size) };
    expect(isConsistent(former, { size: 600, root }, proof)).toBe(true);
  }
  const leaves = await Array.fromAsync(leavesFrom(kysely, 250));
  expect(leaves).toEqual(events.slice(250).map(({ entry }) => leafHash(entry)));
});

test("beyond the tree it says nothing", async () => {
  await expect(rootAt(database.kysely, 601)).rejects.toThrow(RangeError);
  await expect(inclusionAt(database.kysely, 600, 600)).rejects.toThrow(RangeError);
});
