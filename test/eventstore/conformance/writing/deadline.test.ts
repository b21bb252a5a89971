import { describe, expect } from "vitest";
import { collect, events, freshStream, rejection } from "../../embedded/node-for-test.ts";
import { promise } from "../promise.ts";
import { useStore, ways } from "../store-under-test.ts";

const up = useStore();
const deadlineExceeded = { type: "deadline-exceeded" };

describe.each(ways)("%s", (_name, how) => {
  promise("appendToStream-errors.test.ts", "past its deadline it is refused", async () => {
    await up.client.appendToStream(freshStream(), events(1), how);
    const late = up.client.appendToStream(freshStream(), events(5_000), { ...how, deadline: 1 });
    expect(await rejection(late)).toMatchObject(deadlineExceeded);
  });

  promise("BatchAppendReq.Options", "within its deadline it is carried out", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(3), { ...how, deadline: 10_000 });
    expect((await collect(up.client.readStream(stream))).length).toBe(3);
  });
});

promise("not documented", "a batch append that comes past its deadline is not begun", async () => {
  await up.client.appendToStream(freshStream(), events(1));
  const stream = freshStream();
  const late = up.client.appendToStream(stream, events(5_000), { deadline: 1 });
  expect(await rejection(late)).toMatchObject(deadlineExceeded);
  expect(await rejection(collect(up.client.readStream(stream)))).toMatchObject({
    type: "stream-not-found",
  });
});
