// The same seed tells the same story, once.
import { expect, test, vi } from "vitest";
import { aggregates } from "../../src/domain/catalogue.ts";
import type { Aggregate } from "../../src/domain/kernel/decider.ts";
import { fromBytes, toBytes } from "../../src/eventstore/fold/state-bytes.ts";
import { categoryAndId } from "../../src/eventstore/stream-name.ts";
import { createSimulatedClock, type SimulatedClock } from "../../src/sample-plant/clock.ts";
import { plantStart } from "../../src/sample-plant/site.ts";
import { startLog } from "../event-log-for-test.ts";
import { eventsIn, playInto } from "./plant-for-test.ts";

// Some hundred commands one after the other, on whatever machine.
vi.setConfig({ testTimeout: 120_000 });

test("the same seed gives the same events, and played again it adds nothing", async () => {
  await using one = await startLog();
  await using other = await startLog();
  const first = await playInto(one.log, { batches: 1 });
  const told = await eventsIn(one.log);
  expect(first.events).toBe(told.length);
  expect(first.lastEventId).toBe(told.at(-1)?.id);

  const again = await playInto(one.log, { batches: 1 });
  expect(again).toMatchObject({ events: 0, lastEventId: undefined });
  expect(again.highlights).toEqual(first.highlights);
  expect(await eventsIn(one.log)).toEqual(told);

  // In two parts: the second goes on where the first ended.
  await playInto(other.log, { batches: 0 });
  await playInto(other.log, { batches: 1 });
  expect(await eventsIn(other.log)).toEqual(told);
});

test("every state that its streams come to can be kept, and is then the same", async () => {
  await using one = await startLog();
  const { handler } = await playInto(one.log, { batches: 1 });
  const streams = new Set((await eventsIn(one.log)).map(({ stream }) => stream));
  const kinds = new Set<string>();
  for (const stream of streams) {
    const { category, id } = categoryAndId(stream);
    const aggregate = aggregates.find((of) => of.category === category);
    // What was refused before there was a stream has no state.
    if (!aggregate) continue;
    const { state } = await handler.load(aggregate as Aggregate<object, never>, id);
    expect(fromBytes(await toBytes({ state }))).toStrictEqual({ state });
    kinds.add(category);
  }
  expect(kinds.size).toBeGreaterThan(15);
});

test("another seed tells another story, and not into the same log", async () => {
  await using one = await startLog();
  await using other = await startLog();
  await playInto(one.log, { batches: 0, seed: 1 });
  await playInto(other.log, { batches: 0, seed: 2 });
  const told = await eventsIn(one.log);
  const elsewhere = await eventsIn(other.log);
  expect(elsewhere.map(({ event }) => event.type)).toEqual(told.map(({ event }) => event.type));
  expect(elsewhere).not.toEqual(told);

  const code = "PLANT_PLAYED_OTHERWISE";
  await expect(playInto(one.log, { batches: 0, seed: 2 })).rejects.toMatchObject({ code });
  expect(await eventsIn(one.log)).toEqual(told);
});

test("broken off, it goes on where it was", async () => {
  await using whole = await startLog();
  await using part = await startLog();
  await playInto(whole.log, { batches: 0 });
  const stop = new AbortController();
  const clock = createSimulatedClock(plantStart);
  let acts = 0;
  const breaking: SimulatedClock = {
    ...clock,
    advance(by_ms) {
      acts += 1;
      if (acts === 150) stop.abort();
      clock.advance(by_ms);
    },
  };
  const playing = playInto(part.log, { batches: 0, signal: stop.signal }, breaking);
  await expect(playing).rejects.toThrow();
  const [some, all] = [await eventsIn(part.log), await eventsIn(whole.log)];
  expect(some.length).toBeLessThan(all.length);
  await playInto(part.log, { batches: 0 });
  expect(await eventsIn(part.log)).toEqual(all);
});
