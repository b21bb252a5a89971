import { describe, expect } from "vitest";
import { collect, events, freshStream, rejection } from "../../embedded/node-for-test.ts";
import { promise } from "../promise.ts";
import { useStore, ways } from "../store-under-test.ts";

const up = useStore();

describe.each(ways)("a repeated %s", (_name, how) => {
  async function expectRepeat(kind: "any" | "exact" | "no_stream"): Promise<void> {
    const stream = freshStream();
    if (kind !== "no_stream") await up.client.appendToStream(stream, events(2));
    const expectedRevision = kind === "exact" ? 1n : kind;
    const batch = events(3);
    const first = await up.client.appendToStream(stream, batch, { ...how, expectedRevision });
    await up.client.appendToStream(stream, events(2));
    const again = await up.client.appendToStream(stream, batch, { ...how, expectedRevision });
    expect(again.nextExpectedRevision).toBe(first.nextExpectedRevision);
    expect(again.position).toEqual(first.position);
    expect((await collect(up.client.readStream(stream))).length).toBe(kind === "no_stream" ? 5 : 7);
  }

  promise("ExpectedRevision", "exact: a repeat is answered like the first, and adds nothing", () =>
    expectRepeat("exact"),
  );

  promise("ExpectedRevision", "no_stream: a repeat is answered like the first", () =>
    expectRepeat("no_stream"),
  );

  promise("append_to_stream.cs", "any: a repeat soon after is answered like the first", () =>
    expectRepeat("any"),
  );

  promise(
    "appending_to_implicitly_created_stream.cs",
    "a part of an append is a repeat too",
    async () => {
      const stream = freshStream();
      const batch = events(6);
      const append = (from: number, to: number, expectedRevision: bigint | "any" | "no_stream") =>
        up.client.appendToStream(stream, batch.slice(from, to), { ...how, expectedRevision });
      await append(0, 6, "no_stream");
      await append(0, 1, "no_stream");
      await append(0, 1, "any");
      await append(1, 2, 0n);
      expect((await collect(up.client.readStream(stream))).length).toBe(6);
      for (const revision of [4n, 6n]) {
        expect(await rejection(append(0, 1, revision))).toMatchObject({
          type: "wrong-expected-version",
        });
      }
      await append(0, 1, 5n);
      expect((await collect(up.client.readStream(stream))).length).toBe(7);
    },
  );

  promise(
    "appending_to_implicitly_created_stream.cs",
    "more than was appended is refused",
    async () => {
      for (const expectedRevision of ["no_stream", "any"] as const) {
        const stream = freshStream();
        const batch = events(3);
        await up.client.appendToStream(stream, batch.slice(0, 2), { ...how, expectedRevision });
        const more = up.client.appendToStream(stream, batch, { ...how, expectedRevision });
        expect(await rejection(more)).toMatchObject({ type: "wrong-expected-version" });
        expect((await collect(up.client.readStream(stream))).length).toBe(2);
      }
    },
  );

  promise("append_to_stream.cs", "one id many times in an append is as many events", async () => {
    const stream = freshStream();
    const [event] = events(1);
    const batch = Array.from({ length: 6 }, () => event!);
    for (const _ of ["first", "repeat"]) {
      const options = { ...how, expectedRevision: "no_stream" } as const;
      const { nextExpectedRevision } = await up.client.appendToStream(stream, batch, options);
      expect(nextExpectedRevision).toBe(5n);
    }
    expect((await collect(up.client.readStream(stream))).length).toBe(6);
  });

  promise("appending", "the same ids in another stream are new events", async () => {
    const [one, other] = [freshStream(), freshStream()];
    const batch = events(2);
    for (const stream of [one, other]) await up.client.appendToStream(stream, batch, how);
    expect((await collect(up.client.readStream(other))).length).toBe(2);
  });
});

promise("appending", "many repeats at once append once", async () => {
  const stream = freshStream();
  const batch = events(4);
  const results = await Promise.all(
    Array.from({ length: 16 }, () => up.client.appendToStream(stream, batch)),
  );
  expect(new Set(results.map(({ nextExpectedRevision }) => nextExpectedRevision)).size).toBe(1);
  expect((await collect(up.client.readStream(stream))).length).toBe(4);
});
