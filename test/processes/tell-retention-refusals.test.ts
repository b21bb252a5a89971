// A node that was asked to forget a batch: the alert is in our log, once.
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { subjectKinds } from "../../src/domain/kernel/subject.ts";
import type { Handler } from "../../src/eventstore/handler/handle.ts";
import {
  tellRetentionRefusals,
  tellRetentionSettings,
} from "../../src/processes/tell-retention-refusals.ts";
import { nodeForTest, rejection } from "../eventstore/embedded/node-for-test.ts";
import { logOn } from "../eventstore/event-log-for-test.ts";
import { session } from "./plant-for-test.ts";

test("each refusal is told once, with the same command id however often", async () => {
  const up = await nodeForTest({ keptCategories: subjectKinds });
  onTestFinished(() => up.node.stop());
  const log = await logOn(up.node);
  const calls: { commandId: string; data: unknown }[] = [];
  const handler = { execute: async (_: unknown, call: never) => calls.push(call) };
  const stopping = new AbortController();
  const telling = () =>
    tellRetentionRefusals(
      {
        log,
        handler: handler as unknown as Handler,
        session,
        onFault: (error) => expect.unreachable(String(error)),
      },
      stopping.signal,
    );
  await rejection(up.client.deleteStream("batch-7"));
  await rejection(up.client.setStreamMetadata("materialLot-3", { maxAge: 5 }));
  const running = [telling(), telling()];
  await expect.poll(() => calls.length).toBe(4);
  await sleep(50);
  stopping.abort();
  await Promise.all(running);
  expect(calls.length).toBe(4);
  expect(new Set(calls.map(({ commandId }) => commandId)).size).toBe(2);
  expect(calls[0]?.data).toMatchObject({ kind: "retentionRefused" });
  await up.client.dispose();
});

test("a setting that comes to hold while we serve is told, once each time it is set", async () => {
  // A store that is not ours to keep: it takes them.
  const up = await nodeForTest({});
  onTestFinished(() => up.node.stop());
  const log = await logOn(up.node);
  const told = new Map<string, { kind: string; text: string }>();
  const handler = {
    execute: async (_: unknown, call: { commandId: string; data: never }) => {
      told.set(call.commandId, call.data);
      return { outcome: "accepted" };
    },
  };
  const stopping = new AbortController();
  const onFault = (error: unknown) => expect.unreachable(String(error));
  const parts = { log, handler: handler as unknown as Handler, session, onFault };
  const telling = tellRetentionSettings(parts, stopping.signal, 20);
  await sleep(100);
  expect(told.size).toBe(0);
  await up.client.setStreamMetadata("batch-7", { maxAge: 5, maxCount: 3 });
  await expect.poll(() => told.size).toBe(1);
  await up.client.setStreamMetadata("batch-7", { maxCount: 2 });
  await expect.poll(() => told.size).toBe(2);
  await sleep(100);
  stopping.abort();
  await telling;
  expect([...told.values()]).toMatchObject([
    { kind: "retentionActive", text: expect.stringContaining("batch-7") },
    { kind: "retentionActive" },
  ]);
  await up.client.dispose();
});
