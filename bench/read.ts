// Reads of the embedded node and catching up, beside the same by the official client's own calls;
// and how long an event takes from its append to who follows the log, at a thousand a second.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EventStoreDBClient, START } from "@eventstore/db-client";
import { type EmbeddedNode, startEmbeddedNode } from "../src/eventstore/embedded/supervisor.ts";
import { openEventLog } from "../src/eventstore/event-log.ts";
import type { EventLog } from "../src/eventstore/port.ts";
import { sampleData, sampleMetadata } from "./append/sample-event.ts";
import { type Measure, median } from "./measuring/measure.ts";

const streams = 60;
const eventsEach = 1_000;
const events = streams * eventsEach;
const rounds = 3;

export async function run(): Promise<Measure[]> {
  const directory = await mkdtemp(join(tmpdir(), "bp-bench-"));
  const node = await startEmbeddedNode({ directory });
  const log = await openEventLog(node);
  const client = officialClient(node);
  for (let n = 0; n < streams; n += 1) await log.append(`read-${n}`, sample(eventsEach), "any");
  const measures = [
    await compared(
      "read of the whole log, parsed",
      () => readAll(log),
      () => officialRead(client),
    ),
    await compared(
      "catching up, parsed",
      () => catchUp(log),
      () => officialCatchUp(client),
    ),
    await delivery(log),
  ];
  await client.dispose();
  await log.close();
  await node.stop();
  await rm(directory, { recursive: true, force: true });
  return measures;
}

const officialClient = ({ endpoint }: EmbeddedNode): EventStoreDBClient =>
  new EventStoreDBClient({ endpoint }, { insecure: true });

const sample = (count: number) =>
  Array.from({ length: count }, () => ({
    ...{ id: randomUUID(), type: "BenchMeasured" },
    ...{ data: sampleData(), metadata: sampleMetadata() },
  }));

async function compared(
  measure: string,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<Measure> {
  const [own, other]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    own.push(await rate(ours));
    other.push(await rate(theirs));
  }
  const against = "the official client's own call, parsed";
  const value = median(own);
  return { bench: "read", measure, value, unit: "events/s", against, ratio: value / median(other) };
}

async function rate(read: () => Promise<number>): Promise<number> {
  const from = performance.now();
  const count = await read();
  if (count !== events) throw new Error(`${count} events were read where there are ${events}.`);
  return (count * 1_000) / (performance.now() - from);
}

async function readAll(log: EventLog): Promise<number> {
  let count = 0;
  for await (const _ of log.readAll()) count += 1;
  return count;
}

async function officialRead(client: EventStoreDBClient): Promise<number> {
  let count = 0;
  for await (const { event } of client.readAll())
    if (event?.streamId.startsWith("read-")) count += 1;
  return count;
}

async function catchUp(log: EventLog): Promise<number> {
  let count = 0;
  const stopping = new AbortController();
  for await (const { kind } of log.follow({ signal: stopping.signal })) {
    if (kind === "event") count += 1;
    if (count === events) stopping.abort();
  }
  return count;
}

async function officialCatchUp(client: EventStoreDBClient): Promise<number> {
  let count = 0;
  const subscription = client.subscribeToAll({ fromPosition: START });
  for await (const { event } of subscription) {
    if (event?.streamId.startsWith("read-")) count += 1;
    if (count === events) break;
  }
  await subscription.unsubscribe();
  return count;
}

const perSecond = 1_000;
const seconds = 5;

/** From the call of the append to the event at who follows: one event for each append. */
async function delivery(log: EventLog): Promise<Measure> {
  const sent = new Map<string, number>();
  const [arrived, answered]: [number[], number[]] = [[], []];
  const stopping = new AbortController();
  const { promise: live, resolve } = Promise.withResolvers<void>();
  const following = (async () => {
    for await (const followed of log.follow({ signal: stopping.signal })) {
      if (followed.kind === "caughtUp") resolve();
      if (followed.kind !== "event") continue;
      const at = sent.get(followed.event.id);
      if (at !== undefined) arrived.push(performance.now() - at);
    }
  })();
  await live;
  const appends: Promise<unknown>[] = [];
  const from = performance.now();
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const early = from + (n * 1_000) / perSecond - performance.now();
    if (early > 1) await sleep(early);
    const [event] = sample(1);
    if (!event) break;
    const at = performance.now();
    sent.set(event.id, at);
    const appended = log.append(`live-${n % 100}`, [event], "any");
    appends.push(appended.then(() => answered.push(performance.now() - at)));
  }
  await Promise.all(appends);
  while (arrived.length < appends.length) await sleep(10);
  stopping.abort();
  await following;
  const value = p99(arrived);
  return {
    ...{ bench: "read", measure: `append to follower at ${perSecond} a second, p99`, value },
    ...{ unit: "ms", against: "append to its answer, p99", ratio: value / p99(answered) },
  };
}

const p99 = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length * 0.99)] ?? Number.NaN;
