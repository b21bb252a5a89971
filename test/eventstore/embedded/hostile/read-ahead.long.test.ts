// Events of different weight: what the node reads ahead for somebody who takes his time is bounded
// by bytes.
import { setTimeout as sleep } from "node:timers/promises";
import { type AllStreamSubscription, binaryEvent } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { clientOf, events, useNode } from "../node-for-test.ts";
import { canTell, rssMegabytes } from "./rss.ts";

const up = useNode();

async function untilLarge(subscription: AllStreamSubscription): Promise<void> {
  for await (const { event } of subscription) if (event?.type === "Large") return;
}

test.runIf(canTell)("what is read ahead is bounded by bytes, small before large", async () => {
  for (let n = 0; n < 5; n++) await up.client.appendToStream("small", events(100));
  const data = Buffer.alloc(1_000_000, 1);
  const large = () => up.client.appendToStream("large", binaryEvent({ type: "Large", data }));
  for (let n = 0; n < 400; n += 20) await Promise.all(Array.from({ length: 20 }, large));
  const { pid } = up.node;
  const before = rssMegabytes(pid);
  const peaks: number[] = [];
  const watching = setInterval(() => peaks.push(rssMegabytes(pid)), 50);
  const clients = Array.from({ length: 5 }, () => clientOf(up.node.endpoint));
  const subscriptions = clients.map((client) => client.subscribeToAll({ fromPosition: "start" }));
  // Each reads up to the first large one, and then takes its time.
  await Promise.all(subscriptions.map(untilLarge));
  await sleep(3_000);
  clearInterval(watching);
  expect(Math.max(...peaks)).toBeLessThan(before + 300);
  for (const subscription of subscriptions) await subscription.unsubscribe().catch(() => {});
});
