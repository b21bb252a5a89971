import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import streamsPb from "@eventstore/db-client/generated/streams_pb.js";
import { Client, credentials } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { clientOf, collect, events, nodeForTest } from "./node-for-test.ts";
import { watch } from "./reads/watch.ts";
import { appendOptionsStub, batchOptionsStub, uuidStub } from "./wire/arbitrary-message.ts";

test("streams end with CANCELLED; what was acknowledged is there at the next start", async () => {
  const { node, client, directory } = await nodeForTest();
  await client.appendToStream("one", events(3));
  const all = watch(client.subscribeToAll());
  const one = watch(client.subscribeToStream("one"));
  await Promise.all([all.live(), one.live()]);
  await node.stop();
  expect(await node.exited).toEqual({ reason: "stopped" });
  expect(await all.failed()).toMatchObject({ type: "cancelled", code: 1 });
  expect(await one.failed()).toMatchObject({ type: "cancelled", code: 1 });
  await client.dispose();
  const again = await nodeForTest({ directory });
  expect((await collect(again.client.readStream("one"))).length).toBe(3);
  await again.client.dispose();
  await again.node.stop();
  await rm(directory, { recursive: true });
});

test("appends under way are answered or told to come back, never both or neither", async () => {
  const { node, client, directory } = await nodeForTest();
  await client.appendToStream("warm", events(1));
  const appending = Array.from({ length: 200 }, (_, index) =>
    client.appendToStream(`stream-${index}`, events(20)),
  );
  const stopping = node.stop();
  const results = await Promise.allSettled(appending);
  await stopping;
  const codes = results.flatMap((result) =>
    result.status === "rejected" ? [(result.reason as { code?: number }).code] : [],
  );
  // CANCELLED for those in the shared stream of appends, UNAVAILABLE for those that came too late.
  expect(codes.every((code) => code === 1 || code === 14)).toBe(true);
  await client.dispose();
  const again = await nodeForTest({ directory });
  for (const [index, result] of results.entries()) {
    if (result.status === "rejected") continue;
    const reader = again.client.readStream(`stream-${index}`);
    expect((await collect(reader)).length).toBe(20);
  }
  await again.client.dispose();
  await again.node.stop();
  await rm(directory, { recursive: true });
});

test("an append under way ends with UNAVAILABLE, a batch append with CANCELLED", async () => {
  const { node, client, directory } = await nodeForTest();
  await client.dispose();
  const raw = new Client(node.endpoint, credentials.createInsecure());
  const asIs = (bytes: Buffer) => bytes;
  const about = { stream: "begun", expected: -2, deadlineMs: undefined };
  const single = new streamsPb.AppendReq().setOptions(appendOptionsStub(about));
  const batch = new streamsPb.BatchAppendReq()
    .setCorrelationId(uuidStub(randomUUID(), false))
    .setOptions(batchOptionsStub(about));
  const ended = [
    ["Append", single],
    ["BatchAppend", batch],
  ] as const;
  const codes = ended.map(([method, begun]) => {
    const path = `/event_store.client.streams.Streams/${method}`;
    const call = raw.makeBidiStreamRequest(path, asIs, asIs);
    call.write(Buffer.from(begun.serializeBinary()));
    call.on("data", () => {});
    return new Promise((resolve) => {
      call.on("status", ({ code }) => resolve(code));
      call.on("error", () => {});
    });
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  await node.stop();
  expect(await Promise.all(codes)).toEqual([14, 1]);
  raw.close();
  await rm(directory, { recursive: true });
});

test("calls to a node that is down say UNAVAILABLE", async () => {
  const { node, client, directory } = await nodeForTest();
  await client.dispose();
  await node.stop();
  const late = clientOf(node.endpoint);
  await expect(late.appendToStream("late", events(1))).rejects.toMatchObject({ code: 14 });
  await late.dispose();
  await rm(directory, { recursive: true });
});
