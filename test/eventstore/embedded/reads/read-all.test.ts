import { BACKWARDS, END, FORWARDS, type Position, START } from "@eventstore/db-client";
import { beforeAll, expect, test } from "vitest";
import { collect, events, useNode } from "../node-for-test.ts";

const up = useNode();
const ours = 300;
let all: Awaited<ReturnType<typeof readAll>>;

beforeAll(async () => {
  for (let index = 0; index < ours / 3; index++) {
    await up.client.appendToStream(`stream-${index % 7}`, events(3));
  }
  all = await readAll({});
});

function readAll(options: Parameters<typeof up.client.readAll>[0]) {
  return collect(up.client.readAll(options));
}

function positions(found: typeof all): bigint[] {
  return found.map(({ event }) => event!.position!.commit);
}

function at(index: number): Position {
  return all[index]!.event!.position!;
}

test("holds every event once, in the order of the positions", () => {
  const found = positions(all);
  expect(found.length).toBeGreaterThan(ours);
  expect(new Set(found).size).toBe(found.length);
  expect(found).toEqual([...found].sort((a, b) => (a < b ? -1 : 1)));
  const own = all.filter(({ event }) => !event?.streamId.startsWith("$"));
  expect(own.length).toBe(ours);
});

test("begins with events of the system", () => {
  expect(all[0]?.event?.streamId.startsWith("$")).toBe(true);
});

test("positions are not dense, and commit and prepare agree", () => {
  const found = positions(all);
  for (const [index, position] of found.entries()) {
    if (index > 0) expect(position - found[index - 1]!).toBeGreaterThan(1n);
  }
  expect(all.every(({ event }) => event?.position?.prepare === event?.position?.commit)).toBe(true);
  expect(all.map(({ commitPosition }) => commitPosition)).toEqual(found);
});

test("forwards from a position, with it", async () => {
  const found = await readAll({ fromPosition: at(100), maxCount: 5 });
  expect(positions(found)).toEqual(positions(all).slice(100, 105));
});

test("backwards from a position, without it", async () => {
  const found = await readAll({ fromPosition: at(100), maxCount: 5, direction: BACKWARDS });
  expect(positions(found)).toEqual(positions(all).slice(95, 100).reverse());
});

test("backwards from the end", async () => {
  const found = await readAll({ fromPosition: END, direction: BACKWARDS });
  expect(positions(found)).toEqual(positions(all).reverse());
});

test("nothing before the start or after the end", async () => {
  expect(await readAll({ fromPosition: START, direction: BACKWARDS })).toEqual([]);
  expect(await readAll({ fromPosition: END, direction: FORWARDS })).toEqual([]);
});
