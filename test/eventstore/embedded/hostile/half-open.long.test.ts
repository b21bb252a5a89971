// Ten thousand connections that say nothing, or half of what they should: the node goes on serving,
// and lets go of them.
import { once } from "node:events";
import type { ClientHttp2Session } from "node:http2";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { known, useNetworkNode } from "../listening/network-for-test.ts";
import { clientOf, collect, events, freshStream } from "../node-for-test.ts";
import { canTell, openFiles, rssMegabytes } from "./rss.ts";

const up = useNetworkNode();
type Where = "endpoint" | "network";

const count = 10_000;
const atOnce = 200;
/** The beginning of a client's preface (RFC 9113, 3.4), and all of it without what must follow. */
const halfPreface = Buffer.from("PRI * HTTP/2.0\r\n");
const onlyPreface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
const halfHello = Buffer.from("16030100c8010000c403", "hex");

function portOf(endpoint: string | undefined): number {
  return Number(endpoint?.split(":").at(-1));
}

async function flood(port: number, say: Buffer | undefined): Promise<Set<Socket>> {
  const open = new Set<Socket>();
  for (let begun = 0; begun < count; begun += atOnce) {
    const group = Array.from({ length: atOnce }, async () => {
      const socket = connect(port, "127.0.0.1");
      // Who does not read does not learn that it was ended.
      socket.on("error", () => {}).resume();
      open.add(socket);
      socket.on("close", () => open.delete(socket));
      await Promise.race([once(socket, "connect"), once(socket, "close")]).catch(() => {});
      if (say !== undefined && !socket.destroyed) socket.write(say);
    });
    await Promise.all(group);
  }
  return open;
}

async function expectServing(where: Where): Promise<void> {
  // A connection of its own: newcomers are let in too.
  const client = where === "network" ? up.clientAs(known) : clientOf(up.node.endpoint);
  const stream = freshStream();
  await client.appendToStream(stream, events(3));
  expect((await collect(client.readStream(stream))).length).toBe(3);
  await client.dispose();
}

test.runIf(canTell).each([
  ["nothing", undefined, "endpoint"],
  ["half a preface", halfPreface, "endpoint"],
  ["a preface and nothing after it", onlyPreface, "endpoint"],
  ["nothing, where TLS is asked for", undefined, "network"],
  ["half a greeting of TLS", halfHello, "network"],
] as const)("ten thousand connections that say %s", async (_name, say, where) => {
  const { pid } = up.node;
  await expectServing(where);
  const before = openFiles(pid);
  const open = await flood(portOf(up.node[where]), say);
  await expectServing(where);
  expect(up.node.pid).toBe(pid);
  expect(openFiles(pid)).toBeLessThan(before + 1_100);
  // The node ends them; nobody here does.
  await expect.poll(() => open.size, { timeout: 150_000, interval: 500 }).toBe(0);
  await expect.poll(() => openFiles(pid), { timeout: 10_000 }).toBeLessThan(before + 20);
  await expectServing(where);
});

test.runIf(canTell)("more greet in full, and do not log in, than there is room for", async () => {
  const { pid } = up.node;
  await expectServing("network");
  const before = openFiles(pid);
  const sessions: ClientHttp2Session[] = [];
  for (let begun = 0; begun < 1_500; begun += 50) {
    sessions.push(...(await Promise.all(Array.from({ length: 50 }, () => up.stranger()))));
  }
  const held = openFiles(pid);
  await expectServing("network");
  expect(held).toBeLessThan(before + 1_100);
  const open = () => sessions.filter(({ destroyed }) => !destroyed).length;
  await expect.poll(open, { timeout: 60_000, interval: 500 }).toBe(0);
  await expect.poll(() => openFiles(pid), { timeout: 10_000 }).toBeLessThan(before + 20);
});

test.runIf(canTell)("the same again and again leaves no memory behind", async () => {
  const { pid } = up.node;
  const port = portOf(up.node.endpoint);
  const sizes: number[] = [];
  for (let round = 0; round < 6; round++) {
    const open = await flood(port, halfPreface);
    for (const socket of open) socket.destroy();
    await sleep(1_000);
    sizes.push(rssMegabytes(pid));
  }
  expect(sizes.at(-1)).toBeLessThan((sizes[1] ?? 0) + 60);
  await expectServing("endpoint");
});
