// A graph that is sealed and saved beside whoever keeps it: nobody waits for either.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openSession, type Session } from "../../../../src/database/connection.ts";
import { eventTypes } from "../../../../src/domain/catalogue.ts";
import { seal } from "../../../../src/genealogy/seal.ts";
import { viewOf } from "../../../../src/genealogy/view.ts";
import { genealogy } from "../../../../src/projections/genealogy/genealogy.ts";
import { answerIn } from "../../../../src/projections/genealogy/graph/asked.ts";
import {
  KeptGraph,
  type KeptGraphParts,
} from "../../../../src/projections/genealogy/graph/kept-graph.ts";
import { type TraceQuery, trace } from "../../../../src/projections/genealogy/trace.ts";
import { withDatabase } from "../../../database-hook.ts";
import { projectAnew, recordedAt, stored } from "../../history.ts";
import { quiet } from "../../runner/setting.ts";
import { plant } from "../random-plant.ts";

let database: Database;
let session: Session;
let folder: string;
withDatabase((opened) => {
  database = opened;
});
beforeAll(async () => {
  session = await openSession(database.pool, "graph");
  folder = await mkdtemp(join(tmpdir(), "batchproof-sealing-"));
});
afterAll(async () => {
  await session.close();
  await rm(folder, { recursive: true });
});

const large = fc
  .sample(plant, { numRuns: 20, seed: 7 })
  .reduce((one, other) => (one.happened.length > other.happened.length ? one : other));
const events = stored(eventTypes, large.happened);

/** Room for all edges: half of it is full before they are all there. */
const keep = (sealApart: KeptGraphParts["sealApart"]) =>
  new KeptGraph({
    snapshotFile: join(folder, "graph"),
    room: { bytesMax: 1e9, capacityOf: () => large.told.told.length + 2 },
    logger: quiet,
    ...(sealApart && { sealApart }),
  });

async function expectSame({ held }: KeptGraph): Promise<void> {
  if (!held) throw new Error("There is no graph.");
  const ask = async (request: Parameters<typeof answerIn>[1]) => answerIn(held.graph, request);
  for (const direction of ["forward", "backward", "mixed"] as const) {
    for (const from of large.seeds) {
      const query: TraceQuery = { from, direction, at: recordedAt(0) };
      const bySql = await trace(database.kysely, query);
      expect(await trace(database.kysely, query, { ask })).toEqual(bySql);
    }
  }
}

test("every commit is in it at once while it is sealed, and then in the sealed one", async () => {
  await using projecting = await projectAnew(database, genealogy, eventTypes);
  const asked = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const kept = keep(async (graph, capacity) => {
    const sealed = seal(graph, capacity);
    asked.resolve();
    await gate.promise;
    return sealed;
  });
  await projecting.add(events.slice(0, 2));
  await kept.refresh(session.client);
  const first = kept.held?.graph;
  const saving = kept.save();
  for (let end = 3; end <= events.length; end++) {
    await projecting.add(events.slice(end - 1, end));
    await kept.refresh(session.client);
    expect(kept.held?.graph === first).toBe(true);
    expect(first && viewOf(first).asOf).toBe(end);
  }
  await asked.promise;
  await saving;
  gate.resolve();
  await new Promise(setImmediate);
  await kept.refresh(session.client);
  const sealed = kept.held?.graph;
  expect(sealed === first).toBe(false);
  expect(sealed?.base.asOf).toBeLessThan(events.length);
  expect(sealed && viewOf(sealed).asOf).toBe(events.length);
  await expectSame(kept);
});

test("where it cannot be sealed apart, it is sealed when it is full", async () => {
  await using projecting = await projectAnew(database, genealogy, eventTypes);
  const kept = new KeptGraph({
    ...{ snapshotFile: join(folder, "none"), logger: quiet },
    room: { bytesMax: 1e9, capacityOf: () => 6 },
    sealApart: () => Promise.reject(new Error("The machine has no more threads to give.")),
  });
  for (let end = 1; end <= events.length; end++) {
    await projecting.add(events.slice(end - 1, end));
    await kept.refresh(session.client);
    expect(kept.held && viewOf(kept.held.graph).asOf).toBe(end);
  }
  await expectSame(kept);
});
