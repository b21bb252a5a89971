import { describe, expect, test } from "vitest";
import { classic, collect, events, freshStream, rejection } from "../embedded/node-for-test.ts";
import { useStore } from "./store-under-test.ts";

const up = useStore("deadline");

describe.each([
  ["batch append", {}],
  ["classic append", classic],
])("%s", (_name, how) => {
  test("past its deadline it is refused", async () => {
    await up.client.appendToStream(freshStream(), events(1), how);
    const stream = freshStream();
    const late = up.client.appendToStream(stream, events(5_000), { ...how, deadline: 1 });
    expect(await rejection(late)).toMatchObject({ type: "deadline-exceeded" });
    // A batch append whose deadline had passed when it arrived was not begun either.
    if (how === classic) return;
    expect(await rejection(collect(up.client.readStream(stream)))).toMatchObject({
      type: "stream-not-found",
    });
  });

  test("within its deadline it is carried out", async () => {
    const stream = freshStream();
    await up.client.appendToStream(stream, events(3), { ...how, deadline: 10_000 });
    expect((await collect(up.client.readStream(stream))).length).toBe(3);
  });
});
