// A million events, and consumers that take their time: what the node holds does not grow with what
// they have before them.

import { setTimeout as sleep } from "node:timers/promises";
import { binaryEvent } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { clientOf, useNode } from "../node-for-test.ts";
import { canTell, rssMegabytes } from "./rss.ts";

const up = useNode();
const million = 1_000_000;
const perAppend = 1_000;

async function seed(count: number): Promise<void> {
  const data = Buffer.from(JSON.stringify({ text: "x".repeat(300) }));
  const one = () => binaryEvent({ type: "Seeded", data });
  for (let begun = 0; begun < count; begun += 4 * perAppend) {
    const appends = Array.from({ length: 4 }, (_, index) =>
      up.client.appendToStream(`seed-${begun + index}`, Array.from({ length: perAppend }, one)),
    );
    await Promise.all(appends);
  }
}

test.runIf(canTell)("memory stays flat with slow consumers before a million events", async () => {
  await seed(million);
  const { pid } = up.node;
  const before = rssMegabytes(pid);
  const peaks: number[] = [];
  const watching = setInterval(() => peaks.push(rssMegabytes(pid)), 250);
  // One never reads, five read a few events each moment, one reads everything in the end.
  const clients = Array.from({ length: 7 }, () => clientOf(up.node.endpoint));
  const stopped = clients[0]?.subscribeToAll().on("error", () => {});
  const stopping = new AbortController();
  const crawling = clients.slice(1, 6).map(async (client) => {
    const subscription = client.subscribeToAll();
    let count = 0;
    for await (const _ of subscription) {
      if (++count % 20 === 0) await sleep(5);
      if (stopping.signal.aborted) break;
    }
    await subscription.unsubscribe();
    return count;
  });
  // What is new while they lag.
  for (let round = 0; round < 20; round++) {
    await seed(4_000);
    await sleep(1_000);
  }
  stopping.abort();
  for (const count of await Promise.all(crawling)) expect(count).toBeGreaterThan(1_000);
  const last = clients[6]?.subscribeToAll() ?? [];
  let count = 0;
  for await (const { event } of last) {
    if (event?.type === "Seeded" && ++count === million + 80_000) break;
  }
  clearInterval(watching);
  expect(count).toBe(million + 80_000);
  // What they have before them is 600 MB and more.
  expect(Math.max(...peaks)).toBeLessThan(before + 300);
  await stopped?.unsubscribe();
  await Promise.all(clients.map((client) => client.dispose()));
});
