// Ways, common causes and shares on random histories: by the graph, by SQL, and by sets that grow
// until they stop growing.
import { mkdtemp, rm } from "node:fs/promises";
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
import { genealogy } from "../../../../src/projections/genealogy/genealogy.ts";
import { answerIn, type Reaching } from "../../../../src/projections/genealogy/graph/asked.ts";
import { KeptGraph } from "../../../../src/projections/genealogy/graph/kept-graph.ts";
import { between } from "../../../../src/projections/genealogy/question/between.ts";
import { common } from "../../../../src/projections/genealogy/question/common.ts";
import { mixings, shares } from "../../../../src/projections/genealogy/question/shares.ts";
import { QueryFault } from "../../../../src/projections/query-fault.ts";
import { createTestDatabase, type TestDatabase } from "../../../database-for-test.ts";
import { arrows, distances, reached } from "../../../genealogy/reference.ts";
import { project, recordedAt, start_ms, stored } from "../../history.ts";
import { quiet } from "../../runner/setting.ts";
import { type Plant, plant } from "../random-plant.ts";

let place: TestDatabase;
let database: Database;
let session: Session;
let folder: string;
beforeAll(async () => {
  place = await createTestDatabase();
  database = await openDatabase(place.address);
  session = await openSession(database.pool, "test");
  folder = await mkdtemp(join(tmpdir(), "batchproof-question-"));
});
afterAll(async () => {
  await session.close();
  await database.close();
  await place.drop();
  await rm(folder, { recursive: true });
});

/** With what the graph answered, so that it cannot be SQL beside SQL. */
async function graphOf({ happened }: Plant): Promise<Reaching & { readonly asked: string[] }> {
  await project(database, genealogy, eventTypes, stored(eventTypes, happened));
  const room = { bytesMax: 1e8, capacityOf: () => 64 };
  const kept = new KeptGraph({ snapshotFile: join(folder, "graph"), room, logger: quiet });
  await kept.refresh(session.client);
  const { graph } = kept.held ?? {};
  if (!graph) throw new Error("There is no graph.");
  const asked: string[] = [];
  const ask: Reaching["ask"] = async (request) => {
    asked.push(request.question);
    return answerIn(graph, request);
  };
  return { ask, asked };
}

const query = fc.record({
  one: fc.nat(),
  other: fc.nat(),
  third: fc.nat(),
  asOf: fc.option(fc.nat(), { nil: undefined }),
  minute: fc.option(fc.nat(60), { nil: undefined }),
  mixing: fc.constantFrom(...mixings),
});

function unfit(error: unknown): undefined {
  if (error instanceof QueryFault && error.code === "BAD_QUANTITY_UNFIT") return undefined;
  throw error;
}

test("graph, SQL and reference agree on ways, common causes and shares", async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(plant, fc.array(query, { minLength: 1, maxLength: 4 }), async (made, asks) => {
      const graph = await graphOf(made);
      const { seeds, names, told, named, happened } = made;
      for (const { one, other, third, asOf, minute, mixing } of asks) {
        const nodes = [one, other, third].map((n) => n % seeds.length);
        const first = Math.max(...nodes.map((n) => named[n]!)) + 1;
        const size =
          asOf === undefined ? happened.length : first + (asOf % (happened.length - first + 1));
        const bounds = {
          asOf: size,
          ...(minute !== undefined && { happenedBy: recordedAt(minute) }),
        };
        const time = minute === undefined ? {} : { happenedBy: start_ms + minute * 60_000 };
        const all = arrows(told, { asOf: size, ...time });
        const [from = 0, to = 0] = nodes;
        const asked = [...new Set(nodes.map((n) => seeds[n]!))];

        const way = { ...bounds, from: seeds[from]!, to: seeds[to]! };
        const ways = await between(database.kysely, way, graph);
        expect(ways).toEqual(await between(database.kysely, way));
        if (ways.found !== "one") throw new Error(ways.found);
        const behind = distances(all, [to], "backward");
        const ahead = distances(all, [from], "forward");
        const on = all.filter(({ source, target }) => ahead.has(source) && behind.has(target));
        const ends = ways.answer.edges.map((edge) => [edge.from.id, edge.to.id]);
        expect(ends).toEqual(on.map(({ source, target }) => [names[source], names[target]]));
        expect(ways.answer.reaches).toBe(ahead.has(to));
        expect(ways.answer.path.length).toBe(ahead.get(to) ?? 0);

        if (asked.length > 1) {
          const of = { ...bounds, of: asked, limit: 50 };
          const causes = await common(database.kysely, of, graph);
          expect(causes).toEqual(await common(database.kysely, of));
          if (causes.found !== "one") throw new Error(causes.found);
          const seedNodes = new Set(nodes);
          const expected = names.flatMap((name, n) => {
            const reach = new Set([n, ...reached(all, [n], "forward")]);
            const explains = asked.filter((seed) => reach.has(seeds.indexOf(seed)));
            if (explains.length < 2) return [];
            const others = [...reach].filter((one_) => one_ !== n && !seedNodes.has(one_)).length;
            return [[name, explains, others]];
          });
          const said = causes.answer.causes.map((one_) => [one_.id, one_.explains, one_.others]);
          expect(said.toSorted()).toEqual(expected.toSorted());
          expect(causes.answer.candidates).toBe(expected.length);
        }

        if (!seeds[from]!.startsWith("lot:")) continue;
        const bad = { value: "3", unitOfMeasure: "kg" };
        const part = { ...bounds, from: seeds[from]!, mixing, bad };
        const found = await shares(database.kysely, part, graph).catch(unfit);
        expect(found).toEqual(await shares(database.kysely, part).catch(unfit));
        // There was less of it.
        if (!found) continue;
        if (found.found !== "one") throw new Error(found.found);
        const { shares: rows, heldByLot } = found.answer;
        const material = arrows(told, { asOf: size, ...time, kinds: materialKinds });
        const expected = [...reached(material, [from], "forward")].map((n) => names[n]!);
        expect(rows.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
        if (mixing === "unknown") continue;
        const held = rows.reduce((sum, row) => sum + Number(row.held), Number(heldByLot));
        expect(held).toBeCloseTo(3, 6);
        answered += 1;
      }
      expect(new Set(graph.asked)).toContain("between");
    }),
    { numRuns: 40 },
  );
  expect(answered).toBeGreaterThan(5);
});

const materialKinds = ["consume", "rework", "heel", "produce", "split", "merge"];
