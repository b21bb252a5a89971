// A node that was asked to forget a batch: the alert is in our log, once.
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { subjectKinds } from "../../src/domain/kernel/subject.ts";
import type { Handler } from "../../src/eventstore/handler/handle.ts";
import { tellRetentionRefusals } from "../../src/processes/tell-retention-refusals.ts";
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
