// The made plant in the read model of a running service: how soon its graph is there, and how long
// somebody waits for a trace over HTTP.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { openDatabase, openSession } from "../../src/database/connection.ts";
import { edgeKinds } from "../../src/genealogy/edge.ts";
import { KeptGraph } from "../../src/projections/genealogy/graph/kept-graph.ts";
import { serveApart } from "../access/served.ts";
import { type Measure, median } from "../measuring/measure.ts";
import { type EdgeList, nodeKinds } from "./edge-list.ts";
import type { Seed } from "./seeds.ts";
import { asCsv, visible } from "./stream.ts";

export async function inService(
  list: EdgeList,
  small: readonly Seed[],
  large: readonly Seed[],
): Promise<Measure[]> {
  await using served = await serveApart();
  const database = await openDatabase(served.database, { connectionsMax: 2 });
  const folder = await mkdtemp(join(tmpdir(), "batchproof-bench-graph-"));
  try {
    await fill(database.pool, list);
    // First over HTTP: the service has then loaded its own graph, and holds up nothing.
    const early = await overHttp(served.address, small, loading_ms + perEdge_ms * list.edges);
    const seen = await visible(database.pool, served, list, small);
    const csv = await asCsv(served, database.pool, list, large);
    const late = await overHttp(served.address, small);
    return [
      ...(await starts(database.pool, folder)),
      target(`${whatOverHttp(small)}, while all rows are written to their file`, early, 10),
      target(whatOverHttp(small), late, 10),
      ...seen,
      ...csv,
    ];
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Until the graph of so many edges is in the service. */
const loading_ms = 3_000;
const perEdge_ms = 0.004;
const warmUp = 300;

const quiet = { info() {}, warn() {}, error() {} };

/** `serve` reads the graph in a thread; here it is read in this one. */
async function starts(pool: pg.Pool, folder: string): Promise<Measure[]> {
  const session = await openSession(pool, "bench");
  const opened = async () => {
    const room = { bytesMax: 8e9, capacityOf: (edges: number) => Math.max(1024, edges >>> 6) };
    const parts = { snapshotFile: join(folder, "graph"), room, logger: quiet };
    const kept = new KeptGraph(parts);
    const start = performance.now();
    await kept.refresh(session.client);
    const value = performance.now() - start;
    await kept.save();
    return value;
  };
  try {
    return [
      target("start of the graph from PostgreSQL", await opened(), 15_000),
      target("start of the graph from its file", await opened(), 2_000),
    ];
  } finally {
    await session.close();
  }
}

const whatOverHttp = (small: readonly Seed[]): string =>
  `forward over HTTP, ${median(small.map(({ reached }) => reached))} nodes, names and quantities`;

/** Milliseconds. `pause_ms`: until the service has loaded the graph. */
async function overHttp(address: string, small: readonly Seed[], pause_ms = 0): Promise<number> {
  const ask = async (node: number): Promise<number> => {
    const start = performance.now();
    const response = await fetch(`${address}/v1/traces?from=lot:n${node}&direction=forward`);
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return performance.now() - start;
  };
  // The service takes the rows over meanwhile, as it would those of a rebuilt read model: SQL
  // answers until then. And a service that has answered for a while is what people meet.
  for (let warm = 0; warm < warmUp; warm += small.length) {
    for (const { node } of small) await ask(node);
    if (warm === 0) await sleep(pause_ms);
  }
  const taken: number[] = [];
  for (let turn = 0; turn < 5; turn++) for (const { node } of small) taken.push(await ask(node));
  return median(taken);
}

const target = (measure: string, value: number, most: number): Measure => ({
  ...{ bench: "genealogy", measure, value, unit: "ms", against: `the target of ${most} ms` },
  ratio: value / most,
});

const kindOf = {
  lot: "materialLot",
  operation: "batch",
  unit: "materialLot",
  holder: "logisticUnit",
};
const when = "2026-01-01T00:00:00Z";
const lotColumns =
  "genealogy_lot (lot_id, position, name, material_id, material_name, origin, supplier_name)";
const flowColumns =
  "genealogy_flow (position, ord, lot_id, direction, reason, quantity, unit_of_measure," +
  " event_id, since, at)";
const batchColumns = "genealogy_batch (batch_id, position, batch_number, product_name)";
const edgeColumns =
  "genealogy_edge (position, ord, source, target, kind, quantity, unit_of_measure, container_id, " +
  "event_id, from_at, to_at, time_basis, zone_stated)";
const noId = "00000000-0000-8000-8000-000000000000";

async function fill(pool: pg.Pool, list: EdgeList): Promise<void> {
  const kinds = Array.from(list.nodeKinds.subarray(0, list.nodes), (kind) => nodeKinds[kind]!);
  const named = firstNamed(list);
  await copy(pool, "genealogy_node (id, kind, key, position)", list.nodes, (n) => [
    ...[n, kindOf[kinds[n]!], `n${n}`, named[n]!],
  ]);
  await copy(pool, lotColumns, list.nodes, (n) =>
    kindOf[kinds[n]!] === "materialLot"
      ? [`n${n}`, named[n]!, `lot-no:${n}`, "m-1", "Starch", "produced", "Mill"]
      : undefined,
  );
  await copy(pool, batchColumns, list.nodes, (n) =>
    kinds[n] === "operation" ? [`n${n}`, named[n]!, String(n), "Tablets"] : undefined,
  );
  await copy(pool, flowColumns, list.nodes, (n) =>
    kindOf[kinds[n]!] === "materialLot"
      ? [named[n]!, n % 30_000, `n${n}`, "in", "made", 5, "kg", noId, named[n]!, when]
      : undefined,
  );
  const usedUp = firstUsed(list);
  await copy(pool, flowColumns, list.nodes, (n) =>
    kindOf[kinds[n]!] === "materialLot" && usedUp[n]! >= 0
      ? [usedUp[n]!, 30_000, `n${n}`, "out", "batch", 5, "kg", noId, usedUp[n]!, when]
      : undefined,
  );
  await copy(pool, edgeColumns, list.edges, (n) => [
    ...[n, 0, list.sources[n]!, list.targets[n]!, edgeKinds[list.kinds[n]!]!],
    ...[list.quantities[n]!, "kg", "\\N", noId, when, "\\N", "observed", true],
  ]);
  await pool.query("vacuum analyze");
  await pool.query(
    "update batchproof.projection_progress set index = $1 where name = 'genealogy'",
    [list.edges - 1],
  );
}

/** Of each node the first edge that names one as new as it. */
function firstNamed({ nodes, edges, sources, targets }: EdgeList): Int32Array {
  const named = new Int32Array(nodes).fill(edges - 1);
  for (let edge = 0, next = 0; edge < edges; edge++) {
    for (const last = Math.max(sources[edge]!, targets[edge]!); next <= last; next++) {
      named[next] = edge;
    }
  }
  return named;
}

/** Of each node the first edge that leads on from it: all of it, since little is kept back. */
function firstUsed({ nodes, edges, sources }: EdgeList): Int32Array {
  const used = new Int32Array(nodes).fill(-1);
  for (let edge = edges - 1; edge >= 0; edge--) used[sources[edge]!] = edge;
  return used;
}

async function copy(
  pool: pg.Pool,
  table: string,
  count: number,
  line: (n: number) => readonly unknown[] | undefined,
): Promise<void> {
  const lines = function* () {
    for (let from = 0; from < count; from += 5_000) {
      const chunk: string[] = [];
      for (let n = from; n < Math.min(count, from + 5_000); n++) {
        const values = line(n);
        if (values) chunk.push(`${values.join("\t")}\n`);
      }
      yield chunk.join("");
    }
  };
  const client = await pool.connect();
  try {
    const into = client.query(copyFrom(`copy genealogy.${table} from stdin`));
    await pipeline(Readable.from(lines()), into);
  } finally {
    client.release();
  }
}
