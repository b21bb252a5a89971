import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockDataFolder } from "../../../src/eventstore/embedded/data-lock.ts";
import {
  type Clock,
  type EmbeddedNode,
  type EmbeddedNodeOptions,
  startEmbeddedNode,
} from "../../../src/eventstore/embedded/supervisor.ts";
import { clientOf, collect, events, rejection } from "./node-for-test.ts";

let directory: string;
const running: EmbeddedNode[] = [];
const silent = { info: () => {}, error: () => {} };

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "bp-"));
});

afterEach(async () => {
  for (const node of running.splice(0)) await node.stop();
  await rm(directory, { recursive: true });
});

async function start(
  options: Partial<EmbeddedNodeOptions> = {},
  clock?: Clock,
): Promise<EmbeddedNode> {
  const where = {
    directory: join(directory, "log"),
    synchronous: "NORMAL",
    logger: silent,
  } as const;
  const node = await startEmbeddedNode({ ...where, ...options }, clock);
  running.push(node);
  return node;
}

async function restarted(node: EmbeddedNode, former: number): Promise<void> {
  await expect.poll(() => node.pid, { timeout: 60_000 }).not.toBe(former);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("SIGTERM of a whole group of processes leaves it to its parent to end the node", async () => {
  const told: object[] = [];
  const logger = { info: () => {}, error: (fields: object) => void told.push(fields) };
  const node = await start({ logger });
  const { pid } = node;
  process.kill(pid, "SIGTERM");
  const client = clientOf(node.endpoint);
  await client.appendToStream("a", events(1));
  expect(await collect(client.readStream("a"))).toHaveLength(1);
  await client.dispose();
  expect(node.pid).toBe(pid);
  await node.stop();
  expect(isAlive(pid)).toBe(false);
  expect(told).toEqual([]);
});

test.each([
  ["a port", undefined],
  ["a unix socket", "node.sock"],
])("a node that is killed comes back on the same endpoint: %s", async (_name, socket) => {
  const where = socket === undefined ? {} : { socket: join(directory, socket) };
  const node = await start(where);
  const { endpoint, pid } = node;
  const client = clientOf(endpoint);
  await client.appendToStream("one", events(3));
  node.kill();
  await restarted(node, pid);
  expect(node.endpoint).toBe(endpoint);
  expect(isAlive(pid)).toBe(false);
  expect((await collect(client.readStream("one"))).length).toBe(3);
  await client.dispose();
});

test("a stop while the node is being started again ends it for good", async () => {
  const node = await start();
  const { pid } = node;
  node.kill();
  await expect.poll(() => isAlive(pid)).toBe(false);
  await node.stop();
  expect(await node.exited).toEqual({ reason: "stopped" });
});

test("a node that does not start again is tried later and later", async () => {
  const socket = join(directory, "node.sock");
  const somebody = createServer((connection) => connection.destroy());
  const pauses: number[] = [];
  let now = 0;
  const clock: Clock = {
    now: () => now,
    async pause(ms) {
      pauses.push(ms);
      if (pauses.length === 1) {
        await rm(socket, { force: true });
        await once(somebody.listen(socket), "listening");
      }
      if (pauses.length === 8) await once(somebody.close(), "close");
    },
  };
  const node = await start({ socket }, clock);
  const died = async (ranMs: number) => {
    const { pid } = node;
    now += ranMs;
    node.kill();
    await restarted(node, pid);
  };
  await died(0);
  expect(pauses).toEqual([50, 100, 200, 400, 800, 1_600, 2_000, 2_000]);
  await died(100);
  await died(100);
  await died(501);
  expect(pauses.slice(8)).toEqual([100, 200, 50]);
}, 120_000);

test("a second node on the same folder is refused, the first goes on", async () => {
  const node = await start();
  expect(await rejection(start())).toMatchObject({ code: "DATA_DIR_IN_USE" });
  const client = clientOf(node.endpoint);
  expect((await client.appendToStream("one", events(1))).success).toBe(true);
  await client.dispose();
});

test("a node whose folder was taken meanwhile gives up and says so", async () => {
  const node = await start();
  const { pid } = node;
  node.kill();
  await expect.poll(() => isAlive(pid)).toBe(false);
  const unlock = lockDataFolder(join(directory, "log"));
  expect(await node.exited).toEqual({ reason: "DATA_DIR_IN_USE" });
  unlock();
});

test("a node ends when its parent is killed, and frees the folder", async () => {
  const script = fileURLToPath(new URL("./parent-for-test.ts", import.meta.url));
  const parent = spawn(process.execPath, [script, join(directory, "log")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(parent.stdout, "data");
  const pid = Number(String(line));
  expect(isAlive(pid)).toBe(true);
  parent.kill("SIGKILL");
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  await start();
});

test("what can only be reached by others is refused", async () => {
  for (const host of ["0.0.0.0", "::", "192.168.1.1", "example.org"]) {
    expect(await rejection(start({ host }))).toMatchObject({ code: "ENDPOINT_NOT_LOOPBACK" });
  }
  const socket = join(directory, "x".repeat(108));
  expect(await rejection(start({ socket }))).toMatchObject({ code: "SOCKET_PATH_TOO_LONG" });
});

test("an endpoint that somebody listens on is refused", async () => {
  const socket = join(directory, "taken.sock");
  const server = createServer().listen(socket);
  await once(server, "listening");
  expect(await rejection(start({ socket }))).toMatchObject({ code: "ENDPOINT_IN_USE" });
  server.close();
  const first = await start();
  const port = Number(first.endpoint.split(":")[1]);
  const other = { directory: join(directory, "other"), port };
  expect(await rejection(start(other))).toMatchObject({ code: "ENDPOINT_IN_USE" });
});

test("a log of a newer program and a file that is no log are refused and left alone", async () => {
  await (await start()).stop();
  const file = join(directory, "log", "events.sqlite");
  const database = new DatabaseSync(file);
  database.exec("PRAGMA user_version = 99");
  database.close();
  expect(await rejection(start())).toMatchObject({ code: "LOG_VERSION_UNSUPPORTED" });
  const text = "this is not a database".repeat(1_000);
  await writeFile(file, text);
  expect(await rejection(start())).toMatchObject({ code: "LOG_UNREADABLE" });
  expect((await stat(file)).size).toBe(text.length);
});

test("the log and the socket are for this user only", async () => {
  await chmod(directory, 0o755);
  const socket = join(directory, "node.sock");
  const node = await start({ socket });
  const client = clientOf(node.endpoint);
  await client.appendToStream("one", events(1));
  await client.dispose();
  const files = await readdir(join(directory, "log"));
  for (const path of [socket, ...files.map((name) => join(directory, "log", name))]) {
    expect((await stat(path)).mode & 0o077).toBe(0);
  }
});
