// Many subscriptions and slow ones. All clients of one process and endpoint share one connection.
import { binaryEvent, END } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { events, freshStream, useNode } from "../node-for-test.ts";
import { watch } from "./watch.ts";

const up = useNode();

test("ninety subscriptions on one connection are told everything, and freed", async () => {
  const stream = freshStream();
  const all = Array.from({ length: 90 }, () => watch(up.client.subscribeToStream(stream)));
  await Promise.all(all.map((watched) => watched.live()));
  await up.client.appendToStream(stream, events(20));
  for (const watched of all) expect((await watched.until(20)).length).toBe(20);
  await Promise.all(all.map((watched) => watched.end()));
  const more = Array.from({ length: 90 }, () => watch(up.client.subscribeToStream(stream)));
  for (const watched of more) expect((await watched.until(20)).length).toBe(20);
  await Promise.all(more.map((watched) => watched.end()));
});

test("the hundred-and-first call on a connection has to wait, as with a real node", async () => {
  // The client's own stream of appends is the hundredth.
  await up.client.appendToStream(freshStream(), events(1));
  const all = Array.from({ length: 99 }, () => watch(up.client.subscribeToAll()));
  await Promise.all(all.map((watched) => watched.live()));
  const oneTooMany = watch(up.client.subscribeToAll());
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(oneTooMany.confirmations).toBe(0);
  await Promise.all([...all, oneTooMany].map((watched) => watched.end()));
});

test("a slow reader gets everything and does not hold up the others", async () => {
  const stream = freshStream();
  const slow = up.client.subscribeToStream(stream);
  const quick = watch(up.client.subscribeToStream(stream));
  for (let index = 0; index < 20; index++) {
    const data = { wide: "x".repeat(20_000) };
    const wide = events(50).map((event) => ({ ...event, data }));
    await up.client.appendToStream(stream, wide as never);
  }
  expect((await quick.until(1_000)).length).toBe(1_000);
  let count = 0;
  for await (const _ of slow) {
    if (++count % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    if (count === 1_000) break;
  }
  expect(count).toBe(1_000);
  await quick.end();
  await slow.unsubscribe();
});

test.each(["$all", "a stream"])(
  "who does not keep up with %s is told so, misses nothing and catches up",
  async (what) => {
    const stream = freshStream();
    const subscription =
      what === "$all"
        ? up.client.subscribeToAll({ fromPosition: END })
        : up.client.subscribeToStream(stream);
    const told: string[] = [];
    for (const event of ["caughtUp", "fellBehind"] as const) {
      subscription.on(event as "caughtUp", () => told.push(event));
    }
    await expect.poll(() => told).toEqual(["caughtUp"]);
    const small = () => binaryEvent({ type: "Small", data: Buffer.alloc(150) });
    for (let index = 0; index < 20; index++) {
      await up.client.appendToStream(stream, Array.from({ length: 1_000 }, small));
    }
    const ids: string[] = [];
    subscription.on("data", ({ event }: { readonly event?: { readonly id: string } }) =>
      ids.push(event?.id ?? ""),
    );
    await expect
      .poll(() => told, { timeout: 20_000 })
      .toEqual(["caughtUp", "fellBehind", "caughtUp"]);
    expect(ids.length).toBe(20_000);
    expect(new Set(ids).size).toBe(20_000);
    await subscription.unsubscribe();
  },
);
