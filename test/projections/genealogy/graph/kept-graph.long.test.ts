// Three ways to the same answer, on random histories: the engine over a graph that is loaded,
// followed and sealed as it goes; SQL; and sets that grow until they stop growing.
import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Database,
  openDatabase,
  openSession,
  type Session,
} from "../../../../src/database/connection.ts";
import { eventTypes } from "../../../../src/domain/catalogue.ts";
import { seal } from "../../../../src/genealogy/seal.ts";
import { viewOf } from "../../../../src/genealogy/view.ts";
import type { Trace } from "../../../../src/projections/genealogy/answer.ts";
import { genealogy } from "../../../../src/projections/genealogy/genealogy.ts";
import { answerIn, type Reaching } from "../../../../src/projections/genealogy/graph/asked.ts";
import { KeptGraph } from "../../../../src/projections/genealogy/graph/kept-graph.ts";
import { type TraceQuery, trace } from "../../../../src/projections/genealogy/trace.ts";
import { createTestDatabase, type TestDatabase } from "../../../database-for-test.ts";
import {
  type Arrow,
  arrows,
  distances,
  reached,
  reachedInTime,
} from "../../../genealogy/reference.ts";
import { projectAnew, recordedAt, start_ms, stored } from "../../history.ts";
import { quiet } from "../../runner/setting.ts";
import { type Plant, plant } from "../random-plant.ts";

let place: TestDatabase;
let database: Database;
let session: Session;
let folder: string;
beforeAll(async () => {
  place = await createTestDatabase();
  database = await openDatabase(place.address);
  session = await openSession(database.pool, "graph");
  folder = await mkdtemp(join(tmpdir(), "batchproof-graph-"));
});
afterAll(async () => {
  await session.close();
  await database.close();
  await place.drop();
  await rm(folder, { recursive: true });
});

/** So small a delta that nearly every step seals it, or is too much for it. */
const keep = (name = "genealogy", bytesMax = 1e9, capacity = 6, more: Partial<Parts> = {}) =>
  new KeptGraph({
    snapshotFile: join(folder, name),
    room: { bytesMax, capacityOf: () => capacity },
    logger: quiet,
    ...more,
  });
type Parts = ConstructorParameters<typeof KeptGraph>[0];
/** Some turns of the event loop later. */
const sealLater: Parts["sealApart"] = async (graph, capacity) => {
  await new Promise(setImmediate);
  return seal(graph, capacity);
};

/** Not one of the smallest. */
const large = fc
  .sample(plant, { numRuns: 20, seed: 7 })
  .reduce((one, other) => (one.happened.length > other.happened.length ? one : other));

/** Answers from the graph, and never by SQL. */
const over = (kept: KeptGraph): Reaching => ({
  async ask(request) {
    if (!kept.held) throw new Error("There is no graph.");
    return answerIn(kept.held.graph, request);
  },
});

async function ask(query: TraceQuery, graph?: Reaching): Promise<Trace> {
  const answer = await trace(database.kysely, query, graph);
  if (answer.found !== "one") throw new Error(answer.found);
  return answer.trace;
}

const namesIn = ({ lots, batches, shipments, logisticUnits }: Trace): Set<string> =>
  new Set([
    ...lots.map(({ lotId }) => lotId),
    ...batches.map(({ batchId }) => batchId),
    ...shipments.map(({ shipmentId }) => shipmentId),
    ...logisticUnits.map(({ name }) => name),
  ]);

const query = fc.record({
  seed: fc.nat(),
  direction: fc.constantFrom("forward" as const, "backward" as const, "mixed" as const),
  asOf: fc.option(fc.nat(), { nil: undefined }),
  minute: fc.option(fc.nat(60), { nil: undefined }),
  /** Steps at most; in strict time; neither. */
  limit: fc.option(fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant("strict" as const)), {
    nil: undefined,
  }),
});
type Query = typeof query extends fc.Arbitrary<infer One> ? One : never;

function expectedOf(
  all: readonly Arrow[],
  node: number,
  direction: Query["direction"],
  limit: Query["limit"],
): Set<number> {
  if (limit === "strict") {
    const back = direction === "forward" ? [] : [...reachedInTime(all, [node], "backward").nodes];
    if (direction === "backward") return new Set(back);
    return new Set(
      [...back, ...reachedInTime(all, [node, ...back], "forward").nodes].filter(other(node)),
    );
  }
  if (limit === undefined) return reached(all, [node], direction);
  const within = (way: "forward" | "backward", from: readonly number[]) =>
    [...distances(all, from, way)].filter(([, steps]) => steps <= limit).map(([n]) => n);
  if (direction !== "mixed") return new Set(within(direction, [node]).filter(other(node)));
  return new Set(within("forward", within("backward", [node])).filter(other(node)));
}

const other = (node: number) => (one: number) => one !== node;

/** `committed`: so many events are in. */
async function compare(
  { told, names, seeds, named }: Plant,
  { seed, direction, asOf, minute, limit }: Query,
  committed: number,
  graph: Reaching,
): Promise<void> {
  const known = named.filter((position) => position < committed).length;
  const node = seed % known;
  const from = seeds[node]!;
  const first = named[node]! + 1;
  const size = asOf === undefined ? committed : first + (asOf % (committed - first + 1));
  const until = minute === undefined ? {} : { happenedBy: recordedAt(minute) };
  const limits = limit === "strict" ? { isStrict: true } : limit ? { depth: limit } : {};
  const at = { asOf: size, at: recordedAt(0), from, direction, ...until, ...limits };
  const bySql = await ask(at);
  expect(await ask(at, graph)).toEqual(bySql);
  const time = minute === undefined ? {} : { happenedBy: start_ms + minute * 60_000 };
  const all = arrows(told, { asOf: size, ...time });
  const expected = expectedOf(all, node, direction, limit);
  expect(namesIn(bySql)).toEqual(new Set([...expected].map((n) => names[n])));
  if (typeof limit !== "number" || direction === "mixed") return;
  const whole = reached(all, [node], direction).size;
  expect(bySql.isCut).toBe(expected.size < whole);
}

test("engine, SQL and reference agree, while it is loaded, followed and sealed", async () => {
  let sealed = 0;
  await fc.assert(
    fc.asyncProperty(
      plant,
      fc.array(fc.nat(), { maxLength: 4 }),
      fc.array(query, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      async (made, cuts, queries, isApart) => {
        const events = stored(eventTypes, made.happened);
        await using projecting = await projectAnew(database, genealogy, eventTypes);
        const kept = keep("genealogy", 1e9, 6, isApart ? { sealApart: sealLater } : {});
        const ends = [...cuts.map((cut) => cut % events.length), events.length];
        let committed = 0;
        let former = kept.held?.graph;
        for (const end of ends.sort((one, other) => one - other)) {
          if (end > committed) await projecting.add(events.slice(committed, end));
          committed = end;
          await kept.refresh(session.client);
          if (former !== kept.held?.graph) sealed += 1;
          former = kept.held?.graph;
          if (committed === 0) continue;
          expect(viewOf(kept.held!.graph)).toMatchObject({
            asOf: committed,
            nodes: made.named.filter((position) => position < committed).length,
          });
          for (const each of queries) await compare(made, each, committed, over(kept));
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(sealed).toBeGreaterThan(60);
});

test("a graph from its file goes on as the one that wrote it", async () => {
  await fc.assert(
    fc.asyncProperty(plant, fc.nat(), fc.array(query, { minLength: 3 }), async (made, cut, all) => {
      const events = stored(eventTypes, made.happened);
      await using projecting = await projectAnew(database, genealogy, eventTypes);
      const first = 1 + (cut % events.length);
      await projecting.add(events.slice(0, first));
      const writing = keep();
      await writing.refresh(session.client);
      await writing.save();
      await projecting.add(events.slice(first));
      const reading = keep("genealogy", 1e9, 1_000);
      await reading.refresh(session.client);
      expect(reading.held?.graph.base.asOf).toBe(first);
      for (const each of all) await compare(made, each, events.length, over(reading));
    }),
    { numRuns: 25 },
  );
});

test("a file that is damaged, cut, ahead or of another read model is left aside", async () => {
  const events = stored(eventTypes, large.happened);
  const file = join(folder, "mistrusted");
  const baseOf = async (kept = keep("mistrusted", 1e9, 1_000)) => {
    await kept.refresh(session.client);
    const { graph } = kept.held!;
    await kept.save();
    return graph.base;
  };
  {
    await using projecting = await projectAnew(database, genealogy, eventTypes);
    await projecting.add(events.slice(0, 5));
    expect((await baseOf()).asOf).toBe(5);
    await projecting.add(events.slice(5));
    expect((await baseOf()).asOf).toBe(5);
    const good = await readFile(file);
    for (const harm of [
      () => truncate(file, good.length - 8),
      () => writeFile(file, Buffer.from(good).fill(1, 300, 301)),
      () => writeFile(file, "something else"),
      () => writeFile(file, ""),
    ]) {
      await harm();
      expect((await baseOf()).asOf).toBe(events.length);
      expect((await readFile(file)).equals(good)).toBe(false);
      await writeFile(file, good);
    }
  }
  await using again = await projectAnew(database, genealogy, eventTypes);
  await again.add(events.slice(0, 7));
  expect((await baseOf()).asOf).toBe(7);
  await again.add(events.slice(7));
  await rm(file);
  expect((await baseOf()).asOf).toBe(events.length);
  // As after the server lost its last commits.
  await database.pool.query(
    "update batchproof.projection_progress set index = 5 where name = 'genealogy'",
  );
  expect((await baseOf()).asOf).toBe(6);
});

test("over its memory there is no graph, until the read model is made anew", async () => {
  const events = stored(eventTypes, large.happened);
  const capacity = 4;
  let kept = keep("large", 1e9, capacity);
  {
    await using projecting = await projectAnew(database, genealogy, eventTypes);
    await projecting.add(events.slice(0, 2));
    await kept.refresh(session.client);
    const { base, delta } = kept.held!.graph;
    kept = keep("large", base.buffer.byteLength + delta.buffer.byteLength + 100, capacity);
    await kept.refresh(session.client);
    expect(kept.held === undefined).toBe(false);
    await projecting.add(events.slice(2));
    await kept.refresh(session.client);
    expect(kept.held === undefined).toBe(true);
  }
  await using projecting = await projectAnew(database, genealogy, eventTypes);
  await projecting.add(events.slice(0, 2));
  await kept.refresh(session.client);
  expect(kept.held === undefined).toBe(false);
});
