// Appends to the embedded node with fsync on, beside the call of the official client to the same
// node, and beside plain inserts into SQLite and into PostgreSQL by the same number of writers.
// Medians of interleaved rounds.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import { type EmbeddedNode, startEmbeddedNode } from "../src/eventstore/embedded/supervisor.ts";
import { openEventLog } from "../src/eventstore/event-log.ts";
import { postgresInserts, relocated, sqliteInserts } from "./append/inserts.ts";
import { sampleData, sampleMetadata } from "./append/sample-event.ts";
import { type Measure, median } from "./measuring/measure.ts";

/** Something that makes so many events durable in one go, for one of several writers. */
export interface Appender {
  readonly name: string;
  append(writer: number, count: number): Promise<void>;
  close(): Promise<void>;
}

const workloads = [
  { measure: "1 writer, 1 event per append", writers: 1, count: 1 },
  { measure: "32 writers, 1 event per append", writers: 32, count: 1 },
  { measure: "256 writers, 1 event per append", writers: 256, count: 1 },
  { measure: "4 writers, 1,000 events per append", writers: 4, count: 1_000 },
];
const rounds = 3;
const warmUpMs = 300;
const roundMs = 900;

export async function run(): Promise<Measure[]> {
  const directory = await mkdtemp(join(tmpdir(), "bp-bench-"));
  const node = await startEmbeddedNode({ directory: join(directory, "node") });
  const ours = await eventLog(node);
  const others = [officialCall(node), sqliteInserts(directory), await postgresInserts(directory)];
  const measures: Measure[] = [];
  for (const { measure, writers, count } of workloads) {
    const rates = new Map<Appender, number[]>();
    for (const appender of [ours, ...others]) await rate(appender, writers, count, warmUpMs);
    for (let round = 0; round < rounds; round++) {
      for (const appender of [ours, ...others]) {
        const rateOfRound = await rate(appender, writers, count, roundMs);
        rates.set(appender, [...(rates.get(appender) ?? []), rateOfRound]);
      }
    }
    const value = median(rates.get(ours) ?? []);
    for (const other of others) {
      const ratio = value / median(rates.get(other) ?? []);
      measures.push({
        bench: "append",
        measure,
        value,
        unit: "events/s",
        against: other.name,
        ratio,
      });
    }
  }
  for (const appender of [ours, ...others]) await appender.close();
  await node.stop();
  for (const made of [directory, relocated(directory)])
    await rm(made, { recursive: true, force: true });
  return measures;
}

/** Events per second. */
async function rate(
  appender: Appender,
  writers: number,
  count: number,
  milliseconds: number,
): Promise<number> {
  const start = performance.now();
  let events = 0;
  const writing = Array.from({ length: writers }, async (_, writer) => {
    while (performance.now() - start < milliseconds) {
      await appender.append(writer, count);
      events += count;
    }
  });
  await Promise.all(writing);
  return (events * 1000) / (performance.now() - start);
}

async function eventLog(node: EmbeddedNode): Promise<Appender> {
  const log = await openEventLog(node);
  const streams = new Map<number, { name: string; revision: number }>();
  return {
    name: "the event log",
    async append(writer, count) {
      const stream = streams.get(writer) ?? { name: `bench-${randomUUID()}`, revision: -1 };
      const events = Array.from({ length: count }, () => ({
        ...{ id: randomUUID(), type: "BenchMeasured" },
        ...{ data: sampleData(), metadata: sampleMetadata() },
      }));
      const expected = stream.revision < 0 ? "no_stream" : stream.revision;
      const { revision } = await log.append(stream.name, events, expected);
      streams.set(writer, { name: stream.name, revision });
    },
    close: () => log.close(),
  };
}

function officialCall({ endpoint }: EmbeddedNode): Appender {
  const client = new EventStoreDBClient({ endpoint }, { insecure: true });
  const streams = new Map<number, { name: string; revision: bigint | "no_stream" }>();
  return {
    name: "the official client's own call",
    async append(writer, count) {
      const name = `bench-${randomUUID()}`;
      const stream = streams.get(writer) ?? { name, revision: "no_stream" as const };
      const events = Array.from({ length: count }, () =>
        jsonEvent({ type: "BenchMeasured", data: sampleData(), metadata: sampleMetadata() }),
      );
      const expectedRevision = stream.revision;
      const done = await client.appendToStream(stream.name, events, { expectedRevision });
      streams.set(writer, { name: stream.name, revision: done.nextExpectedRevision });
    },
    close: () => client.dispose(),
  };
}
