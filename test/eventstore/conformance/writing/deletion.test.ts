// Soft deletion and tombstones.
import { BACKWARDS, END } from "@eventstore/db-client";
import { describe, expect } from "vitest";
import {
  collect,
  events,
  freshStream,
  rejection,
  revisions,
} from "../../embedded/node-for-test.ts";
import { promise } from "../promise.ts";
import { endOfAll, useStore } from "../store-under-test.ts";

const up = useStore();

const read = (stream: string) => collect(up.client.readStream(stream)).then(revisions);

/** Of three events. */
async function deleted(): Promise<string> {
  const stream = freshStream();
  await up.client.appendToStream(stream, events(3));
  await up.client.deleteStream(stream);
  return stream;
}

describe("soft deletion", () => {
  promise("streams", "hides the stream; appending brings it back, revisions go on", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(3));
    await up.client.deleteStream(stream, { expectedRevision: 2n });
    expect(await rejection(read(stream))).toMatchObject({ type: "stream-not-found" });
    const appended = await up.client.appendToStream(stream, events(2));
    expect(appended.nextExpectedRevision).toBe(4n);
    expect(await read(stream)).toEqual([3, 4]);
    const backwards = up.client.readStream(stream, { direction: BACKWARDS, fromRevision: END });
    expect(revisions(await collect(backwards))).toEqual([4, 3]);
  });

  promise("deleting_stream.cs", "is answered with its position in $all", async () => {
    const stream = freshStream();
    const appended = await up.client.appendToStream(stream, events(1));
    const deleted = await up.client.deleteStream(stream);
    const tombstoned = await up.client.tombstoneStream(stream);
    const commits = [appended, deleted, tombstoned].map(({ position }) => position?.commit ?? 0n);
    expect(commits[1]).toBeGreaterThan(commits[0] ?? 0n);
    expect(commits[2]).toBeGreaterThan(commits[1] ?? 0n);
  });

  promise(
    "soft_deleted_stream.cs",
    "any, no_stream and the last revision bring it back",
    async () => {
      for (const expectedRevision of ["any", "no_stream", 2n] as const) {
        const stream = await deleted();
        const appended = await up.client.appendToStream(stream, events(1), { expectedRevision });
        expect(appended.nextExpectedRevision).toBe(3n);
        const again = up.client.appendToStream(stream, events(1), {
          expectedRevision: "no_stream",
        });
        expect(await rejection(again)).toMatchObject({ type: "wrong-expected-version" });
      }
    },
  );

  promise("not documented", "another revision does not bring it back", async () => {
    const appending = up.client.appendToStream(await deleted(), events(1), {
      expectedRevision: 1n,
    });
    expect(await rejection(appending)).toMatchObject({ type: "wrong-expected-version" });
  });

  promise("append_to_stream.cs", "stream_exists is told that it is deleted", async () => {
    const stream = await deleted();
    const appending = up.client.appendToStream(stream, events(1), {
      expectedRevision: "stream_exists",
    });
    expect(await rejection(appending)).toMatchObject({
      type: "stream-deleted",
      streamName: stream,
    });
  });

  promise("soft_deleted_stream.cs", "metadata brings it back too, empty, and is kept", async () => {
    const stream = await deleted();
    await up.client.setStreamMetadata(stream, { owner: "someone", maxCount: 5 });
    expect(await read(stream)).toEqual([]);
    const { metadata } = await up.client.getStreamMetadata(stream);
    expect(metadata).toEqual({ owner: "someone", maxCount: 5, truncateBefore: 3 });
    await up.client.appendToStream(stream, events(2));
    expect(await read(stream)).toEqual([3, 4]);
  });

  promise("deleteStream.test.ts", "is refused where the expectation does not hold", async () => {
    const [missing, existing] = [freshStream(), freshStream()];
    await up.client.appendToStream(existing, events(3));
    const attempts = [
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

  promise("not documented", "any: a stream that never was is not deleted", async () => {
    expect(await rejection(up.client.deleteStream(freshStream()))).toMatchObject({
      type: "wrong-expected-version",
    });
  });

  promise("deleteStream.test.ts", "is allowed where only metadata made the stream", async () => {
    const stream = freshStream();
    await up.client.setStreamMetadata(stream, { cacheControl: 10 });
    await up.client.deleteStream(stream, { expectedRevision: "no_stream" });
    expect(await rejection(read(stream))).toMatchObject({ type: "stream-not-found" });
  });

  promise("streams", "leaves the events in $all", async () => {
    const fromPosition = await endOfAll(up.client);
    const stream = freshStream();
    await up.client.appendToStream(stream, events(3));
    await up.client.deleteStream(stream);
    const all = await collect(up.client.readAll({ fromPosition }));
    expect(all.filter(({ event }) => event?.streamId === stream).length).toBe(3);
  });
});

describe("tombstone", () => {
  promise("streams", "a tombstone ends the stream for ever", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(3));
    await up.client.tombstoneStream(stream, { expectedRevision: 2n });
    const attempts = [
      () => read(stream),
      () => up.client.appendToStream(stream, events(1)),
      () => up.client.appendToStream(stream, events(1), { expectedRevision: 2n }),
      () => up.client.deleteStream(stream),
      () => up.client.tombstoneStream(stream),
      () => up.client.appendToStream(stream, events(1), { expectedRevision: "stream_exists" }),
      () => up.client.setStreamMetadata(stream, { maxCount: 1 }),
      () => collect(up.client.subscribeToStream(stream)),
    ];
    for (const attempt of attempts) {
      expect(await rejection(attempt())).toMatchObject({ type: "stream-deleted" });
    }
  });

  promise("soft_deleted_stream.cs", "a tombstone ends the stream's metadata too", async () => {
    const stream = await deleted();
    await up.client.tombstoneStream(stream);
    expect(await rejection(up.client.getStreamMetadata(stream))).toMatchObject({
      type: "stream-deleted",
      streamName: `$$${stream}`,
    });
  });

  promise("streams", "a tombstone is an event of its own in $all, $streamDeleted", async () => {
    const fromPosition = await endOfAll(up.client);
    const stream = freshStream();
    await up.client.appendToStream(stream, events(1));
    await up.client.tombstoneStream(stream);
    const all = await collect(up.client.readAll({ fromPosition }));
    const own = all.flatMap(({ event }) => (event?.streamId === stream ? [event] : []));
    expect(own.map(({ type }) => type)).toEqual(["Counted", "$streamDeleted"]);
    expect(own.at(-1)?.revision).toBe(2n ** 63n - 1n);
  });

  promise(
    "tombstoneStream.test.ts",
    "a tombstone may come where no stream ever was, as expected",
    async () => {
      const [missing, existing] = [freshStream(), freshStream()];
      await up.client.appendToStream(existing, events(2));
      await up.client.tombstoneStream(missing, { expectedRevision: "no_stream" });
      expect(await rejection(read(missing))).toMatchObject({ type: "stream-deleted" });
      for (const expectedRevision of ["no_stream", 0n] as const) {
        expect(
          await rejection(up.client.tombstoneStream(existing, { expectedRevision })),
        ).toMatchObject({ type: "wrong-expected-version", streamName: existing });
      }
    },
  );

  promise("not documented", "a refusal names a stream beyond ASCII readably", async () => {
    const stream = freshStream("Größe");
    expect(await rejection(up.client.deleteStream(stream))).toMatchObject({
      type: "wrong-expected-version",
      actualVersion: "no_stream",
    });
  });
});
