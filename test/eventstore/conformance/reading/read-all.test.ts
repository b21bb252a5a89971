// Others may write to the server meanwhile: what is compared is a stretch of $all that is behind
// them, and does not change any more.
import {
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  type Position,
  START,
} from "@eventstore/db-client";
import { beforeAll, expect } from "vitest";
import { collect, events, freshStream } from "../../embedded/node-for-test.ts";
import { promise } from "../promise.ts";
import { endOfAll, useStore } from "../store-under-test.ts";

const up = useStore();
const prefix = freshStream("all");
const ours = 300;
let stretch: readonly AllStreamResolvedEvent[];

function readAll(options: Parameters<typeof up.client.readAll>[0]) {
  return collect(up.client.readAll(options));
}

const positionOf = ({ event }: AllStreamResolvedEvent): Position => {
  if (event?.position === undefined) throw new Error("no position");
  return event.position;
};
const commits = (found: readonly AllStreamResolvedEvent[]) =>
  found.map((one) => positionOf(one).commit);
const at = (index: number) => positionOf(stretch[index]!);

beforeAll(async () => {
  const fromPosition = await endOfAll(up.client);
  for (let index = 0; index < ours / 3; index++) {
    await up.client.appendToStream(`${prefix}-${index % 7}`, events(3));
  }
  const end = await endOfAll(up.client);
  const found = await readAll({ fromPosition });
  stretch = found.filter((one) => positionOf(one).commit <= end.commit);
});

promise("reading", "$all has every event once, in the order of the positions", async () => {
  const found = commits(stretch);
  expect(new Set(found).size).toBe(found.length);
  expect(found).toEqual([...found].sort((a, b) => (a < b ? -1 : 1)));
  const own = stretch.flatMap(({ event }) => (event?.streamId.startsWith(prefix) ? [event] : []));
  expect(own.length).toBe(ours);
  // Each stream in its order, and all of them in that of their appends.
  for (const name of new Set(own.map(({ streamId }) => streamId))) {
    const revisions = own.filter(({ streamId }) => streamId === name).map((one) => one.revision);
    expect(revisions).toEqual(revisions.map((_, index) => BigInt(index)));
  }
});

promise("readAll.test.ts", "$all is read forwards from a position, with it, so many", async () => {
  const found = await readAll({ fromPosition: at(100), maxCount: 5 });
  expect(commits(found)).toEqual(commits(stretch).slice(100, 105));
});

promise("reading", "$all is read from the start, and begins with what is lowest", async () => {
  const found = commits(await readAll({ fromPosition: START, maxCount: 10 }));
  expect(found.length).toBe(10);
  expect(found).toEqual([...found].sort((a, b) => (a < b ? -1 : 1)));
  expect(found[0]).toBeLessThan(at(0).commit);
});

promise("reading", "$all is read backwards from the end", async () => {
  const { commit } = await endOfAll(up.client);
  const found = await readAll({ fromPosition: END, direction: BACKWARDS, maxCount: 50 });
  const numbers = commits(found);
  expect(numbers).toEqual([...numbers].sort((a, b) => (a < b ? 1 : -1)));
  expect(numbers[0]).toBeGreaterThanOrEqual(commit);
});

promise("not documented", "$all is read backwards from a position, without it", async () => {
  const found = await readAll({ fromPosition: at(100), maxCount: 5, direction: BACKWARDS });
  expect(commits(found)).toEqual(commits(stretch).slice(95, 100).reverse());
});

promise("read_all_events_backward.cs", "there is nothing before the start of $all", async () => {
  expect(await readAll({ fromPosition: START, direction: BACKWARDS, maxCount: 1 })).toEqual([]);
});
