import { randomUUID } from "node:crypto";
import { binaryEvent, jsonEvent } from "@eventstore/db-client";
import { describe, expect } from "vitest";
import { collect, events, freshStream, rejection } from "../../embedded/node-for-test.ts";
import { promise } from "../promise.ts";
import { useStore, ways } from "../store-under-test.ts";

const up = useStore();

describe.each(ways)("%s", (_name, how) => {
  const append = (stream: string, count: number, expectedRevision?: never | bigint | string) =>
    up.client.appendToStream(stream, events(count), {
      ...how,
      ...(expectedRevision === undefined ? {} : { expectedRevision: expectedRevision as "any" }),
    });

  promise("AppendResp", "the answer names revision and position of the last event", async () => {
    const stream = freshStream();
    const appended = await append(stream, 3, "no_stream");
    const stored = await collect(up.client.readStream(stream));
    expect(appended.success).toBe(true);
    expect(appended.nextExpectedRevision).toBe(2n);
    expect(appended.position).toEqual(stored[2]?.event?.position);
    expect((await append(stream, 2, 2n)).nextExpectedRevision).toBe(4n);
  });

  promise("append_to_stream.cs", "any: appends whether the stream exists or not", async () => {
    const stream = freshStream();
    expect((await append(stream, 1, "any")).nextExpectedRevision).toBe(0n);
    expect((await append(stream, 1, "any")).nextExpectedRevision).toBe(1n);
  });

  promise("appending", "no_stream: refused when there is one", async () => {
    const stream = freshStream();
    await append(stream, 2, "no_stream");
    expect(await rejection(append(stream, 1, "no_stream"))).toMatchObject({
      type: "wrong-expected-version",
      streamName: stream,
      expectedVersion: "no_stream",
      actualVersion: 1n,
    });
  });

  promise("AppendExpectedRevision", "stream_exists: refused when there is none", async () => {
    const stream = freshStream();
    expect(await rejection(append(stream, 1, "stream_exists"))).toMatchObject({
      type: "wrong-expected-version",
      expectedVersion: "stream_exists",
      actualVersion: "no_stream",
    });
    await append(stream, 1);
    expect((await append(stream, 1, "stream_exists")).nextExpectedRevision).toBe(1n);
  });

  promise(
    "WrongExpectedVersion",
    "exact: refused, with the revision that the stream has",
    async () => {
      const stream = freshStream();
      expect(await rejection(append(stream, 1, 0n))).toMatchObject({
        type: "wrong-expected-version",
        expectedVersion: 0n,
        actualVersion: "no_stream",
      });
      await append(stream, 3);
      for (const expectedVersion of [1n, 7n]) {
        expect(await rejection(append(stream, 1, expectedVersion))).toMatchObject({
          type: "wrong-expected-version",
          streamName: stream,
          expectedVersion,
          actualVersion: 2n,
        });
      }
      expect((await collect(up.client.readStream(stream))).length).toBe(3);
    },
  );

  promise("appending", "one of many writers with the same expectation wins", async () => {
    const stream = freshStream();
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => append(stream, 2, "no_stream")),
    );
    expect(results.filter(({ status }) => status === "fulfilled").length).toBe(1);
    expect((await collect(up.client.readStream(stream))).length).toBe(2);
  });

  promise("append_to_stream.cs", "no events: nothing is appended", async () => {
    const stream = freshStream();
    for (const expected of ["any", "no_stream"]) {
      expect((await append(stream, 0, expected)).success).toBe(true);
    }
    expect(await rejection(collect(up.client.readStream(stream)))).toMatchObject({
      type: "stream-not-found",
    });
  });

  promise("not documented", "no events: an expectation is kept all the same", async () => {
    const stream = freshStream();
    await append(stream, 2);
    expect((await append(stream, 0, 1n)).nextExpectedRevision).toBe(1n);
    expect(await rejection(append(stream, 0, 0n))).toMatchObject({
      type: "wrong-expected-version",
    });
  });

  promise("appending", "data and metadata come back as the bytes that they were", async () => {
    const stream = freshStream("ström-日本-😀");
    const data = { text: "Grüße \u{1f600} \u0000", nested: [1, null, { deep: true }] };
    const id = randomUUID();
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    await up.client.appendToStream(
      stream,
      [
        jsonEvent({ id, type: "Täglich", data, metadata: { $correlationId: "x", n: 1 } }),
        binaryEvent({ type: "binary", data: bytes, metadata: bytes }),
      ],
      how,
    );
    const [json, binary] = (await collect(up.client.readStream(stream))).map(({ event }) => event);
    expect(json).toMatchObject({ id, streamId: stream, type: "Täglich", data, isJson: true });
    expect(json?.metadata).toEqual({ $correlationId: "x", n: 1 });
    expect(Math.abs(Date.now() - Number(json?.created))).toBeLessThan(60_000);
    expect(binary?.isJson).toBe(false);
    expect(Buffer.from(binary?.data as Uint8Array)).toEqual(Buffer.from(bytes));
    expect(Buffer.from(binary?.metadata as Uint8Array)).toEqual(Buffer.from(bytes));
  });
});
