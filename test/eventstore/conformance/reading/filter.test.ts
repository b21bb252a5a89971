// Filters of subscriptions to $all, which the server applies.
import {
  type AllStreamSubscription,
  eventTypeFilter,
  excludeSystemEvents,
  type Filter,
  type Position,
  streamNameFilter,
} from "@eventstore/db-client";
import { beforeAll, describe, expect } from "vitest";
import { events, freshStream } from "../../embedded/node-for-test.ts";
import { watch } from "../../embedded/reads/watch.ts";
import { promise } from "../promise.ts";
import { endOfAll, useStore } from "../store-under-test.ts";

const up = useStore();
/** No other run has names that begin with it. */
const run = freshStream("filter");
const [lot1, lot2, batch1] = [`${run}-lot-1`, `${run}-lot-2`, `${run}-batch-1`];
let fromPosition: Position;

beforeAll(async () => {
  fromPosition = await endOfAll(up.client);
  await up.client.appendToStream(lot1, events(2, `${run}LotReceived`));
  await up.client.appendToStream(lot2, events(2, `${run}LotMoved`));
  await up.client.appendToStream(batch1, events(2, `${run}BatchStarted`));
  // An event of the system.
  await up.client.setStreamMetadata(lot1, { cacheControl: 10 });
});

/** Everything that a filter lets through, up to now. */
async function passing(filter: Filter) {
  const watched = watch(up.client.subscribeToAll({ fromPosition, filter }));
  await watched.live();
  await watched.end();
  return watched.events.flatMap(({ event }) => (event ? [event] : []));
}

async function expectStreams(filter: Filter, streams: readonly string[]): Promise<void> {
  const found = (await passing(filter)).map(({ streamId }) => streamId);
  // Twice, because each has two events.
  expect(found).toEqual(streams.flatMap((stream) => [stream, stream]));
}

promise("subscriptions", "by prefixes of the stream's name", async () => {
  await expectStreams(streamNameFilter({ prefixes: [`${run}-lot-`] }), [lot1, lot2]);
  const some = ["nothing", `${run}-batch-`, lot2];
  await expectStreams(streamNameFilter({ prefixes: some }), [lot2, batch1]);
});

promise("subscriptions", "by a regular expression over the stream's name", async () => {
  await expectStreams(streamNameFilter({ regex: `^${run}-(?:batch|lot)-1$` }), [lot1, batch1]);
  await expectStreams(streamNameFilter({ regex: `${run}-.*-[2-9]$` }), [lot2]);
});

promise("subscriptions", "by prefixes of the type", async () => {
  await expectStreams(eventTypeFilter({ prefixes: [`${run}Lot`] }), [lot1, lot2]);
});

promise("subscriptions", "by a regular expression over the type", async () => {
  await expectStreams(eventTypeFilter({ regex: `^${run}.*ed$` }), [lot1, lot2, batch1]);
  await expectStreams(eventTypeFilter({ regex: `^${run}LotM` }), [lot2]);
});

promise("subscriptions", "without the events of the system", async () => {
  const found = await passing(excludeSystemEvents());
  expect(found.filter(({ streamId }) => streamId.startsWith(run)).length).toBe(6);
  expect(found.filter(({ type }) => type.startsWith("$"))).toEqual([]);
});

describe("checkpoints", () => {
  function withCheckpoints(from: Position, checkpointInterval: number) {
    const checkpoints: Position[] = [];
    const filter = eventTypeFilter({
      prefixes: [`${run}Wanted`],
      checkpointInterval,
      checkpointReached: (_: AllStreamSubscription, position: Position) => {
        checkpoints.push(position);
      },
    });
    const watched = watch(up.client.subscribeToAll({ fromPosition: from, filter }));
    return { checkpoints, watched };
  }

  promise("subscribeToAll-filters.test.ts", "one comes each interval of 32 events", async () => {
    const from = await endOfAll(up.client);
    await up.client.appendToStream(freshStream(), events(320));
    const { checkpoints, watched } = withCheckpoints(from, 2);
    await watched.live();
    await watched.end();
    const commits = checkpoints.map(({ commit }) => commit);
    // Others write too, and there may be one more at the end.
    expect(commits.length).toBeGreaterThanOrEqual(5);
    expect(commits).toEqual([...commits].sort((a, b) => (a < b ? -1 : 1)));
    expect(commits[0]).toBeGreaterThan(from.commit);
  });

  promise("subscriptions", "who resumes after one misses nothing", async () => {
    const from = await endOfAll(up.client);
    const first = withCheckpoints(from, 1);
    await first.watched.live();
    const wanted = events(1, `${run}Wanted`);
    await up.client.appendToStream(freshStream(), [...events(64), ...wanted]);
    await first.watched.until(1);
    await first.watched.end();
    const [position] = first.checkpoints;
    if (position === undefined) throw new Error("no checkpoint");
    const resumed = withCheckpoints(position, 1);
    const found = await resumed.watched.until(1);
    expect(found.map(({ event }) => event?.id)).toEqual(wanted.map(({ id }) => id));
    await resumed.watched.end();
  });
});
