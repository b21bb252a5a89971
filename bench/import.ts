// The import of a tablet campaign made for the purpose: files read, checked
// and recorded, beside the same rows put into PostgreSQL by COPY, which checks
// nothing, keeps no history and proves nothing. Medians of several rounds.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { startEmbeddedPostgres } from "../src/database/embedded/start.ts";
import { eventTypes } from "../src/domain/catalogue.ts";
import { createCodec } from "../src/eventstore/codec.ts";
import { startEmbeddedNode } from "../src/eventstore/embedded/supervisor.ts";
import { openEventLog } from "../src/eventstore/event-log.ts";
import { createHandler } from "../src/eventstore/handler/handle.ts";
import { laboratoryColumns, pressColumns } from "../src/import/tablets/columns.ts";
import { importTablets } from "../src/import/tablets/import-tablets.ts";
import { type Measure, median } from "./measuring/measure.ts";

const rounds = 3;
const batchCount = 8;
const rowsPerBatch = 3_000;

export async function run(): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), "bp-bench-import-"));
  try {
    const rows = await writeCampaign(folder);
    const ours: number[] = [];
    const copied: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await imported(folder, join(folder, `log-${round}`)));
      copied.push(await copiedRows(rows, join(folder, `postgres-${round}`)));
    }
    const rate = (seconds: readonly number[]) => (batchCount * rowsPerBatch) / median(seconds);
    return [
      {
        bench: "import",
        measure: `${batchCount} batches, ${rowsPerBatch} press rows each`,
        value: rate(ours),
        unit: "rows/s",
        against: "COPY of the press rows into one table, unchecked",
        ratio: rate(ours) / rate(copied),
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function imported(folder: string, directory: string): Promise<number> {
  const node = await startEmbeddedNode({ directory, socket: `${directory}.sock` });
  const log = await openEventLog({ endpoint: node.endpoint });
  const clock = { kind: "real" as const, now: () => new Date() };
  const instance = { appVersion: "bench", configRevision: "1", zoneDatabase: "bench", clock };
  const handler = createHandler(log, createCodec(eventTypes, Buffer.alloc(32, 1)), instance);
  const session = {
    actor: { kind: "service", id: "bench", name: "Benchmark" },
    authentication: { method: "none" },
    permits: "everything",
    site: "site-1",
    legalEntity: "Benchmark",
    zone: "UTC",
  } as const;
  try {
    const start = performance.now();
    await importTablets({ handler, session, keep: async () => undefined }, folder);
    return (performance.now() - start) / 1_000;
  } finally {
    await log.close();
    await node.stop();
  }
}

async function copiedRows(rows: readonly string[], directory: string): Promise<number> {
  const server = await startEmbeddedPostgres({ directory, runtimeDirectory: directory });
  const client = new pg.Client(server.address);
  try {
    await client.connect();
    const columns = Object.keys(pressColumns).map((name) => `"${name}" text`);
    await client.query(`create table press (${columns.join(", ")})`);
    const start = performance.now();
    const into = client.query(copyFrom("copy press from stdin (format csv, delimiter ';')"));
    await pipeline(Readable.from(rows.map((row) => `${row}\n`)), into);
    return (performance.now() - start) / 1_000;
  } finally {
    await client.end();
    await server.stop();
  }
}

async function writeCampaign(folder: string): Promise<readonly string[]> {
  const batches = Array.from({ length: batchCount }, (_, n) => String(n + 1));
  const laboratory = batches.map((batch) => rowOf(laboratoryColumns, { batch, start: "apr.19" }));
  const press = batches.flatMap((batch, b) =>
    Array.from({ length: rowsPerBatch }, (_, n) => {
      const at = new Date(Date.UTC(2019, 3, 15) + (b * rowsPerBatch + n) * 10_000).toISOString();
      const timestamp = at.slice(0, 19).replace("T", " ");
      return rowOf(pressColumns, { batch, timestamp, produced: String(n % 950) });
    }),
  );
  const file = (columns: object, rows: readonly string[]) =>
    `${[Object.keys(columns).join(";"), ...rows].join("\n")}\n`;
  await writeFile(join(folder, "laboratory.csv"), file(laboratoryColumns, laboratory));
  await writeFile(join(folder, "press_10s.csv"), file(pressColumns, press));
  return press;
}

const rowOf = (columns: object, known: Readonly<Record<string, string>>): string =>
  Object.keys(columns)
    .map((column) => known[column] ?? "7.25")
    .join(";");
