// The graph in its threads beside a projector that commits, is cut off and rebuilds: every answer
// is that of SQL at the same tree size, and in the end it is the graph that gives it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { createServer } from "../../../../src/api/server.ts";
import { apiParts, openGraph } from "../../../../src/cli/instance/api-parts.ts";
import { openLog } from "../../../../src/cli/terminal/log.ts";
import { type Database, openDatabase } from "../../../../src/database/connection.ts";
import { canWait, eventTypes, type ProductionEvent } from "../../../../src/domain/catalogue.ts";
import type { LoggedEvent } from "../../../../src/eventstore/stored-event.ts";
import { genealogy } from "../../../../src/projections/genealogy/genealogy.ts";
import type { Reaching } from "../../../../src/projections/genealogy/graph/asked.ts";
import { LiveGraph } from "../../../../src/projections/genealogy/graph/live-graph.ts";
import { trace } from "../../../../src/projections/genealogy/trace.ts";
import { type Projections, startProjections } from "../../../../src/projections/projections.ts";
import { playBatch } from "../../../api/plant-for-test.ts";
import { startService } from "../../../api/service-for-test.ts";
import { createTestDatabase, type TestDatabase } from "../../../database-for-test.ts";
import { codecOf, type Happened, recordedAt, stored } from "../../history.ts";
import { MemoryLog } from "../../runner/memory-log.ts";
import { quiet, soon } from "../../runner/setting.ts";
import { consumed, corrected, issued, kg, produced, received, voided } from "../material.ts";

let place: TestDatabase;
let database: Database;
let folder: string;
beforeAll(async () => {
  place = await createTestDatabase();
  database = await openDatabase(place.address, { connectionsMax: 12 });
  folder = await mkdtemp(join(tmpdir(), "batchproof-graph-"));
});
afterAll(async () => {
  await database.close();
  await place.drop();
  await rm(folder, { recursive: true });
});
afterEach(async () => {
  await database.pool.query("drop schema if exists genealogy cascade");
  await database.pool.query("delete from batchproof.projection_progress");
});

/** Batch after batch, each of the lot before; every third charge is corrected, or taken back. */
function chain(length: number): LoggedEvent[] {
  const happened: Happened[] = [received("p0")];
  for (let n = 1; n <= length; n++) {
    happened.push(received(`r${n}`), issued(`${n}`));
    const position = happened.push(consumed(`${n}`, `r${n}`, { quantity: kg("2") })) - 1;
    if (n % 3 === 1) happened.push(corrected(`${n}`, `r${n}`, position, kg("3")));
    if (n % 3 === 2) happened.push(voided(`${n}`, `r${n}`, position));
    happened.push(consumed(`${n}`, `p${n - 1}`), produced(`${n}`, `p${n}`));
  }
  return stored(eventTypes, happened);
}

function projecting(log: MemoryLog): Projections & AsyncDisposable {
  const codec = codecOf(eventTypes);
  const projector = startProjections<ProductionEvent>({
    ...{ database, log, projections: [genealogy], canWait, logger: quiet },
    codec: { decode: (event) => codec.decode(event) as never },
  });
  return Object.assign(projector, { [Symbol.asyncDispose]: () => projector.stop() });
}

const opened = () =>
  new LiveGraph(
    { database: place.address, snapshotFile: join(folder, "genealogy"), bytesMax: 1e8 },
    quiet,
  );

/** Counts what the graph answered, and what was left to SQL. */
function counting(graph: Reaching) {
  const counted = { byGraph: 0, bySql: 0 };
  const ask: Reaching["ask"] = async (...asked) => {
    const found = await graph.ask(...asked);
    counted[found ? "byGraph" : "bySql"] += 1;
    return found;
  };
  return { counted, ask, ...(graph.rows && { rows: graph.rows }) };
}

type Asked = readonly [from: string, direction: "forward" | "backward"];

/** All at the same time, then each beside what SQL says of the same tree size. */
async function compare(graph: Reaching, ...all: readonly Asked[]): Promise<void> {
  const queries = all.map(([from, direction]) => ({ from, direction, at: recordedAt(0) }));
  const found = await Promise.all(queries.map((query) => trace(database.kysely, query, graph)));
  const bySql = new Map<string, Promise<unknown>>();
  for (const [n, query] of queries.entries()) {
    const answer = found[n];
    if (answer?.found !== "one") throw new Error(answer?.found);
    const { asOf } = answer.trace;
    const key = JSON.stringify([query, asOf]);
    const same = bySql.get(key) ?? trace(database.kysely, { ...query, asOf });
    bySql.set(key, same);
    expect(answer).toEqual(await same);
  }
}

const atOnce = (count: number, graph: Reaching) =>
  compare(
    graph,
    ...Array.from({ length: count }, (_, n): Asked => {
      const lot = n % 10;
      return n % 2 === 0 ? [`lot:p${lot}`, "forward"] : [`batch:${lot}`, "backward"];
    }),
  );

const loaded = (graph: LiveGraph, asOf: number) =>
  vi.waitFor(() => expect(graph.asOf).toBe(asOf), { timeout: 20_000, interval: 20 });

test("while it loads SQL answers; a hundred at once are then answered by the graph", async () => {
  const events = chain(60);
  await using projector = projecting(new MemoryLog());
  await sleep(0);
  await using none = opened();
  expect(none.asOf).toBeUndefined();
  const log = new MemoryLog();
  log.appendStored(events);
  await projector.stop();
  await using second = projecting(log);
  await second.waitFor(events.length - 1, soon);
  await using graph = opened();
  const early = counting(graph);
  await compare(early, ["lot:p0", "forward"]);
  await loaded(graph, events.length);
  const late = counting(graph);
  await atOnce(100, late);
  expect(late.counted).toEqual({ byGraph: 100, bySql: 0 });
});

test("what was committed a moment ago is in the answer, and it is the graph's", async () => {
  const events = chain(60);
  const log = new MemoryLog();
  const start = 120;
  log.appendStored(events.slice(0, start));
  await using projector = projecting(log);
  await projector.waitFor(start - 1, soon);
  await using graph = opened();
  await loaded(graph, start);
  const { counted, ...reaching } = counting(graph);
  for (let end = start; end < start + 40; end++) {
    log.appendStored(events.slice(end, end + 1));
    await projector.waitFor(end, soon);
    const query = { from: "lot:p0", direction: "forward", at: recordedAt(0) } as const;
    const answer = await trace(database.kysely, query, reaching);
    expect(answer).toEqual(await trace(database.kysely, query));
    expect(answer).toMatchObject({ trace: { asOf: end + 1 } });
  }
  expect(counted.byGraph).toBeGreaterThan(36);
});

test("connections cut between commits, and a rebuilt model, change no answer", async () => {
  const events = chain(200);
  const log = new MemoryLog();
  log.pieces = [2, 5, 1];
  log.appendStored(events.slice(0, 100));
  await using projector = projecting(log);
  await projector.waitFor(99, soon);
  await using graph = opened();
  await loaded(graph, 100);
  const { counted, ...reaching } = counting(graph);
  const cut = (name: string) =>
    database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name like $1`,
      [name],
    );
  log.appendStored(events.slice(100));
  for (let turn = 0; turn < 6; turn++) {
    await Promise.all([
      atOnce(24, reaching),
      cut(turn % 2 === 0 ? "batchproof projection %" : "batchproof graph"),
    ]);
  }
  await projector.waitFor(events.length - 1, { timeout_ms: 60_000 });
  const rebuilt = projector.rebuildAll();
  await atOnce(24, reaching);
  await rebuilt;
  await atOnce(24, reaching);
  await vi.waitFor(
    async () => {
      const last = counting(graph);
      await compare(last, ["lot:p0", "forward"]);
      expect(last.counted).toEqual({ byGraph: 1, bySql: 0 });
    },
    { timeout: 20_000 },
  );
  expect(counted.byGraph).toBeGreaterThan(0);
});

test("clients that hang up in the middle hold nothing, and others are answered", async () => {
  await using service = await startService();
  await playBatch(service, "one");
  const logger = openLog({ quiet: true, forPeople: false });
  await using graph = openGraph(service.instance, logger);
  if (!graph) throw new Error("The settings give it no memory.");
  const app = await createServer({ ...apiParts(service.instance), graph }, logger);
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  await vi.waitFor(() => expect(graph.asOf).toBeGreaterThan(0), { timeout: 20_000 });
  const url = `${address}/v1/traces?from=starch:one&direction=forward`;
  const whole = { lots: [{ lotId: "one-tablets" }] };
  const ask = async () => (await fetch(url)).json();
  // Once the read models have all of the batch.
  await vi.waitFor(async () => expect(await ask()).toMatchObject(whole), { timeout: 20_000 });
  const asked = Array.from({ length: 100 }, async (_, n) => {
    const signal = n % 2 === 0 ? AbortSignal.timeout(n / 5) : null;
    const response = await fetch(n % 4 === 0 ? `${url}&format=csv` : url, { signal });
    return response.json();
  });
  const answers = await Promise.allSettled(asked);
  const patient = answers.filter((_, n) => n % 2 === 1);
  for (const answer of patient) {
    expect(answer).toMatchObject({ value: whole });
  }
  const { pool } = service.instance.database;
  const busy = () => [pool.waitingCount, pool.totalCount - pool.idleCount];
  await vi.waitFor(() => expect(busy()).toEqual([0, 0]), { timeout: 20_000 });
  await app.close();
});
