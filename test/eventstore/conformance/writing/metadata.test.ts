// Stream metadata: what it hides, and that it comes back.
import { jsonEvent } from "@eventstore/db-client";
import { expect } from "vitest";
import {
  collect,
  events,
  freshStream,
  rejection,
  revisions,
} from "../../embedded/node-for-test.ts";
import { promise } from "../promise.ts";
import { useStore } from "../store-under-test.ts";

const up = useStore();

const read = (stream: string) => collect(up.client.readStream(stream)).then(revisions);

promise("stream_metadata.cs", "is read back as it was set; only the newest counts", async () => {
  const stream = freshStream();
  expect((await up.client.getStreamMetadata(stream)).metadata).toBeUndefined();
  await up.client.setStreamMetadata(stream, { maxCount: 7, custom: "x" });
  await up.client.setStreamMetadata(stream, { maxCount: 2, acl: { readRoles: ["a"] } });
  const { metadata } = await up.client.getStreamMetadata(stream);
  expect(metadata).toEqual({ maxCount: 2, acl: { readRoles: ["a"] } });
  expect((await collect(up.client.readStream(`$$${stream}`))).length).toBe(1);
});

promise("streams", "$maxCount shows the newest so many", async () => {
  const stream = freshStream();
  await up.client.setStreamMetadata(stream, { maxCount: 3 });
  await up.client.appendToStream(stream, events(10));
  expect(await read(stream)).toEqual([7, 8, 9]);
  await up.client.appendToStream(stream, events(1));
  expect(await read(stream)).toEqual([8, 9, 10]);
});

promise("streams", "$tb hides what is older; revisions go on", async () => {
  const stream = freshStream();
  await up.client.appendToStream(stream, events(10));
  await up.client.setStreamMetadata(stream, { truncateBefore: 8 });
  expect(await read(stream)).toEqual([8, 9]);
  await up.client.setStreamMetadata(stream, { truncateBefore: 100 });
  expect(await read(stream)).toEqual([]);
  expect((await up.client.appendToStream(stream, events(1))).nextExpectedRevision).toBe(10n);
});

promise("streams", "$maxAge hides what is too old, and nothing else", async () => {
  const stream = freshStream();
  await up.client.appendToStream(stream, events(3));
  await up.client.setStreamMetadata(stream, { maxAge: 3_600 });
  expect(await read(stream)).toEqual([0, 1, 2]);
  await up.client.setStreamMetadata(stream, { maxAge: 1 });
  await expect.poll(() => read(stream), { timeout: 10_000 }).toEqual([]);
});

promise("not documented", "what is not metadata is left alone", async () => {
  const stream = freshStream();
  await up.client.appendToStream(stream, events(2));
  for (const data of [[1, 2], "text", { $maxCount: "many", $tb: -1, $maxAge: 0.5 }]) {
    await up.client.appendToStream(`$$${stream}`, jsonEvent({ type: "$metadata", data }));
  }
  expect(await read(stream)).toEqual([0, 1]);
});

promise(
  "append_to_stream.cs",
  "stream_exists holds for a stream that only has metadata",
  async () => {
    const stream = freshStream();
    await up.client.setStreamMetadata(stream, { maxCount: 3 });
    const appended = await up.client.appendToStream(stream, events(1), {
      expectedRevision: "stream_exists",
    });
    expect(appended.nextExpectedRevision).toBe(0n);
  },
);

promise(
  "streams",
  "$acl comes back as it was set, and lies in $$stream by its short names",
  async () => {
    const stream = freshStream();
    const acl = {
      readRoles: ["$all"],
      writeRoles: ["a", "b"],
      deleteRoles: ["a"],
      metaReadRoles: ["b"],
      metaWriteRoles: [],
    };
    await up.client.setStreamMetadata(stream, { acl });
    expect((await up.client.getStreamMetadata(stream)).metadata).toEqual({ acl });
    const [stored] = await collect(up.client.readStream(`$$${stream}`));
    expect(stored?.event).toMatchObject({ type: "$metadata", streamId: `$$${stream}` });
    expect(stored?.event?.data).toMatchObject({
      $acl: { $r: ["$all"], $w: ["a", "b"], $d: ["a"], $mr: ["b"] },
    });
  },
);

promise(
  "soft_deleted_stream.cs",
  "a stream that only has metadata is not there to be read",
  async () => {
    const stream = freshStream();
    await up.client.setStreamMetadata(stream, { maxCount: 100, truncateBefore: 0 });
    expect(await rejection(read(stream))).toMatchObject({ type: "stream-not-found" });
  },
);

promise("stream_metadata.cs", "is set with an expectation like any append", async () => {
  const stream = freshStream();
  const setting = up.client.setStreamMetadata(stream, {}, { expectedRevision: 2n });
  expect(await rejection(setting)).toMatchObject({ type: "wrong-expected-version" });
});
