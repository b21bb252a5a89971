// What somebody waits for who takes a whole trace as CSV, and how soon a commit is in a trace.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { modelInSql } from "../../src/projections/runner/progress.ts";
import { RowFile } from "../../src/reports/trace/rows/row-file.ts";
import type { Served } from "../access/served.ts";
import { type Measure, median } from "../measuring/measure.ts";
import type { EdgeList } from "./edge-list.ts";
import type { Seed } from "./seeds.ts";

const mega = 1e6;
/** Twice as long as it takes to look for what is behind, and to write it. */
const wait_ms = 60_000;
const perRow_ms = 0.3;

/**
 * The largest of the seeds, from the request to its last row: as long as the rows are read from
 * PostgreSQL, and then from the file of all rows; beside the same rows by COPY of one query.
 */
export async function asCsv(
  served: Served,
  pool: pg.Pool,
  list: EdgeList,
  seeds: readonly Seed[],
): Promise<Measure[]> {
  const [seed] = seeds.toSorted((one, other) => other.reached - one.reached);
  if (!seed) return [];
  const file = join(served.folder, "rows", "genealogy");
  await rm(file, { force: true });
  const early = await streamed(served, seed.node);
  await isWritten(pool, file, list);
  // Once for what is compiled, as for the other questions.
  await streamed(served, seed.node);
  const late = await streamed(served, seed.node);
  const other = await byCopy(pool, seed.node);
  if (other.rows !== late.rows || early.rows !== late.rows) {
    throw new Error(`${early.rows}, ${late.rows} and ${other.rows} rows.`);
  }
  const what = `${late.rows} rows as CSV over HTTP`;
  const rate = Math.round(other.perSecond);
  return [
    ...targets(`${what}, no file yet`, early),
    ...targets(what, late),
    {
      ...{ bench: "genealogy", measure: what, value: late.perSecond, unit: "rows/s" },
      against: `${rate} rows/s of COPY of a recursive query, first byte ${other.first_ms | 0} ms`,
      ratio: late.perSecond / other.perSecond,
    },
  ];
}

const targets = (what: string, { perSecond, first_ms, grown_bytes }: Streamed): Measure[] => [
  against(what, perSecond, "rows/s", 500_000),
  against(`${what}, to the first byte`, first_ms, "ms", 100),
  against(`${what}, growth of the service`, grown_bytes / mega, "MB", 64),
];

interface Taken {
  readonly rows: number;
  readonly perSecond: number;
  readonly first_ms: number;
}
interface Streamed extends Taken {
  readonly grown_bytes: number;
}

async function streamed(served: Served, node: number): Promise<Streamed> {
  const before = (await served.ask("spent")).resident_bytes;
  let most = before;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      most = Math.max(most, (await served.ask("spent")).resident_bytes);
      await sleep(20);
    }
  })();
  const url = `${served.address}/v1/traces?from=lot:n${node}&direction=forward&format=csv`;
  const start = performance.now();
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The service answers ${response.status}.`);
  const { lines, ...found } = await taken(start, response.body ?? []);
  isOver = true;
  await watching;
  // Without titles and closing.
  return { rows: lines - 2, grown_bytes: most - before, ...found };
}

/** What somebody would write who has only the tables. */
async function byCopy(pool: pg.Pool, node: number): Promise<Taken> {
  const client = await pool.connect();
  try {
    const start = performance.now();
    const { lines, ...found } = await taken(
      start,
      client.query(
        copyTo(`copy (${byHand(node)})
      to stdout (format csv)`),
      ),
    );
    return { rows: lines, ...found };
  } finally {
    client.release();
  }
}

const byHand = (node: number): string => `
  with recursive reached (node) as (
    select ${node}::bigint
    union select e.target from genealogy.genealogy_edge e join reached on e.source = node)
  select n.kind, n.key, coalesce(l.name, b.batch_number, n.name, n.key),
         coalesce(l.material_name, b.product_name), l.supplier_name, f.quantity, f.unit
  from reached join genealogy.genealogy_node n on n.id = node
       left join genealogy.genealogy_lot l on n.kind = 'materialLot' and l.lot_id = n.key
       left join genealogy.genealogy_batch b on n.kind = 'batch' and b.batch_id = n.key
       left join (select lot_id, sum(quantity) as quantity, min(unit_of_measure) as unit
                  from genealogy.genealogy_flow
                  where direction = 'in' and reason = 'made' and void_position is null
                  group by lot_id) f on n.kind = 'materialLot' and f.lot_id = n.key
  where node <> ${node}`;

async function taken(start_ms: number, pieces: AsyncIterable<Uint8Array> | readonly Uint8Array[]) {
  let [first_ms, lines] = [Number.NaN, 0];
  for await (const piece of pieces) {
    if (Number.isNaN(first_ms)) first_ms = performance.now() - start_ms;
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines += 1;
  }
  const seconds = (performance.now() - start_ms) / 1000;
  return { lines, first_ms, perSecond: lines / seconds };
}

/** What was written while the rows came in is written anew. */
async function isWritten(pool: pg.Pool, path: string, { nodes, edges }: EdgeList): Promise<void> {
  const until = performance.now() + wait_ms + perRow_ms * nodes;
  const { rows } = await pool.query<{ model: string }>(
    `select ${modelInSql} as model from batchproof.projection_progress where name = 'genealogy'`,
  );
  const any = { model: rows[0]?.model ?? "", asOf: Number.MAX_SAFE_INTEGER };
  while (performance.now() < until) {
    await using file = await RowFile.openFor(path, any);
    if ((file?.of.asOf ?? 0) >= edges) return;
    await sleep(200);
  }
  throw new Error("The file of all rows was not written.");
}

const commits = 300;
const when = "2026-01-01T00:00:00Z";
const noId = "00000000-0000-8000-8000-000000000000";

/** Edge after edge, each committed with the position beside it, as the projector does. */
export async function visible(
  pool: pg.Pool,
  served: Served,
  { edges }: EdgeList,
  small: readonly Seed[],
): Promise<Measure[]> {
  const taken: number[] = [];
  for (let n = 0; n < commits; n++) {
    const [position, node] = [edges + n, small[n % small.length]?.node ?? 0];
    await pool.query(
      `with edge as (insert into genealogy.genealogy_edge
           (position, ord, source, target, kind, quantity, unit_of_measure, event_id, from_at,
            time_basis, zone_stated)
         values (${position}, 0, ${node}, ${node}, 'merge', 1, 'kg', '${noId}', '${when}',
                 'observed', true))
       update batchproof.projection_progress set index = ${position} where name = 'genealogy'`,
    );
    const start = performance.now();
    const asked = `from=lot:n${node}&direction=forward&depth=1&asOf=${position + 1}`;
    const response = await fetch(`${served.address}/v1/traces?${asked}`);
    await response.text();
    if (!response.ok) throw new Error(`The service answers ${response.status}.`);
    taken.push(performance.now() - start);
  }
  taken.sort((one, other) => one - other);
  const what = "from a commit to a trace over HTTP that has it";
  return [
    against(`${what}, p50`, median(taken), "ms", 50),
    against(`${what}, p99`, taken[Math.floor(commits * 0.99)] ?? Number.NaN, "ms", 50),
  ];
}

const against = (measure: string, value: number, unit: string, asked: number): Measure => ({
  ...{ bench: "genealogy", measure, value, unit, against: `the target of ${asked} ${unit}` },
  ratio: value / asked,
});
