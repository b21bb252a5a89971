import { END, START } from "@eventstore/db-client";
import { describe, expect } from "vitest";
import { events, freshStream } from "../../embedded/node-for-test.ts";
import { watch } from "../../embedded/reads/watch.ts";
import { promise } from "../promise.ts";
import { endOfAll, useStore } from "../store-under-test.ts";

const up = useStore();

const indexOf = (revision: bigint | undefined) => Number(revision);

/** What is of that stream, or of those whose names begin so: others write to $all too. */
const of =
  (stream: string) =>
  ({ event }: { event?: { streamId: string } | undefined }) =>
    event?.streamId.startsWith(stream) === true;

describe("to a stream", () => {
  promise(
    "subscriptions",
    "tells what is there, then what comes, each once and in order",
    async () => {
      const stream = freshStream();
      await up.client.appendToStream(stream, events(600));
      const watched = watch(up.client.subscribeToStream(stream, { fromRevision: START }));
      for (let index = 0; index < 40; index++) await up.client.appendToStream(stream, events(10));
      const found = await watched.until(1_000);
      expect(found.map(({ event }) => indexOf(event?.revision))).toEqual(
        Array.from({ length: 1_000 }, (_, index) => index),
      );
      await watched.end();
    },
  );

  promise("subscriptions", "begins after a revision", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(5));
    const watched = watch(up.client.subscribeToStream(stream, { fromRevision: 2n }));
    await up.client.appendToStream(stream, events(1));
    const found = await watched.until(3);
    expect(found.map(({ event }) => event?.revision)).toEqual([3n, 4n, 5n]);
    await watched.end();
  });

  promise("subscriptions", "from the end: tells only what comes", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(5));
    const watched = watch(up.client.subscribeToStream(stream, { fromRevision: END }));
    await watched.live();
    await up.client.appendToStream(stream, events(2));
    expect((await watched.until(2)).map(({ event }) => event?.revision)).toEqual([5n, 6n]);
    await watched.end();
  });

  promise("not documented", "waits for a stream that is not there yet", async () => {
    const stream = freshStream();
    const watched = watch(up.client.subscribeToStream(stream, { fromRevision: START }));
    await watched.live();
    await up.client.appendToStream(freshStream(), events(3));
    await up.client.appendToStream(stream, events(2));
    expect((await watched.until(2)).map(({ event }) => event?.streamId)).toEqual([stream, stream]);
    await watched.end();
  });

  promise("not documented", "goes on after a soft deletion, ends at a tombstone", async () => {
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
  promise(
    "subscriptions",
    "tells what is there, then what comes, in the order of $all",
    async () => {
      const run = freshStream("writer");
      const fromPosition = await endOfAll(up.client);
      await up.client.appendToStream(`${run}-0`, events(100));
      const watched = watch(up.client.subscribeToAll({ fromPosition }));
      const writing = Array.from({ length: 8 }, async (_, writer) => {
        for (let index = 0; index < 30; index++) {
          await up.client.appendToStream(`${run}-${writer}`, events(5));
        }
      });
      await Promise.all(writing);
      const found = await watched.until(1_300, of(run));
      const positions = found.map(({ event }) => event?.position?.commit ?? 0n);
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => (a < b ? -1 : 1)));
      expect(found.filter(of(run)).length).toBe(1_300);
      await watched.end();
    },
  );

  promise("subscriptions", "begins after a position", async () => {
    const stream = freshStream();
    const { position } = await up.client.appendToStream(stream, events(3));
    await up.client.appendToStream(stream, events(2));
    if (position === undefined) throw new Error("no position");
    const watched = watch(up.client.subscribeToAll({ fromPosition: position }));
    const found = (await watched.until(2, of(stream))).filter(of(stream));
    expect(found.map(({ event }) => event?.revision)).toEqual([3n, 4n]);
    await watched.end();
  });

  promise("subscriptions", "from the end: tells only what comes", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(2));
    const watched = watch(up.client.subscribeToAll({ fromPosition: END }));
    await watched.live();
    await up.client.appendToStream(stream, events(1));
    const found = (await watched.until(1, of(stream))).filter(of(stream));
    expect(found.map(({ event }) => event?.revision)).toEqual([2n]);
    await watched.end();
  });
});

promise("ReadResp.SubscriptionConfirmation", "is confirmed once, with an id", async () => {
  const stream = freshStream();
  const watched = watch(up.client.subscribeToStream(stream));
  await watched.live();
  await up.client.appendToStream(stream, events(3));
  await watched.until(3);
  expect(watched.confirmations).toBe(1);
  expect(watched.subscription.id).toMatch(/\S/);
  await watched.end();
});

describe.each(["a stream", "$all"])("to %s", (what) => {
  promise(
    "subscribeToStream.test.ts",
    "says once that it has caught up, behind what was there",
    async () => {
      const stream = freshStream();
      const fromPosition = await endOfAll(up.client);
      await up.client.appendToStream(stream, events(100));
      const subscription =
        what === "$all"
          ? up.client.subscribeToAll({ fromPosition })
          : up.client.subscribeToStream(stream);
      const watched = watch(subscription);
      const before = Promise.withResolvers<number>();
      subscription.once("caughtUp", () => before.resolve(watched.events.filter(of(stream)).length));
      expect(await before.promise).toBe(100);
      for (let index = 0; index < 5; index++) await up.client.appendToStream(stream, events(3));
      await watched.until(115, of(stream));
      expect(watched.caughtUps).toBe(1);
      await watched.end();
    },
  );
});

promise("not documented", "one that is refused is told so", async () => {
  expect(await watch(up.client.subscribeToStream("$$")).failed()).toMatchObject({ code: 3 });
});
