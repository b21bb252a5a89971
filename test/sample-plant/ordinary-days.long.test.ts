// Food and device go on after their stories, for load: ordinary batches by every gate, until there
// are as many as asked for.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { batch } from "../../src/domain/batch/batch.ts";
import type { ProductionEvent } from "../../src/domain/catalogue.ts";
import type { Recorded } from "../../src/domain/kernel/metadata.ts";
import { materialLot } from "../../src/domain/material-lot/material-lot.ts";
import { onlyWriter } from "../../src/eventstore/only-writer/only-writer.ts";
import type { Tracing } from "../../src/processes/recall/follow-recalls.ts";
import { batchList } from "../../src/projections/batch-record/query/batch-list.ts";
import { batchRecord } from "../../src/projections/batch-record/query/batch-record.ts";
import { localTime } from "../../src/projections/wording/local-time.ts";
import { createSimulatedClock, type SimulatedClock } from "../../src/sample-plant/clock.ts";
import { people, shifts } from "../../src/sample-plant/people/people.ts";
import type { PlantName, PlayOptions } from "../../src/sample-plant/play.ts";
import { plantStart } from "../../src/sample-plant/site.ts";
import { startLog } from "../event-log-for-test.ts";
import { eventsIn, ofType, type PlayedInto, playInto } from "./plant-for-test.ts";
import { playAndRead } from "./seen-for-test.ts";

/** As where no read model knows of anything: recalls then wait. */
const nothingKnown: Tracing = {
  reached: async () => ({
    seeds: [],
    lots: [],
    batches: [],
    shipments: [],
    sentOutOf: new Map(),
    unknown: [],
    besides: [],
    digests: [],
    asOf: 0,
  }),
  lastWentInto: async () => [],
};
const tracing = () => Promise.resolve(nothingKnown);
const play = (log: Parameters<typeof playInto>[0], options: PlayOptions) =>
  playInto(log, options, undefined, { tracing });

/** Twelve of them, broken off in the middle of this one. */
function playUntil(log: Parameters<typeof playInto>[0], plant: PlantName, n: number) {
  const stop = new AbortController();
  const clock = createSimulatedClock(plantStart);
  let left = Number.POSITIVE_INFINITY;
  const breaking: SimulatedClock = {
    ...clock,
    advance(by_ms) {
      left -= 1;
      if (left === 0) stop.abort();
      clock.advance(by_ms);
    },
  };
  const onBatch = async (next: number) => {
    if (next === n) left = 8;
  };
  const options = { plants: [plant], batches: 12, signal: stop.signal };
  return playInto(log, options, breaking, { tracing, onBatch });
}

const stories = { device: 4, food: 6 } as const;
type WithStory = keyof typeof stories;
const each = Object.entries(stories) as readonly [WithStory, number][];

const idIn = (stream: string) => stream.slice(stream.indexOf("-") + 1);

/** Approved and released, with nothing left open. */
async function expectAllMade(
  { handler }: PlayedInto,
  events: readonly Recorded<ProductionEvent>[],
  ordinary: readonly string[],
): Promise<void> {
  for (const batchId of ordinary) {
    const { state } = await handler.load(batch, batchId);
    expect(state.status, batchId).toBe("approved");
    const outputs = events.filter(
      ({ event, stream }) => event.type === "OutputProduced" && idIn(stream) === batchId,
    );
    expect(outputs.length).toBeGreaterThan(0);
    for (const { event } of outputs) {
      if (event.type !== "OutputProduced") continue;
      const lot = await handler.load(materialLot, event.data.materialLotId);
      expect(lot.state).toMatchObject({ qualityStatus: "released" });
    }
  }
}

test.each(each)("%s: twelve in all, each complete, approved and released", async (plant, told) => {
  await using running = await startLog();
  await using other = await startLog();
  const first = await play(running.log, { plants: [plant], batches: told });
  const story = await eventsIn(running.log);
  const played = await play(running.log, { plants: [plant], batches: 12 });
  const events = await eventsIn(running.log);

  // As many as the story has, or fewer, add nothing to it; more go on after it.
  await play(other.log, { plants: [plant], batches: 1 });
  expect(await eventsIn(other.log)).toEqual(story);
  expect(events.slice(0, story.length)).toEqual(story);
  expect(played).toMatchObject({ made: 12, events: events.length - story.length });
  expect(played.batches).toEqual(first.batches);
  expect(played.highlights).toEqual(first.highlights);

  const issued = ofType(events, "BatchIssued");
  expect(issued).toHaveLength(12);
  const numbers = issued.map(({ event }) => event.data.batchNumber);
  expect(new Set(numbers).size).toBe(12);
  const batchIds = issued.slice(told).map(({ stream }) => idIn(stream));
  await expectAllMade(played, events, batchIds);
  const after = events.slice(story.length);
  expect(ofType(after, "AttemptRefused")).toEqual([]);
  const each = after.length / (12 - told);
  expect(each).toBeGreaterThan(plant === "food" ? 24 : 30);
  expect(each).toBeLessThan(50);

  // Again, or broken off and in two parts, it comes to the same.
  const again = await play(running.log, { plants: [plant], batches: 12 });
  expect(again).toMatchObject({ events: 0, made: 12 });
  await play(other.log, { plants: [plant], batches: 9 });
  await expect(playUntil(other.log, plant, 10)).rejects.toThrow();
  await play(other.log, { plants: [plant], batches: 12 });
  expect(await eventsIn(other.log)).toEqual(events);
});

test.each(each)("%s: everybody in their shift, and time never runs back", async (plant) => {
  await using running = await startLog();
  await play(running.log, { plants: [plant], batches: 40 });
  const events = await eventsIn(running.log);
  const shiftOf = new Map(Object.values(people).map((one) => [one.username as string, one.shift]));
  let last = "";
  for (const { metadata, event } of events) {
    expect(metadata.recordedAt >= last).toBe(true);
    last = metadata.recordedAt;
    if (metadata.actor.kind !== "person") continue;
    const [from, to] = shifts[shiftOf.get(metadata.actor.username) ?? "day"];
    const [day, time = ""] = localTime(metadata.recordedAt, metadata.zone).split(" ");
    expect(time >= from && time <= `${to}:00`, `${event.type} at ${day} ${time}`).toBe(true);
    expect([0, 6]).not.toContain(new Date(`${day}T12:00:00Z`).getUTCDay());
  }
});

test("food: an ordinary record says all of it, and its trace ends at a delivery", async () => {
  await using seen = await playAndRead({ plants: ["food"], batches: 12 });
  const { kysely } = seen.database;
  const { batches } = await batchList(kysely);
  expect(batches).toHaveLength(12);
  expect(seen.again).toMatchObject({ events: 0 });
  for (const { batchId, batchNumber } of batches.slice(0, 6)) {
    const { identity, recipe, materials, outputs, reviews } = await batchRecord(kysely, batchId, {
      figures: [],
    });
    expect(identity).toMatchObject({ status: "approved", holds: [] });
    expect(identity.legalEntity).toBe("Brunnwald Backwaren GmbH");
    const charged = materials.map(({ material }) => material);
    for (const { material } of recipe?.formula ?? []) expect(charged).toContain(material.name);
    expect(outputs).toHaveLength(1);
    expect(reviews.length).toBeGreaterThan(1);
    const { lots } = await seen.trace(`batch:${batchNumber}`, "backward");
    expect(lots).toContain("internalLot:F26-0006");
    // None of it is of the flour that was recalled.
    expect(lots).not.toContain("internalLot:F26-0001");
  }
});

test("where another plant has gone on after them, more are refused", async () => {
  await using running = await startLog();
  const plants: readonly PlantName[] = ["device", "food"];
  const played = await play(running.log, { plants, batches: 7 });
  expect(played).toMatchObject({ made: 14 });
  const events = await eventsIn(running.log);
  // Food begins on the Monday after the last pump.
  const food = ofType(events, "BatchIssued").findIndex(({ event }) =>
    event.data.batchNumber.startsWith("BK"),
  );
  expect(food).toBe(7);
  const code = "PLANT_PLAYED_OTHERWISE";
  await expect(play(running.log, { plants, batches: 8 })).rejects.toMatchObject({ code });
  expect(await play(running.log, { plants, batches: 7 })).toMatchObject({ events: 0 });
});

test("thousands of food: nothing runs out or falls due, and memory does not grow", async () => {
  await using running = await startLog();
  const count = 2_400;
  const log = onlyWriter(running.log, { empty: true });
  const heaps_mb = new Map<number, number>();
  const onBatch = async (n: number) => {
    if (n % 200 !== 0) return;
    await log.settled();
    heaps_mb.set(n, heapInUse_mb());
  };
  const options = { plants: ["food"], batches: count } as const;
  const played = await playInto(log, options, undefined, { tracing, onBatch });
  await log.settled();
  expect(played).toMatchObject({ made: count });
  expect(played.batches).toHaveLength(stories.food);
  const types = new Map<string, number>();
  for await (const { type } of running.log.readAll()) types.set(type, (types.get(type) ?? 0) + 1);
  expect(types.get("BatchRecordApproved")).toBe(count - 1);
  expect(types.get("AttemptRefused")).toBeUndefined();
  expect(types.get("ShipmentReceived")).toBeGreaterThan(390);
  // What is kept of streams has its most of ten thousand of them by then.
  const [then, now] = [1_600, 2_400].map((n) => heaps_mb.get(n) ?? Number.NaN);
  expect(now, JSON.stringify([...heaps_mb])).toBeLessThan((then ?? 0) * 1.1);
});

function heapInUse_mb(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed / 1e6;
}
