// Soft deletion, tombstones and stream metadata.
import { BACKWARDS, END, jsonEvent } from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { collect, events, freshStream, rejection, revisions } from "../embedded/node-for-test.ts";
import { useStore } from "./store-under-test.ts";

const up = useStore("lifecycle");

const read = (stream: string) => collect(up.client.readStream(stream)).then(revisions);

describe("soft deletion", () => {
  test("hides the stream; appending brings it back, revisions go on", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(3));
    const { position } = await up.client.deleteStream(stream, { expectedRevision: 2n });
    expect(position?.commit).toBeGreaterThan(0n);
    expect(await rejection(read(stream))).toMatchObject({ type: "stream-not-found" });
    const appended = await up.client.appendToStream(stream, events(2));
    expect(appended.nextExpectedRevision).toBe(4n);
    expect(await read(stream)).toEqual([3, 4]);
    const backwards = up.client.readStream(stream, { direction: BACKWARDS, fromRevision: END });
    expect(revisions(await collect(backwards))).toEqual([4, 3]);
  });

  test.each([
    ["any", true],
    ["no_stream", true],
    ["the last revision", true],
    ["stream_exists", false],
    ["another revision", false],
  ] as const)("appending to a deleted stream with %s", async (expectation, isAllowed) => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(3));
    await up.client.deleteStream(stream);
    const exact = { "the last revision": 2n, "another revision": 1n } as Record<string, bigint>;
    const expectedRevision = exact[expectation] ?? (expectation as "any");
    const appending = up.client.appendToStream(stream, events(1), { expectedRevision });
    if (isAllowed) expect((await appending).nextExpectedRevision).toBe(3n);
    else expect(await rejection(appending)).toMatchObject({ type: "wrong-expected-version" });
  });

  test("keeps the stream's own metadata when it comes back", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(3));
    await up.client.deleteStream(stream);
    await up.client.setStreamMetadata(stream, { owner: "someone", maxCount: 5 });
    const { metadata } = await up.client.getStreamMetadata(stream);
    expect(metadata).toEqual({ owner: "someone", maxCount: 5, truncateBefore: 3 });
    await up.client.appendToStream(stream, events(2));
    expect(await read(stream)).toEqual([3, 4]);
  });

  test("is refused where the expectation does not hold", async () => {
    const [missing, existing] = [freshStream(), freshStream()];
    await up.client.appendToStream(existing, events(3));
    const attempts = [
      () => up.client.deleteStream(missing),
      () => up.client.deleteStream(missing, { expectedRevision: "no_stream" }),
      () => up.client.deleteStream(missing, { expectedRevision: 0n }),
      () => up.client.deleteStream(existing, { expectedRevision: "no_stream" }),
      () => up.client.deleteStream(existing, { expectedRevision: 1n }),
    ];
    for (const attempt of attempts) {
      expect(await rejection(attempt())).toMatchObject({ type: "wrong-expected-version" });
    }
    expect(await read(existing)).toEqual([0, 1, 2]);
  });

  test("is allowed where only metadata made the stream", async () => {
    const stream = freshStream();
    await up.client.setStreamMetadata(stream, { cacheControl: 10 });
    await up.client.deleteStream(stream, { expectedRevision: "no_stream" });
    expect(await rejection(read(stream))).toMatchObject({ type: "stream-not-found" });
  });

  test("leaves the events in $all", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(3));
    await up.client.deleteStream(stream);
    const all = await collect(up.client.readAll());
    expect(all.filter(({ event }) => event?.streamId === stream).length).toBe(3);
  });
});

describe("tombstone", () => {
  test("ends the stream for ever", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(3));
    await up.client.tombstoneStream(stream, { expectedRevision: 2n });
    const attempts = [
      () => read(stream),
      () => up.client.appendToStream(stream, events(1)),
      () => up.client.appendToStream(stream, events(1), { expectedRevision: 2n }),
      () => up.client.deleteStream(stream),
      () => up.client.tombstoneStream(stream),
      () => up.client.setStreamMetadata(stream, { maxCount: 1 }),
      () => collect(up.client.subscribeToStream(stream)),
    ];
    for (const attempt of attempts) {
      expect(await rejection(attempt())).toMatchObject({ type: "stream-deleted" });
    }
  });

  test("is the last event of the stream in $all", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(1));
    await up.client.tombstoneStream(stream);
    const all = await collect(up.client.readAll());
    const own = all.flatMap(({ event }) => (event?.streamId === stream ? [event] : []));
    expect(own.map(({ type }) => type)).toEqual(["Counted", "$streamDeleted"]);
    expect(own.at(-1)?.revision).toBe(2n ** 63n - 1n);
  });

  test("also of a stream that never was, but with the right expectation", async () => {
    const [missing, existing] = [freshStream(), freshStream()];
    await up.client.appendToStream(existing, events(2));
    await up.client.tombstoneStream(missing, { expectedRevision: "no_stream" });
    expect(await rejection(read(missing))).toMatchObject({ type: "stream-deleted" });
    for (const expectedRevision of ["no_stream", 0n] as const) {
      expect(
        await rejection(up.client.tombstoneStream(existing, { expectedRevision })),
      ).toMatchObject({ type: "wrong-expected-version", streamName: existing });
    }
  });

  test("names beyond ASCII come back readable", async () => {
    const stream = freshStream("Größe");
    expect(await rejection(up.client.deleteStream(stream))).toMatchObject({
      type: "wrong-expected-version",
      actualVersion: "no_stream",
    });
  });
});

describe("metadata", () => {
  test("is read back as it was set; only the newest counts", async () => {
    const stream = freshStream();
    expect((await up.client.getStreamMetadata(stream)).metadata).toBeUndefined();
    await up.client.setStreamMetadata(stream, { maxCount: 7, custom: "x" });
    await up.client.setStreamMetadata(stream, { maxCount: 2, acl: { readRoles: ["a"] } });
    const { metadata } = await up.client.getStreamMetadata(stream);
    expect(metadata).toEqual({ maxCount: 2, acl: { readRoles: ["a"] } });
    expect((await collect(up.client.readStream(`$$${stream}`))).length).toBe(1);
  });

  test("maxCount shows the newest so many", async () => {
    const stream = freshStream();
    await up.client.setStreamMetadata(stream, { maxCount: 3 });
    await up.client.appendToStream(stream, events(10));
    expect(await read(stream)).toEqual([7, 8, 9]);
    await up.client.appendToStream(stream, events(1));
    expect(await read(stream)).toEqual([8, 9, 10]);
  });

  test("truncateBefore hides what is older", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(10));
    await up.client.setStreamMetadata(stream, { truncateBefore: 8 });
    expect(await read(stream)).toEqual([8, 9]);
    await up.client.setStreamMetadata(stream, { truncateBefore: 100 });
    expect(await read(stream)).toEqual([]);
    expect((await up.client.appendToStream(stream, events(1))).nextExpectedRevision).toBe(10n);
  });

  test("maxAge hides what is too old, and nothing else", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(3));
    await up.client.setStreamMetadata(stream, { maxAge: 3_600 });
    expect(await read(stream)).toEqual([0, 1, 2]);
    await up.client.setStreamMetadata(stream, { maxAge: 1 });
    await expect.poll(() => read(stream), { timeout: 10_000 }).toEqual([]);
  });

  test("what is not metadata is left alone", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(2));
    for (const data of [[1, 2], "text", { $maxCount: "many", $tb: -1, $maxAge: 0.5 }]) {
      await up.client.appendToStream(`$$${stream}`, jsonEvent({ type: "$metadata", data }));
    }
    expect(await read(stream)).toEqual([0, 1]);
  });

  test("stream_exists holds for a stream that only has metadata", async () => {
    const stream = freshStream();
    await up.client.setStreamMetadata(stream, { maxCount: 3 });
    const appended = await up.client.appendToStream(stream, events(1), {
      expectedRevision: "stream_exists",
    });
    expect(appended.nextExpectedRevision).toBe(0n);
  });
});
