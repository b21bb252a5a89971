// What is a repeat before a restart is one after it.
import { expect, test } from "vitest";
import { clientOf, collect, events, freshStream, useNode } from "../node-for-test.ts";

const up = useNode();

test("a repeat after a restart is still a repeat", async () => {
  const [anyStream, exactStream] = [freshStream(), freshStream()];
  const batch = events(3);
  await up.client.appendToStream(anyStream, batch);
  await up.client.appendToStream(exactStream, batch, { expectedRevision: "no_stream" });
  const former = up.node.pid;
  up.node.kill();
  await expect.poll(() => up.node.pid, { timeout: 20_000 }).not.toBe(former);
  const client = clientOf(up.node.endpoint);
  const again = await client.appendToStream(anyStream, batch);
  expect(again.nextExpectedRevision).toBe(2n);
  await client.appendToStream(exactStream, batch, { expectedRevision: "no_stream" });
  expect((await collect(client.readStream(anyStream))).length).toBe(3);
  expect((await collect(client.readStream(exactStream))).length).toBe(3);
  await client.dispose();
});
