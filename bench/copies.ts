// Copies of a log: to another store, into a backup while others write, and back out of it; beside
// what a user would do by hand, in the same run.
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { EventStoreDBClient, jsonEvent, NO_STREAM } from "@eventstore/db-client";
import { z } from "zod";
import { type EmbeddedNode, startEmbeddedNode } from "../src/eventstore/embedded/supervisor.ts";
import { openEventLog, openLogCopy } from "../src/eventstore/event-log.ts";
import { copyLog } from "../src/eventstore/replica/copy-log.ts";
import { serveApart } from "./access/served.ts";
import { sampleData, sampleMetadata } from "./append/sample-event.ts";
import { type Measure, median } from "./measuring/measure.ts";

const rounds = 3;
const single = {
  streams: 20_000,
  together: 1,
  measure: "replicate, each event a stream of its own",
};
const runs = { streams: 1_000, together: 20, measure: "replicate, 20 events of a stream in a row" };
const byHandCount = 2_000;

const writers = 8;
const alone_ms = 10_000;

export async function run(): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), "bp-bench-"));
  try {
    const replicated = [];
    for (const shape of [single, runs]) replicated.push(await replicate(folder, shape));
    return [...replicated, ...(await backedUp(folder))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function replicate(
  folder: string,
  { streams, together, measure }: typeof single,
): Promise<Measure> {
  const source = await startEmbeddedNode({ directory: join(folder, `source-${together}`) });
  const log = await openEventLog(source);
  const count = streams * together;
  const stream = (n: number) => `copied-${n}`;
  const some = Array.from({ length: streams }, (_, n) => n);
  for (let from = 0; from < streams; from += 64) {
    const few = some.slice(from, from + 64);
    await Promise.all(few.map((n) => log.append(stream(n), sample(together), "no_stream")));
  }
  const [ours, byHand]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const directory = join(folder, `target-${together}-${round}`);
    const target = await startEmbeddedNode({ directory });
    const copy = await openLogCopy(target);
    ours.push(await rate(count, () => copyLog({ source: log, target: copy })));
    byHand.push(await rate(byHandCount, () => oneByOne(target)));
    await copy.close();
    await target.stop();
    await rm(directory, { recursive: true, force: true });
  }
  await log.close();
  await source.stop();
  const against = "the official client's append, one event at a time";
  const value = median(ours);
  return {
    ...{ bench: "copies", measure, value, unit: "events/s", against },
    ratio: value / median(byHand),
  };
}

async function oneByOne({ endpoint }: EmbeddedNode): Promise<void> {
  const client = new EventStoreDBClient({ endpoint }, { insecure: true });
  for (let n = 0; n < byHandCount; n += 1) {
    const event = jsonEvent({
      type: "BenchMeasured",
      data: sampleData(),
      metadata: sampleMetadata(),
    });
    await client.appendToStream(`by-hand-${randomUUID()}`, event, { expectedRevision: NO_STREAM });
  }
  await client.dispose();
}

const sample = (count: number) =>
  Array.from({ length: count }, () => ({
    ...{ id: randomUUID(), type: "BenchMeasured" },
    ...{ data: sampleData(), metadata: sampleMetadata() },
  }));

async function rate(count: number, work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (count * 1_000) / (performance.now() - from);
}

const Backup = z.object({ size: z.number() });
const Restored = z.object({ size: z.number(), lost: z.number() });

/** Commands over HTTP by eight writers, without a backup and while one is taken. */
async function backedUp(folder: string): Promise<Measure[]> {
  await using served = await serveApart();
  const plant = new Plant(served.address);
  const quiet = await plant.during(new Promise((resolve) => setTimeout(resolve, alone_ms)));
  const at = (name: string) => join(folder, name);
  const taking = program(served.folder, "backup", at("backup"), "--keys", at("keys"));
  const from = performance.now();
  const busy = await plant.during(taking);
  const backup_s = (performance.now() - from) / 1_000;
  const { size } = Backup.parse(await taking);
  const copied = await timed_s(() => copyOfFile(served.folder, at("by-hand.sqlite")));
  let restored: z.output<typeof Restored> | undefined;
  const restore_s = await timed_s(async () => {
    const given = ["restore", at("backup"), "--keys", at("keys")];
    restored = Restored.parse(await program(at("restored"), ...given));
  });
  if (restored?.size !== size || restored.lost !== 0) throw new Error("Something was lost.");
  const bench = "copies";
  const perSecond = { bench, unit: "events/s" };
  const against =
    "SQLite's own copy of the same log (VACUUM INTO), without blobs, keys and digests";
  return [
    {
      ...perSecond,
      measure: `backup of ${size} events while eight write`,
      value: size / backup_s,
      against,
      ratio: copied / backup_s,
    },
    {
      ...perSecond,
      measure: `restore of ${size} events, verified`,
      value: size / restore_s,
      against,
      ratio: copied / restore_s,
    },
    {
      bench,
      measure: "commands while a backup is taken",
      value: busy,
      unit: "commands/s",
      against: "the same without it",
      ratio: busy / quiet,
    },
  ];
}

async function timed_s(work: () => Promise<void> | void): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1_000;
}

function copyOfFile(dataDirectory: string, to: string): void {
  const from = new DatabaseSync(join(dataDirectory, "log", "events.sqlite"), {
    readOnly: true,
  });
  from.prepare("vacuum into ?").run(to);
  from.close();
}

const main = new URL("../bin/batchproof.mjs", import.meta.url).pathname;

async function program(dataDirectory: string, ...args: readonly string[]): Promise<unknown> {
  const environment = { ...process.env, DATA_DIR: dataDirectory };
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...args, "--json"], {
    env: environment,
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout);
}

/** Writers that issue a batch each time they are answered. */
class Plant {
  readonly #address: string;

  constructor(address: string) {
    this.#address = address;
  }

  /** Commands per second until something is over. */
  async during(work: Promise<unknown>): Promise<number> {
    let isOver = false;
    let done = 0;
    const over = work.finally(() => {
      isOver = true;
    });
    const from = performance.now();
    const write = async () => {
      for (; !isOver; done += 1) await this.#issue();
    };
    await Promise.all([over, ...Array.from({ length: writers }, write)]);
    return (done * 1_000) / (performance.now() - from);
  }

  async #issue(): Promise<void> {
    const id = randomUUID();
    const data = {
      batchNumber: id,
      material: { materialDefinitionId: "tablets", name: "Tablets" },
      equipmentIds: [],
      dataOrigin: "live",
    };
    const reply = await fetch(`${this.#address}/v1/batches/${id}/issue-batch`, {
      method: "POST",
      headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
      body: JSON.stringify({ commandId: randomUUID(), data }),
    });
    if (!reply.ok) throw new Error(await reply.text());
    await reply.body?.cancel();
  }
}
