// What somebody waits for who takes a whole trace as CSV, and how soon a commit is in a trace.
import type pg from "pg";
import type { Served } from "../access/served.ts";
import { type Measure, median } from "../measuring/measure.ts";
import type { EdgeList } from "./edge-list.ts";
import type { Seed } from "./seeds.ts";

const mega = 1e6;

/** The largest of the seeds, from the request to its last row. */
export async function asCsv(served: Served, seeds: readonly Seed[]): Promise<Measure[]> {
  const [seed] = seeds.toSorted((one, other) => other.reached - one.reached);
  if (!seed) return [];
  const before = await served.ask("spent");
  const start = performance.now();
  const response = await fetch(
    `${served.address}/v1/traces?from=lot:n${seed.node}&direction=forward&format=csv`,
  );
  let [first_ms, rows] = [Number.NaN, -1];
  for await (const piece of response.body ?? []) {
    if (Number.isNaN(first_ms)) first_ms = performance.now() - start;
    for (const byte of piece) if (byte === 10) rows += 1;
  }
  if (!response.ok) throw new Error(`The service answers ${response.status}.`);
  const perSecond = (rows / (performance.now() - start)) * 1000;
  const { memory_bytes } = await served.ask("spent");
  const what = `${rows} rows as CSV over HTTP`;
  const grown = (memory_bytes - before.memory_bytes) / mega;
  return [
    against(what, perSecond, "rows/s", 500_000),
    against(`${what}, to the first byte`, first_ms, "ms", 100),
    against(`${what}, growth of the service`, grown, "MB", 64),
  ];
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
      `with edge as (insert into genealogy.genealogy_edge values
         (${position}, 0, ${node}, ${node}, 'merge', 1, 'kg', null, '${noId}', '${when}', null,
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
