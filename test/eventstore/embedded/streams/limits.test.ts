// Names and ids that the node does not take; the protocol leaves them open. How much an append
// may hold is in the conformance suite.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:http2";
import { jsonEvent } from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { classic, collect, events, freshStream, rejection, useNode } from "../node-for-test.ts";
import { watch } from "../reads/watch.ts";

const up = useNode();

describe.each([
  ["batch append", {}],
  ["classic append", classic],
])("%s", (_name, how) => {
  test.each([
    ["an empty stream name", "", "Type"],
    ["$$", "$$", "Type"],
    ["$all", "$all", "Type"],
    ["a stream name of more than 1,024 bytes", "ä".repeat(513), "Type"],
    ["a stream name with U+0000", "a\0b", "Type"],
    ["no type", "named", ""],
    ["a type of more than 1,024 bytes", "named", "x".repeat(1_025)],
    ["a type with U+0000", "named", "a\0b"],
  ])("refuses %s", async (_what, stream, type) => {
    const event = { ...jsonEvent({ type: "T", data: {} }), type };
    const error = await rejection(up.client.appendToStream(stream, event, how));
    // The client knows no class for it; what matters is that it is told at once.
    expect(["unknown", "missing-required-metadata-property"]).toContain(error.type);
  });

  test("takes the longest names", async () => {
    const stream = (how === classic ? "c" : "b").repeat(1_024);
    const event = jsonEvent({ id: randomUUID(), type: "t".repeat(1_024), data: {} });
    await up.client.appendToStream(stream, event, how);
    const [found] = await collect(up.client.readStream(stream));
    expect(found?.event).toMatchObject({ streamId: stream, type: event.type });
    await up.client.tombstoneStream(stream);
  });

  test("refuses an id of zeros", async () => {
    const event = jsonEvent({ id: "00000000-0000-0000-0000-000000000000", type: "T", data: {} });
    expect(await rejection(up.client.appendToStream(freshStream(), event, how))).toBeDefined();
  });
});

// The client asks all of one endpoint over one connection.
test("a connection carries a hundred calls at once; more wait until others end", async () => {
  const stream = freshStream();
  await up.client.appendToStream(stream, events(1));
  const watched = Array.from({ length: 120 }, () => watch(up.client.subscribeToStream(stream)));
  const told = () => watched.filter((one) => one.events.length > 0).length;
  await Promise.all(watched.slice(0, 90).map((one) => one.until(1)));
  // The node answers others meanwhile, and nothing of what waits.
  for (let round = 0; round < 20; round++) {
    const other = connect(`http://${up.node.endpoint}`);
    await once(other, "remoteSettings");
    other.close();
    expect(told()).toBeLessThanOrEqual(100);
  }
  // Who waits when another is cancelled is served, or told to try again.
  const fates = watched.slice(90).map((one) => Promise.race([one.until(1), one.failed()]));
  await Promise.all(watched.slice(0, 30).map((one) => one.end()));
  for (const fate of await Promise.all(fates)) {
    if (!Array.isArray(fate)) expect(String(fate)).toContain("RESOURCE_EXHAUSTED");
  }
  expect(await collect(up.client.readStream(stream))).toHaveLength(1);
  await Promise.all(watched.slice(30).map((one) => one.end()));
});

test.each([
  ["$maxCount", { maxCount: 1e18 }],
  ["$maxCount, of int64 max", { maxCount: 2 ** 63 }],
  ["$maxAge", { maxAge: 1e18 }],
])("the largest %s hides nothing, and is set back", async (_name, metadata) => {
  const stream = freshStream();
  await up.client.appendToStream(stream, events(3));
  await up.client.setStreamMetadata(stream, metadata);
  expect(await collect(up.client.readStream(stream))).toHaveLength(3);
  await up.client.setStreamMetadata(stream, { maxCount: 1 });
  expect(await collect(up.client.readStream(stream))).toHaveLength(1);
});
