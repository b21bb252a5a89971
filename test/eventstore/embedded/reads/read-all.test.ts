// What of $all is the node's own; the rest is in the conformance suite.
import { END, FORWARDS } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { collect, events, useNode } from "../node-for-test.ts";

const up = useNode();

test("begins with events of the system; positions are not dense, and have one number", async () => {
  for (let index = 0; index < 20; index++) {
    await up.client.appendToStream(`stream-${index % 7}`, events(3));
  }
  const all = await collect(up.client.readAll());
  expect(all[0]?.event?.streamId.startsWith("$")).toBe(true);
  const positions = all.map(({ event }) => event!.position!);
  for (const [index, { commit, prepare }] of positions.entries()) {
    expect(prepare).toBe(commit);
    if (index > 0) expect(commit - positions[index - 1]!.commit).toBeGreaterThan(1n);
  }
  expect(all.map(({ commitPosition }) => commitPosition)).toEqual(
    positions.map(({ commit }) => commit),
  );
});

test("nothing after the end", async () => {
  const after = up.client.readAll({ fromPosition: END, direction: FORWARDS });
  expect(await collect(after)).toEqual([]);
});
