// Checkpoints to the event, and expressions that are refused; what filters let through is in the
// conformance suite.
import {
  type AllStreamSubscription,
  eventTypeFilter,
  type Position,
  streamNameFilter,
} from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { events, freshStream, useNode } from "../node-for-test.ts";
import { watch } from "./watch.ts";

const up = useNode();

describe("checkpoints", () => {
  function withCheckpoints(from: Position, checkpointInterval: number, maxSearchWindow?: number) {
    const checkpoints: bigint[] = [];
    const filter = eventTypeFilter({
      prefixes: ["Wanted"],
      checkpointInterval,
      ...(maxSearchWindow === undefined ? {} : { maxSearchWindow }),
      checkpointReached: (_: AllStreamSubscription, position: Position) => {
        checkpoints.push(position.commit);
      },
    });
    return {
      checkpoints,
      watched: watch(up.client.subscribeToAll({ fromPosition: from, filter })),
    };
  }

  async function begin(): Promise<Position> {
    const { position } = await up.client.appendToStream(freshStream(), events(1));
    if (position === undefined) throw new Error("no position");
    return position;
  }

  test("come each interval of 32 looked-at events, and once more at the live end", async () => {
    const from = await begin();
    await up.client.appendToStream(freshStream(), events(320));
    const { position } = await up.client.appendToStream(freshStream(), events(5));
    const { checkpoints, watched } = withCheckpoints(from, 2);
    await watched.live();
    expect(checkpoints.length).toBe(6);
    expect(checkpoints.at(-1)).toBe(position?.commit);
    await watched.end();
  });

  test("go by the search window when one is given", async () => {
    const from = await begin();
    await up.client.appendToStream(freshStream(), events(100));
    const { checkpoints, watched } = withCheckpoints(from, 1, 10);
    await watched.live();
    expect(checkpoints.length).toBe(10);
    await watched.end();
  });

  test("go on at the live end, and resuming after one misses nothing", async () => {
    const from = await begin();
    const { checkpoints, watched } = withCheckpoints(from, 1);
    await watched.live();
    await up.client.appendToStream(freshStream(), [...events(64), ...events(1, "WantedLater")]);
    await watched.until(1);
    expect(checkpoints.length).toBe(2);
    await watched.end();
    const position = { commit: checkpoints[1] ?? 0n, prepare: checkpoints[1] ?? 0n };
    const resumed = withCheckpoints(position, 1);
    expect((await resumed.watched.until(1)).map(({ event }) => event?.type)).toEqual([
      "WantedLater",
    ]);
    await resumed.watched.end();
  });
});

test.each([["(a)\\1"], ["("]])("the expression %s is refused", async (regex) => {
  const watched = watch(up.client.subscribeToAll({ filter: streamNameFilter({ regex }) }));
  expect(await watched.failed()).toMatchObject({ code: 3 });
});

test("the client's own expression is not refused", async () => {
  const filter = streamNameFilter({ regex: "^[^$].*" });
  const watched = watch(up.client.subscribeToAll({ filter }));
  await watched.live();
  await watched.end();
});
