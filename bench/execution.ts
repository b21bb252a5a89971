// Batches being made: many at once beside rows in a table, a command on a batch of ten thousand
// entries beside reading them all each time, and the record of a batch of five hundred steps beside
// one question for each step.
import type pg from "pg";
import type { Instance } from "../src/cli/instance/instance.ts";
import { readModels } from "../src/cli/instance/read-models.ts";
import { waitUntilAtEnd } from "../src/cli/instance/visible.ts";
import { completeBatch, issueBatch, startBatch } from "../src/domain/batch/lifecycle/commands.ts";
import { recordParameter } from "../src/domain/batch/parameter/commands.ts";
import { completePhase, startPhase } from "../src/domain/batch/phase/commands.ts";
import { createHandler, type Handler } from "../src/eventstore/handler/handle.ts";
import { batchRecord } from "../src/projections/batch-record/query/batch-record.ts";
import { give } from "./execution/operator.ts";
import { withInstance } from "./measuring/instance.ts";
import { type Measure, median } from "./measuring/measure.ts";

const batchCount = 1_000;
const phasesEach = 3;
const longBatchCount = 10_000;
const stepCount = 500;

export const run = (): Promise<Measure[]> =>
  withInstance(async (instance) => [
    ...(await manyAtOnce(instance)),
    ...(await longBatch(instance)),
    await record(instance),
  ]);

interface Times {
  readonly perSecond: number;
  readonly p99_ms: number;
}

async function manyAtOnce({ handler, database: { pool } }: Instance): Promise<Measure[]> {
  const ours = await timed((clocked) => execute(handler, clocked));
  await pool.query(`
    create table bench_batch (id text primary key, status text not null, entries int not null);
    create table bench_entry (batch_id text, n int, what jsonb, at timestamptz default now())`);
  const theirs = await timed((clocked) => rows(pool, clocked));
  const against = "a row in an audit table and an update, in one transaction of PostgreSQL";
  const of = (measure: string, unit: string, value: number, other: number): Measure => ({
    bench: "execution",
    measure: `${batchCount} batches at once, ${measure}`,
    value,
    unit,
    against,
    ratio: value / other,
  });
  return [
    of("acts", "commands/s", ours.perSecond, theirs.perSecond),
    of("an act, p99", "ms", ours.p99_ms, theirs.p99_ms),
  ];
}

type Clocked = <Result>(act: Promise<Result>) => Promise<Result>;

async function timed(work: (clocked: Clocked) => Promise<unknown>): Promise<Times> {
  const times: number[] = [];
  const from = performance.now();
  await work(async (act) => {
    const began = performance.now();
    const result = await act;
    times.push(performance.now() - began);
    return result;
  });
  const perSecond = times.length / ((performance.now() - from) / 1_000);
  return { perSecond, p99_ms: percentile(times, 0.99) };
}

const percentile = (times: readonly number[], part: number): number =>
  times.toSorted((one, other) => one - other)[Math.floor(times.length * part)] ?? Number.NaN;

const order = (batchNumber: string) => ({
  batchNumber,
  material: { materialDefinitionId: "tablets", name: "Tablets 20 mg" },
  plannedQuantity: { value: "960", unitOfMeasure: "10*3.{tablet}" },
  equipmentIds: [],
  dataOrigin: "live" as const,
});

const reading = (phaseId: string, n: number) => ({
  parameter: "Press force",
  path: { phase: phaseId },
  value: { value: `${5 + (n % 10)}`, unitOfMeasure: "kN" },
  source: "device" as const,
});

const acts = [...Array(phasesEach).keys()].map((n) => `phase-${n}`);

async function execute(handler: Handler, clocked: Clocked): Promise<void> {
  await Promise.all(
    Array.from({ length: batchCount }, async () => {
      const id = crypto.randomUUID();
      await clocked(give(handler, issueBatch, id, order(id)));
      await clocked(give(handler, startBatch, id, {}));
      for (const [n, phaseId] of acts.entries()) {
        await clocked(give(handler, startPhase, id, { phaseId, path: { phase: phaseId } }));
        await clocked(give(handler, recordParameter, id, reading(phaseId, n)));
        await clocked(give(handler, completePhase, id, { phaseId }));
      }
      await clocked(give(handler, completeBatch, id, {}));
    }),
  );
}

async function rows(pool: pg.Pool, clocked: Clocked): Promise<void> {
  await Promise.all(
    Array.from({ length: batchCount }, async () => {
      const id = crypto.randomUUID();
      for (let n = 0; n < 3 + 3 * phasesEach; n += 1) {
        await clocked(row(pool, id, n));
      }
    }),
  );
}

async function row(pool: pg.Pool, id: string, n: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query(
      `insert into bench_batch values ($1, 'running', 1)
       on conflict (id) do update set entries = bench_batch.entries + 1`,
      [id],
    );
    const what = JSON.stringify({ ...order(id), ...reading("mix", n) });
    await client.query("insert into bench_entry (batch_id, n, what) values ($1, $2, $3)", [
      id,
      n,
      what,
    ]);
    await client.query("commit");
  } finally {
    client.release();
  }
}

async function longBatch({ handler, log, codec, clock, folds }: Instance): Promise<Measure[]> {
  const id = crypto.randomUUID();
  await give(handler, issueBatch, id, order(id));
  await give(handler, startBatch, id, {});
  for (let n = 2; n < longBatchCount; n += 1) {
    await give(handler, recordParameter, id, reading("mix", n));
  }
  const clocked = async (by: Handler, n: number): Promise<number> => {
    const from = performance.now();
    await give(by, recordParameter, id, reading("mix", n));
    return performance.now() - from;
  };
  const build = { appVersion: "bench", configRevision: "bench", zoneDatabase: "bench", clock };
  const warm: number[] = [];
  const started: number[] = [];
  const upgraded: number[] = [];
  for (let n = 0; n < 500; n += 1) warm.push(await clocked(handler, n));
  for (let n = 0; n < 20; n += 1) {
    // One that has seen nothing yet, as after a restart; and one that finds nothing of use to it.
    started.push(await clocked(createHandler(log, codec, build, folds), n));
    upgraded.push(await clocked(createHandler(log, codec, build), n));
  }
  const all = median(upgraded);
  const of = (when: string, times: readonly number[]): Measure => ({
    bench: "execution",
    measure: `command on a batch of ${longBatchCount} events, ${when}: p99 of ${times.length}`,
    value: percentile(times, 0.99),
    unit: "ms",
    against: "all of its events read each time, median",
    ratio: percentile(times, 0.99) / all,
  });
  return [
    of("warm", warm),
    of("the first after a start", started),
    of("the first after another version was installed", upgraded),
  ];
}

async function record(instance: Instance): Promise<Measure> {
  const { handler, database } = instance;
  const batchId = crypto.randomUUID();
  await give(handler, issueBatch, batchId, order(batchId));
  await give(handler, startBatch, batchId, {});
  for (let n = 0; n < stepCount; n += 1) {
    const phaseId = `step-${n}`;
    await give(handler, startPhase, batchId, { phaseId, path: { phase: phaseId } });
    await give(handler, recordParameter, batchId, reading(phaseId, n));
    await give(handler, completePhase, batchId, { phaseId });
  }
  const { kysely, pool } = database;
  await waitUntilAtEnd(
    instance,
    readModels.map(({ name }) => name),
  );
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    const from = performance.now();
    await batchRecord(kysely, batchId, { figures: [] });
    const then = performance.now();
    for (let n = 0; n < stepCount; n += 1) {
      await pool.query(ofOneStep, [batchId, `step-${n}`]);
    }
    ours.push(then - from);
    theirs.push(performance.now() - then);
  }
  return {
    bench: "execution",
    measure: `record of a batch of ${stepCount} steps, assembled`,
    value: median(ours),
    unit: "ms",
    against: "one query for each step",
    ratio: median(ours) / median(theirs),
  };
}

const ofOneStep = `
  select * from batch_record.step
  left join batch_record.reading on reading.batch_id = step.batch_id
    and reading.path = step.path
  where step.batch_id = $1 and step.phase_id = $2`;
