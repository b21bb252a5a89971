// Of one millisecond: the engine and SQL have the same order, and the same bound.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Database,
  openDatabase,
  openSession,
  type Session,
} from "../../../../src/database/connection.ts";
import { eventTypes } from "../../../../src/domain/catalogue.ts";
import { genealogy } from "../../../../src/projections/genealogy/genealogy.ts";
import { answerIn, type Reaching } from "../../../../src/projections/genealogy/graph/asked.ts";
import { KeptGraph } from "../../../../src/projections/genealogy/graph/kept-graph.ts";
import { type TraceQuery, trace } from "../../../../src/projections/genealogy/trace.ts";
import { createTestDatabase, type TestDatabase } from "../../../database-for-test.ts";
import { project, recordedAt, stored } from "../../history.ts";
import { quiet } from "../../runner/setting.ts";
import { consumed, issued, produced, received } from "../material.ts";

let place: TestDatabase;
let database: Database;
let session: Session;
let folder: string;
let graph: Reaching;
const second = "2026-11-20T08:30:00.";
const interval = (from: string, to = from) => ({
  interval: { from: `${second}${from}Z`, to: `${second}${to}Z`, basis: "observed" },
});

beforeAll(async () => {
  place = await createTestDatabase();
  database = await openDatabase(place.address);
  session = await openSession(database.pool, "graph");
  folder = await mkdtemp(join(tmpdir(), "batchproof-graph-"));
  const history = [
    received("a"),
    received("b"),
    issued("1"),
    issued("2"),
    // p had left before a came, 300 microseconds earlier.
    consumed("2", "p", interval("000200")),
    produced("1", "p"),
    consumed("1", "a", interval("000500")),
    consumed("1", "b", interval("000499", "000501")),
  ];
  await project(database, genealogy, eventTypes, stored(eventTypes, history));
  const kept = new KeptGraph({
    snapshotFile: join(folder, "genealogy"),
    room: { bytesMax: 1e9, capacityOf: () => 6 },
    logger: quiet,
  });
  await kept.refresh(session.client);
  graph = {
    async ask(request) {
      if (!kept.held) throw new Error("There is no graph.");
      return answerIn(kept.held.graph, request);
    },
  };
});
afterAll(async () => {
  await session.close();
  await database.close();
  await place.drop();
  await rm(folder, { recursive: true });
});

test.each([
  ["499999", ["1", "2"]],
  ["000500", ["1", "2"]],
  ["000499", []],
  ["000498", []],
])("by %s", async (by, expected) => {
  const query = { from: "lot:a", happenedBy: `${second}${by}Z` } as const;
  const [engine, sql] = await both(query);
  expect(engine).toEqual(sql);
  expect(sql).toEqual(expected);
});

test("in strict time", async () => {
  const [engine, sql] = await both({ from: "lot:b", isStrict: true });
  expect(engine).toEqual(sql);
});

async function both(query: Pick<TraceQuery, "from" | "happenedBy" | "isStrict">) {
  const asked = { ...query, direction: "forward", at: recordedAt(0) } as const;
  const answers = [];
  for (const way of [graph, undefined]) {
    const answer = await trace(database.kysely, asked, way);
    if (answer.found !== "one") throw new Error(answer.found);
    answers.push(answer.trace.batches.map(({ batchId }) => batchId));
  }
  return answers;
}
