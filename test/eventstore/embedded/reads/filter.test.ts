import {
  type AllStreamSubscription,
  eventTypeFilter,
  excludeSystemEvents,
  type Filter,
  type Position,
  START,
  streamNameFilter,
} from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { events, freshStream, useNode } from "../node-for-test.ts";
import { watch } from "./watch.ts";

const up = useNode();

/** Streams and types that a filter lets through, of a fixed set. */
async function passing(filter: Filter): Promise<{ streams: Set<string>; types: Set<string> }> {
  const end = freshStream("end");
  await up.client.appendToStream(end, events(1, "End"));
  const watched = watch(up.client.subscribeToAll({ fromPosition: START, filter }));
  await watched.live();
  await watched.end();
  const own = watched.events.flatMap(({ event }) => (event ? [event] : []));
  return {
    streams: new Set(
      own.map(({ streamId }) => streamId).filter((name) => /^(lot|batch)-/.test(name)),
    ),
    types: new Set(own.map(({ type }) => type).filter((type) => /^(Lot|Batch)/.test(type))),
  };
}

describe("lets through", () => {
  test("streams and types by prefix or regular expression", async () => {
    await up.client.appendToStream("lot-1", events(2, "LotReceived"));
    await up.client.appendToStream("lot-2", events(2, "LotMoved"));
    await up.client.appendToStream("batch-1", events(2, "BatchStarted"));
    const cases: readonly [Filter, readonly string[]][] = [
      [streamNameFilter({ prefixes: ["lot-"] }), ["lot-1", "lot-2"]],
      [streamNameFilter({ prefixes: ["nothing", "batch-", "lot-2"] }), ["lot-2", "batch-1"]],
      [streamNameFilter({ regex: "^(?:batch|lot)-1$" }), ["lot-1", "batch-1"]],
      [streamNameFilter({ regex: "-[2-9]$" }), ["lot-2"]],
      [eventTypeFilter({ prefixes: ["Lot"] }), ["lot-1", "lot-2"]],
      [eventTypeFilter({ regex: "ed$" }), ["lot-1", "lot-2", "batch-1"]],
      [eventTypeFilter({ regex: "^LotM" }), ["lot-2"]],
      [excludeSystemEvents(), ["lot-1", "lot-2", "batch-1"]],
    ];
    for (const [filter, streams] of cases) {
      expect((await passing(filter)).streams).toEqual(new Set(streams));
    }
  });

  test("no system event when they are excluded", async () => {
    const watched = watch(up.client.subscribeToAll({ filter: excludeSystemEvents() }));
    await watched.live();
    expect(watched.events.every(({ event }) => !event?.type.startsWith("$"))).toBe(true);
    await watched.end();
  });
});

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
