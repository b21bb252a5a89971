import { rm } from "node:fs/promises";
import { expect, test } from "vitest";
import { clientOf, collect, events, nodeForTest } from "./node-for-test.ts";
import { watch } from "./reads/watch.ts";

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

test("calls to a node that is down say UNAVAILABLE", async () => {
  const { node, client, directory } = await nodeForTest();
  await client.dispose();
  await node.stop();
  const late = clientOf(node.endpoint);
  await expect(late.appendToStream("late", events(1))).rejects.toMatchObject({ code: 14 });
  await late.dispose();
  await rm(directory, { recursive: true });
});
