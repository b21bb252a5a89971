import { randomUUID } from "node:crypto";
import { binaryEvent, jsonEvent, MaxAppendSizeExceededError } from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { classic, collect, events, freshStream, rejection, useNode } from "../node-for-test.ts";

const up = useNode();
const mebibyte = 1024 * 1024;

/** Data and metadata together have the wanted size. */
function sized(dataBytes: number, metadataBytes = 0) {
  return binaryEvent({
    type: "Sized",
    data: new Uint8Array(dataBytes),
    ...(metadataBytes > 0 ? { metadata: new Uint8Array(metadataBytes) } : {}),
  });
}

describe.each([
  ["batch append", {}],
  ["classic append", classic],
])("%s", (_name, how) => {
  test("takes data and metadata of exactly one MiB", async () => {
    const stream = freshStream();
    await up.client.appendToStream(
      stream,
      [sized(mebibyte / 2, mebibyte / 4), sized(mebibyte / 4)],
      how,
    );
    expect((await collect(up.client.readStream(stream))).length).toBe(2);
  });

  test("refuses a byte more, tells the limit, appends nothing, and goes on", async () => {
    const stream = freshStream();
    const tooLarge = up.client.appendToStream(stream, [sized(10), sized(mebibyte - 10, 1)], how);
    const error = await rejection(tooLarge);
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ maxAppendSize: mebibyte });
    expect(await rejection(collect(up.client.readStream(stream)))).toMatchObject({
      type: "stream-not-found",
    });
    expect((await up.client.appendToStream(stream, events(1), how)).success).toBe(true);
  });

  test("types and ids do not count: 30,000 small events fit", async () => {
    const small = Array.from({ length: 30_000 }, () => sized(32));
    const appended = await up.client.appendToStream(freshStream(), small, how);
    expect(appended.nextExpectedRevision).toBe(29_999n);
  });

  test("an append that comes in many messages is answered once, though refused early", async () => {
    const many = Array.from({ length: 60_000 }, () => sized(32));
    const appending = up.client.appendToStream(freshStream(), many, {
      ...how,
      batchAppendSize: 50_000,
    });
    expect(await rejection(appending)).toMatchObject({ type: "maximum-append-size-exceeded" });
    expect((await up.client.appendToStream(freshStream(), events(1), how)).success).toBe(true);
  });

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
