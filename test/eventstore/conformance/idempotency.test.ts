import { describe, expect, test } from "vitest";
import { classic, collect, events, freshStream, rejection } from "../embedded/node-for-test.ts";
import { useStore } from "./store-under-test.ts";

const up = useStore("idempotency");

describe.each([
  ["batch append", {}],
  ["classic append", classic],
])("a repeated %s", (_name, how) => {
  test.each([["any"], ["exact"], ["no_stream"]])("%s: answered like the first", async (kind) => {
    const stream = freshStream();
    if (kind !== "no_stream") await up.client.appendToStream(stream, events(2));
    const expectedRevision = kind === "exact" ? 1n : (kind as "any" | "no_stream");
    const batch = events(3);
    const first = await up.client.appendToStream(stream, batch, { ...how, expectedRevision });
    await up.client.appendToStream(stream, events(2));
    const again = await up.client.appendToStream(stream, batch, { ...how, expectedRevision });
    expect(again.nextExpectedRevision).toBe(first.nextExpectedRevision);
    expect(again.position).toEqual(first.position);
    expect((await collect(up.client.readStream(stream))).length).toBe(kind === "no_stream" ? 5 : 7);
  });

  test.each([["any"], ["no_stream"]])("%s: refused when only a part was there", async (kind) => {
    const stream = freshStream();
    const batch = events(3);
    const expectedRevision = kind as "any" | "no_stream";
    await up.client.appendToStream(stream, batch.slice(0, 2), { ...how, expectedRevision });
    const more = up.client.appendToStream(stream, batch, { ...how, expectedRevision });
    expect(await rejection(more)).toMatchObject({ type: "wrong-expected-version" });
    expect((await collect(up.client.readStream(stream))).length).toBe(2);
  });

  test("the same ids in another stream are new events", async () => {
    const [one, other] = [freshStream(), freshStream()];
    const batch = events(2);
    for (const stream of [one, other]) await up.client.appendToStream(stream, batch, how);
    expect((await collect(up.client.readStream(other))).length).toBe(2);
  });
});

test("many repeats at once append once", async () => {
  const stream = freshStream();
  const batch = events(4);
  const results = await Promise.all(
    Array.from({ length: 16 }, () => up.client.appendToStream(stream, batch)),
  );
  expect(new Set(results.map(({ nextExpectedRevision }) => nextExpectedRevision)).size).toBe(1);
  expect((await collect(up.client.readStream(stream))).length).toBe(4);
});
