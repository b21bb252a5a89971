// The same traces by what a user would write in SQL: a recursive query, one query for each step of
// the frontier, and one query for each lot, which is measured on a part and extrapolated.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Database } from "../../src/database/connection.ts";
import { trace } from "../../src/genealogy/trace/trace.ts";
import type { View } from "../../src/genealogy/view.ts";
import { withDatabase } from "../measuring/database.ts";
import { type Measure, median } from "../measuring/measure.ts";
import type { EdgeList } from "./edge-list.ts";
import type { Seed } from "./seeds.ts";

const frontierMax = 50_000;
const queriedNodes = 20_000;

export async function inPostgres(
  view: View,
  list: EdgeList,
  small: readonly Seed[],
  large: readonly Seed[],
): Promise<Measure[]> {
  const work = async (database: Database) => {
    await fill(database.pool, list);
    const measures: Measure[] = [];
    for (const seeds of [small, large])
      measures.push(...(await compare(view, database.pool, seeds)));
    return measures;
  };
  return withDatabase(work, { connectionsMax: 1 });
}

async function compare(view: View, pool: pg.Pool, seeds: readonly Seed[]): Promise<Measure[]> {
  const ours = median(seeds.map(({ node }) => engine(view, node)));
  const reached = median(seeds.map((seed) => seed.reached));
  const ways = [
    { way: "a recursive query", ask: recursive },
    { way: "frontier batches in SQL", ask: frontiers },
    { way: `one query for each node, of ${queriedNodes} at most`, ask: oneByOne },
  ];
  const measures: Measure[] = [];
  for (const { way, ask } of ways) {
    const taken: number[] = [];
    for (const { node, reached: expected } of seeds) {
      const start = performance.now();
      const found = await ask(pool, node);
      const milliseconds = performance.now() - start;
      const isPart = ask === oneByOne && found < expected;
      if (found !== expected && !isPart) throw new Error(`${way} found ${found} of ${expected}.`);
      taken.push(isPart ? (milliseconds * expected) / found : milliseconds);
    }
    measures.push({
      ...{ bench: "genealogy", measure: `forward, ${reached} nodes`, value: ours, unit: "ms" },
      against: `${median(taken).toFixed(1)} ms of ${way}`,
      ratio: ours / median(taken),
    });
  }
  return measures;
}

function engine(view: View, node: number): number {
  const taken = Array.from({ length: 9 }, () => {
    const start = performance.now();
    trace(view, [node], "forward");
    return performance.now() - start;
  });
  return median(taken);
}

async function fill(pool: pg.Pool, { sources, targets, edges }: EdgeList): Promise<void> {
  await pool.query("create table edge (source int not null, target int not null)");
  const client = await pool.connect();
  try {
    const rows = function* () {
      const lines: string[] = [];
      for (let at = 0; at < edges; at++) {
        lines.push(`${sources[at]}\t${targets[at]}\n`);
        if (lines.length === 10_000) yield lines.splice(0).join("");
      }
      yield lines.join("");
    };
    await pipeline(Readable.from(rows()), client.query(copyFrom("copy edge from stdin")));
  } finally {
    client.release();
  }
  await pool.query("create index on edge (source, target)");
  await pool.query("vacuum analyze edge");
}

async function recursive(pool: pg.Pool, seed: number): Promise<number> {
  const { rows } = await pool.query<{ nodes: number }>(
    `with recursive reached (node) as (
       select $1::int union select target from edge join reached on source = node)
     select count(*)::int as nodes from reached`,
    [seed],
  );
  return rows[0]!.nodes - 1;
}

async function frontiers(pool: pg.Pool, seed: number): Promise<number> {
  const seen = new Set([seed]);
  for (let frontier = [seed]; frontier.length > 0; ) {
    const next: number[] = [];
    for (let from = 0; from < frontier.length; from += frontierMax) {
      const part = frontier.slice(from, from + frontierMax).sort((one, other) => one - other);
      const { rows } = await pool.query<{ targets: string | null }>(
        "select array_agg(target)::text as targets from edge where source = any($1::int[])",
        [`{${part}}`],
      );
      for (const target of rows[0]!.targets?.slice(1, -1).split(",").map(Number) ?? []) {
        if (seen.has(target)) continue;
        seen.add(target);
        next.push(target);
      }
    }
    frontier = next;
  }
  return seen.size - 1;
}

async function oneByOne(pool: pg.Pool, seed: number): Promise<number> {
  const seen = new Set([seed]);
  let queried = 0;
  for (const node of seen) {
    if (queried === queriedNodes) return queried;
    queried += 1;
    const { rows } = await pool.query<{ target: number }>({
      name: "onward",
      text: "select target from edge where source = $1",
      values: [node],
    });
    for (const { target } of rows) seen.add(target);
  }
  return seen.size - 1;
}
