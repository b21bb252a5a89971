// PostgreSQL or the event store goes away while the service runs: it says so (503, Retry-After),
// loses nothing, and goes on where it was.
import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../src/database/embedded/start.ts";
import { type EmbeddedNode, startEmbeddedNode } from "../../src/eventstore/embedded/supervisor.ts";
import { playBatch, received } from "../api/plant-for-test.ts";
import { clientOf } from "../api/service-for-test.ts";
import { openProgram, type Program } from "./program-for-test.ts";

let folder: string;
let postgres: EmbeddedPostgres;
let node: EmbeddedNode;
let program: Program;
let client: ReturnType<typeof clientOf>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "batchproof-outage-"));
  await chmod(folder, 0o755);
  [postgres, node] = await Promise.all([startPostgres(), startNode(0)]);
  program = await openProgram({
    DATABASE_URL: postgres.url,
    EVENTSTORE_URL: `esdb://${node.endpoint}?tls=false`,
  });
  const { address } = await program.serve();
  client = clientOf(address);
  await playBatch(client, "B1");
});

afterAll(async () => {
  await program[Symbol.asyncDispose]();
  await Promise.all([postgres.stop(), node.stop()]);
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

const startPostgres = () =>
  startEmbeddedPostgres({
    directory: join(folder, "postgres"),
    runtimeDirectory: folder,
    settings: { fsync: "off" },
  });
const startNode = (port: number) =>
  startEmbeddedNode({ directory: join(folder, "log"), port, synchronous: "NORMAL" });

test("while PostgreSQL is away reads are 503, commands are taken, and seen later", async () => {
  await postgres.stop();
  const read = await client.get("/v1/traces?from=starch:B1&direction=forward");
  expect(read).toMatchObject({ status: 503, body: { code: "TEMPORARILY_UNAVAILABLE" } });
  expect(Number(read.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await client.get("/v1/health")).toMatchObject({
    status: 503,
    body: { database: false, eventStore: true },
  });
  const taken = await client.post("/v1/lots/meanwhile/receive-material-lot", {
    commandId: randomUUID(),
    data: received("meanwhile"),
  });
  expect(taken).toMatchObject({ status: 200, body: { outcome: "accepted" } });
  postgres = await startPostgres();
  await until(async () => (await client.get("/v1/lots/meanwhile")).status === 200);
  await until(async () => (await client.get("/v1/health")).status === 200);
});

test("while the event store is away commands are 503, and the repeat is done once", async () => {
  const port = Number(node.endpoint.split(":").at(-1));
  await node.stop();
  const path = "/v1/lots/later/receive-material-lot";
  const command = { commandId: randomUUID(), data: received("later") };
  const refused = await client.post(path, command);
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  // Only the log knows whether whoever asks must log in by now.
  const read = await client.get("/v1/traces?from=starch:B1&direction=forward");
  expect(read).toMatchObject({ status: 503, body: { code: "EVENT_STORE_UNAVAILABLE" } });
  expect(Number(read.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await client.get("/v1/health")).toMatchObject({
    status: 503,
    body: { authentication: "required", database: true, eventStore: false },
  });
  node = await startNode(port);
  await until(async () => (await client.post(path, command)).status === 200);
  const { body } = await client.post(path, command);
  expect(body).toMatchObject({ outcome: "accepted", revision: 0, repeated: true });
  await until(async () => (await client.get("/v1/lots/later")).status === 200);
  const { body: trail } = await client.get("/v1/audit-trail?aboutKind=materialLot&aboutId=later");
  expect(trail.entries.filter(isReceipt)).toHaveLength(1);
});

test("a node that is killed is bridged: the command is only answered later", async () => {
  node.kill();
  const reply = await client.give("/v1/lots/bridged/receive-material-lot", received("bridged"));
  expect(reply).toMatchObject({ status: 200, body: { visible: true } });
});

const isReceipt = ({ type }: { type: string }): boolean => type === "MaterialLotReceived";

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(100);
}
