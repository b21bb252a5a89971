// A node that was asked to forget a batch, or set to: the alert is in our log, once.
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { subjectKinds } from "../../src/domain/kernel/subject.ts";
import type { EmbeddedNodeOptions } from "../../src/eventstore/embedded/supervisor.ts";
import type { Handler } from "../../src/eventstore/handler/handle.ts";
import { tellRetention } from "../../src/processes/tell-retention.ts";
import { events, nodeForTest, rejection } from "../eventstore/embedded/node-for-test.ts";
import { logOn } from "../eventstore/event-log-for-test.ts";
import { session } from "./plant-for-test.ts";

interface Told {
  readonly commandId: string;
  readonly data: { readonly kind: string; readonly text: string };
}

/** A node, and services beside it that tell what it refuses and is set to. */
async function telling(options: Partial<EmbeddedNodeOptions> = {}) {
  const up = await nodeForTest(options);
  const log = await logOn(up.node);
  const calls: Told[] = [];
  const faults: string[] = [];
  const stopping = new AbortController();
  const running: Promise<void>[] = [];
  onTestFinished(async () => {
    stopping.abort();
    await Promise.all(running);
    await up.client.dispose();
    await up.node.stop();
  });
  return {
    ...up,
    calls,
    faults,
    ids: () => new Set(calls.map(({ commandId }) => commandId)).size,
    /** `refused`: what an attempt to write it down is answered with. */
    start(refused: (told: Told) => string | undefined = () => undefined) {
      const execute = async (_: unknown, call: Told) => {
        const message = refused(call);
        if (message !== undefined) return { outcome: "refused", code: "NOT_PERMITTED", message };
        calls.push(call);
        return { outcome: "accepted" };
      };
      const handler = { execute } as unknown as Handler;
      const onFault = (error: unknown) => faults.push(String(error));
      running.push(tellRetention({ log, handler, session, onFault }, stopping.signal, 20));
    },
  };
}

test("each refusal is told once, with the same command id however often", async () => {
  const { client, start, calls, ids, faults } = await telling({ keptCategories: subjectKinds });
  await rejection(client.deleteStream("batch-7"));
  await rejection(client.setStreamMetadata("materialLot-3", { maxAge: 5 }));
  start();
  start();
  await expect.poll(() => calls.length).toBe(4);
  await sleep(100);
  expect(calls.length).toBe(4);
  expect(ids()).toBe(2);
  expect(calls[0]?.data).toMatchObject({ kind: "retentionRefused" });
  expect(faults).toEqual([]);
});

test("one that cannot be written keeps none behind it, and is tried again", async () => {
  const { client, start, calls, faults } = await telling({ keptCategories: subjectKinds });
  await rejection(client.deleteStream("batch-7"));
  await rejection(client.deleteStream("batch-8"));
  let isRefused = true;
  start(({ data }) => (isRefused && data.text.includes("batch-7") ? "It is so." : undefined));
  await expect.poll(() => calls.length).toBe(1);
  expect(calls[0]?.data.text).toContain("batch-8");
  await rejection(client.deleteStream("batch-9"));
  await expect.poll(() => calls.length).toBe(2);
  await sleep(100);
  expect(faults).toEqual(["Error: NOT_PERMITTED: It is so."]);
  isRefused = false;
  await expect.poll(() => calls.length).toBe(3);
  expect(calls[2]?.data.text).toContain("batch-7");
  await sleep(100);
  expect(calls.length).toBe(3);
});

test("a setting is told as soon as it holds, once each time it is set", async () => {
  // A store that is not ours to keep: it takes them.
  const { client, start, calls, ids } = await telling();
  await client.setStreamMetadata("batch-6", { maxAge: 5 });
  await client.setStreamMetadata("batch-6", {});
  await client.setStreamMetadata("batch-7", { maxAge: 5, maxCount: 3 });
  start();
  await expect.poll(() => calls.length).toBe(1);
  await client.setStreamMetadata("batch-7", { maxCount: 2 });
  await expect.poll(() => calls.length).toBe(2);
  await client.setStreamMetadata("batch-7", {});
  await client.appendToStream("batch-8", events(1));
  await client.deleteStream("batch-8");
  await expect.poll(() => calls.length).toBe(3);
  expect(ids()).toBe(3);
  expect(calls.map(({ data }) => data)).toMatchObject([
    { kind: "retentionActive", text: expect.stringContaining("batch-7 ($maxAge, $maxCount)") },
    { kind: "retentionActive", text: expect.stringContaining("batch-7 ($maxCount)") },
    { kind: "retentionActive", text: expect.stringContaining("batch-8 (deleted)") },
  ]);
});
