// Names and ids that the node does not take; the protocol leaves them open. How much an append
// may hold is in the conformance suite.
import { randomUUID } from "node:crypto";
import { jsonEvent } from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { classic, clientOf, collect, freshStream, rejection, useNode } from "../node-for-test.ts";
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

test("a connection carries a hundred calls at once; the next waits until one ends", async () => {
  const stream = freshStream();
  await up.client.appendToStream(stream, jsonEvent({ type: "T", data: {} }));
  const crowded = clientOf(up.node.endpoint);
  const watched = Array.from({ length: 100 }, () => watch(crowded.subscribeToStream(stream)));
  for (const one of watched) await one.until(1);
  let isAnswered = false;
  const read = collect(crowded.readStream(stream)).then((found) => {
    isAnswered = true;
    return found;
  });
  // Others are served meanwhile, more than once round.
  for (let round = 0; round < 20; round++) await collect(up.client.readStream(stream));
  expect(isAnswered).toBe(false);
  await watched[0]?.end();
  expect(await read).toHaveLength(1);
  await crowded.dispose();
});
