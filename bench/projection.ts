// The projector over real read models, beside one edge per transaction. Medians of interleaved
// rounds in one run.
import { readModels as all } from "../src/cli/instance/read-models.ts";
import type { Database } from "../src/database/connection.ts";
import { migrate } from "../src/database/migrate.ts";
import { canWait, type ProductionEvent } from "../src/domain/catalogue.ts";
import { genealogy } from "../src/projections/genealogy/genealogy.ts";
import { type ProjectionsParts, startProjections } from "../src/projections/projections.ts";
import { withDatabase } from "./measuring/database.ts";
import { type Measure, median } from "./measuring/measure.ts";
import { DecodedLog } from "./projection/decoded-log.ts";
import { fillNode } from "./projection/end-to-end.ts";
import { type Happened, history } from "./projection/history.ts";
import { singleRows } from "./projection/single-rows.ts";

export const eventCount = 100_000;
const rounds = 3;
const singleMs = 2_000;

type Parts = ProjectionsParts<ProductionEvent>;
type Source = Pick<Parts, "log" | "codec">;

export async function run(): Promise<Measure[]> {
  return withDatabase(async (database, folder) => {
    await migrate(database.kysely);
    const events = history(eventCount);
    await using node = await fillNode(folder, events);
    return await measure(database, events, node);
  });
}

async function measure(
  database: Database,
  events: readonly Happened[],
  stored: Source,
): Promise<Measure[]> {
  const log = new DecodedLog(events);
  const decoded = { log, codec: log };
  const ways = [
    { measure: "genealogy from decoded events", source: decoded, projections: [genealogy] },
    { measure: "all read models from decoded events", source: decoded, projections: all },
    { measure: "genealogy end to end", source: stored, projections: [genealogy] },
    { measure: "all read models end to end", source: stored, projections: all },
  ].map((way) => ({ ...way, rates: [] as number[] }));
  const single: number[] = [];
  await project(database, decoded, all);
  for (let round = 0; round < rounds; round++) {
    for (const { source, projections, rates } of ways) {
      rates.push(await project(database, source, projections));
    }
    single.push(await singleRows(database.pool, events, singleMs));
  }
  return ways.map(({ measure, rates }) => ({
    bench: "projection",
    measure,
    value: median(rates),
    unit: "events/s",
    against: "decoded edges, one per transaction, row by row",
    ratio: median(rates) / median(single),
  }));
}

/**
 * Events per second, from the start of the projector to the last event being readable everywhere.
 */
export async function project(
  database: Database,
  source: Source,
  projections: Parts["projections"],
): Promise<number> {
  for (const { name } of all) await database.pool.query(`drop schema if exists ${name} cascade`);
  await database.pool.query("delete from batchproof.projection_progress");
  const start = performance.now();
  const logger = { info() {}, warn: console.warn, error: console.error };
  const projector = startProjections({ database, ...source, projections, canWait, logger });
  const isDone = await projector.waitFor(eventCount - 1, { timeout_ms: 120_000 });
  const seconds = (performance.now() - start) / 1000;
  const status = projector.status();
  await projector.stop();
  if (!isDone) throw new Error(`The projector stands at ${JSON.stringify(status)}.`);
  return eventCount / seconds;
}
