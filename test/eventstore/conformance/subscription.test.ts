import { END, START } from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { events, freshStream } from "../embedded/node-for-test.ts";
import { watch } from "../embedded/reads/watch.ts";
import { useStore } from "./store-under-test.ts";

const up = useStore("subscription");

const indexOf = (revision: bigint | undefined) => Number(revision);

describe("to a stream", () => {
  test("what is there, then what comes, each once and in order", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(600));
    const watched = watch(up.client.subscribeToStream(stream, { fromRevision: START }));
    for (let index = 0; index < 40; index++) await up.client.appendToStream(stream, events(10));
    const found = await watched.until(1_000);
    expect(found.map(({ event }) => indexOf(event?.revision))).toEqual(
      Array.from({ length: 1_000 }, (_, index) => index),
    );
    await watched.end();
  });

  test("from a revision, without it", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(5));
    const watched = watch(up.client.subscribeToStream(stream, { fromRevision: 2n }));
    await up.client.appendToStream(stream, events(1));
    const found = await watched.until(3);
    expect(found.map(({ event }) => event?.revision)).toEqual([3n, 4n, 5n]);
    await watched.end();
  });

  test("from the end: only what comes", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(5));
    const watched = watch(up.client.subscribeToStream(stream, { fromRevision: END }));
    await watched.live();
    await up.client.appendToStream(stream, events(2));
    expect((await watched.until(2)).map(({ event }) => event?.revision)).toEqual([5n, 6n]);
    await watched.end();
  });

  test("waits for a stream that is not there yet", async () => {
    const stream = freshStream();
    const watched = watch(up.client.subscribeToStream(stream, { fromRevision: START }));
    await watched.live();
    await up.client.appendToStream(freshStream(), events(3));
    await up.client.appendToStream(stream, events(2));
    expect((await watched.until(2)).map(({ event }) => event?.streamId)).toEqual([stream, stream]);
    await watched.end();
  });

  test("goes on after a soft deletion, ends at a tombstone", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(2));
    const watched = watch(up.client.subscribeToStream(stream));
    await watched.live();
    await up.client.deleteStream(stream);
    await up.client.appendToStream(stream, events(1));
    expect((await watched.until(3)).map(({ event }) => event?.revision)).toEqual([0n, 1n, 2n]);
    await up.client.tombstoneStream(stream);
    expect(await watched.failed()).toMatchObject({ type: "stream-deleted" });
  });
});

describe("to $all", () => {
  test("what is there, then what comes, each once and in order", async () => {
    const run = freshStream("writer");
    const watched = watch(up.client.subscribeToAll({ fromPosition: START }));
    const writing = Array.from({ length: 8 }, async (_, writer) => {
      for (let index = 0; index < 30; index++) {
        await up.client.appendToStream(`${run}-${writer}`, events(5));
      }
    });
    await Promise.all(writing);
    const own = ({ event }: { event?: { streamId: string } | undefined }) =>
      event?.streamId.startsWith(`${run}-`) === true;
    const found = await watched.until(1_200, own);
    const positions = found.map(({ event }) => event?.position?.commit ?? 0n);
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => (a < b ? -1 : 1)));
    expect(found.filter(own).length).toBe(1_200);
    await watched.end();
  });

  test("resumes after a position, without it", async () => {
    const stream = freshStream();
    const { position } = await up.client.appendToStream(stream, events(3));
    await up.client.appendToStream(stream, events(2));
    if (position === undefined) throw new Error("no position");
    const watched = watch(up.client.subscribeToAll({ fromPosition: position }));
    expect((await watched.until(2)).map(({ event }) => event?.revision)).toEqual([3n, 4n]);
    await watched.end();
  });

  test("from the end: only what comes", async () => {
    const stream = freshStream();
    const watched = watch(up.client.subscribeToAll({ fromPosition: END }));
    await watched.live();
    await up.client.appendToStream(stream, events(1));
    expect((await watched.until(1)).map(({ event }) => event?.streamId)).toEqual([stream]);
    await watched.end();
  });
});

test("one confirmation with an id, one caughtUp", async () => {
  const stream = freshStream();
  await up.client.appendToStream(stream, events(100));
  const watched = watch(up.client.subscribeToAll());
  await watched.live();
  for (let index = 0; index < 5; index++) await up.client.appendToStream(stream, events(3));
  await watched.until(115, ({ event }) => event?.streamId === stream);
  expect(watched.confirmations).toBe(1);
  expect(watched.caughtUps).toBe(1);
  expect(watched.subscription.id).toMatch(/^[0-9a-f-]{36}$/);
  await watched.end();
});

test("a subscription that is refused says so", async () => {
  expect(await watch(up.client.subscribeToStream("$$")).failed()).toMatchObject({ code: 3 });
});
