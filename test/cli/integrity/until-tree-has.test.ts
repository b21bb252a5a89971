// What is waited for before a log is held against what was signed for it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { untilTreeHas } from "../../../src/cli/integrity/until-tree-has.ts";
import { type Database, openDatabase } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { integrity } from "../../../src/projections/integrity/integrity.ts";
import { createTestDatabase, type TestDatabase } from "../../database-for-test.ts";
import * as tablets from "../../projections/batch-record/tablets.ts";
import { project, stored } from "../../projections/history.ts";

const events = stored(
  eventTypes,
  Array.from({ length: 5 }, (_, n) => tablets.consumed(`${n + 1}`)),
);
let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase();
  database = await openDatabase(place.address);
  await project(database, integrity, eventTypes, events);
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

type Waiting = Parameters<typeof untilTreeHas>[0];

/** Over a tree of five leaves, and a read model that says so of itself; asked often enough. */
function waiting(size: number, state: string, stop = new AbortController()) {
  let asked = 0;
  const said = { name: "integrity", state };
  const status = () => {
    asked += 1;
    return [{ name: "audit_trail", state: "live" }, said];
  };
  const projections = { status } as unknown as Waiting["projections"];
  const ended = untilTreeHas({ projections, database }, size, stop.signal);
  return { ended, said, askedAgain: () => expect.poll(() => asked).toBeGreaterThan(2) };
}

test.each(["catchingUp", "standby"])("%s: until it has so many leaves", async (state) => {
  await waiting(5, state).ended;
});

test("not before: what has fewer is asked again, until it has all there is", async () => {
  const { ended, said, askedAgain } = waiting(6, "catchingUp");
  await Promise.race([askedAgain(), ended.then(() => expect.unreachable())]);
  said.state = "live";
  await ended;
});

test("a read model that has stopped is a fault, whatever its tree has", async () => {
  await expect(waiting(1, "stopped").ended).rejects.toMatchObject({ code: "READ_MODEL_STOPPED" });
});

test("it is given up when told to", async () => {
  const stop = new AbortController();
  const { ended, askedAgain } = waiting(6, "catchingUp", stop);
  ended.catch(() => {});
  await askedAgain();
  stop.abort();
  await expect(ended).rejects.toMatchObject({ name: "AbortError" });
});
