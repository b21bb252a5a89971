// The projector from decoded events, beside one event per transaction. Medians of interleaved rounds in one run.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "../src/database/connection.ts";
import { startEmbeddedPostgres } from "../src/database/embedded/start.ts";
import { migrate } from "../src/database/migrate.ts";
import { type ProjectionsParts, startProjections } from "../src/projections/projections.ts";
import { type Measure, median } from "./measure.ts";
import { DecodedLog, occurredAt } from "./projection/decoded-log.ts";
import { type FilledNode, fillNode } from "./projection/end-to-end.ts";
import { type Consumed, genealogy } from "./projection/genealogy.ts";
import { singleRows } from "./projection/single-rows.ts";

const eventCount = 100_000;
const rounds = 3;
const singleMs = 2_000;

export async function run(): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), "bp-bench-"));
  const relocated = `${folder}-relocated`;
  const postgres = await startEmbeddedPostgres({
    directory: join(folder, "postgres"),
    runtimeDirectory: folder,
    relocateUnder: [relocated],
  });
  const database = await openDatabase(postgres.address);
  try {
    await migrate(database.kysely);
    const log = new DecodedLog(eventCount);
    await using node = await fillNode(folder, log);
    return await measure(database, log, node);
  } finally {
    await database.close();
    await postgres.stop();
    for (const made of [folder, relocated]) await rm(made, { recursive: true, force: true });
  }
}

async function measure(
  database: Database,
  decoded: DecodedLog,
  stored: FilledNode,
): Promise<Measure[]> {
  const fromDecoded = { log: decoded, codec: decoded };
  const rates: { decoded: number[]; stored: number[]; single: number[] } = {
    decoded: [],
    stored: [],
    single: [],
  };
  await project(database, fromDecoded);
  for (let round = 0; round < rounds; round++) {
    rates.decoded.push(await project(database, fromDecoded));
    rates.stored.push(await project(database, stored));
    rates.single.push(await singleRows(database.pool, decoded.events, occurredAt, singleMs));
  }
  const said = (measure: string, values: readonly number[]): Measure => ({
    bench: "projection",
    measure,
    value: median(values),
    unit: "events/s",
    against: "decoded events, one per transaction, row by row",
    ratio: median(values) / median(rates.single),
  });
  return [
    said("genealogy core from decoded events, two further indexes", rates.decoded),
    said("the same end to end: through the client, checked, decoded", rates.stored),
  ];
}

/** Events per second, from the start of the projector to the last event being readable. */
async function project(
  database: Database,
  { log, codec }: Pick<ProjectionsParts<Consumed>, "log" | "codec">,
): Promise<number> {
  await database.pool.query(`drop schema if exists ${genealogy.name} cascade`);
  await database.pool.query("delete from batchproof.projection_progress");
  const start = performance.now();
  const logger = { info() {}, warn: console.warn, error: console.error };
  const parts = { database, log, codec, projections: [genealogy], logger };
  const projector = startProjections(parts);
  const isDone = await projector.waitFor(eventCount - 1, { timeout_ms: 120_000 });
  const seconds = (performance.now() - start) / 1000;
  await projector.stop();
  if (!isDone) throw new Error(`The projector stands at ${JSON.stringify(projector.status())}.`);
  return eventCount / seconds;
}
